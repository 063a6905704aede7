"""Any file an office may send, opened as one `Source`: its text, tables and what the format knew besides.

`open_source` is the door. One small module a format; what can go wrong stands in `errors`, what was noticed in `notes`.
"""
