"""Work that takes longer than a page may: asked for in the transaction of an act, done by a process of its own.

One table is the queue, on either database; see docs/decisions/jobs.md.
"""
