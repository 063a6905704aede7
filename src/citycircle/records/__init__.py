"""The office's memory: one folder for each kind of record, each with `models.py` and `actions.py`.

Models hold no arithmetic; they call `planning`, `mechanisms` and `domains`. Nothing above this floor writes.
"""
