"""The command line: `citycircle VERB …`, one file a verb.

A verb is a module of this package that says `HELP`, `add_arguments(parser)` and `run(args) -> int`; it is found by
looking (see `dispatch`) and listed nowhere. Modules that say no `HELP` serve the verbs. Every module here imports
late, so that `citycircle --help` answers at once.
"""
