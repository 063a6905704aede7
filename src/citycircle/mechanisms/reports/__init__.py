"""The monthly report: one organisation's word on one thing for one month, from the prefilled sheet to the lock.

A report is a case (`mechanisms.cases`) whose steps carry its cells. Nobody but the organisation itself ever changes a
cell: the office accepts or returns, and after the lock a correction slip sets the new value beside the old one.
"""
