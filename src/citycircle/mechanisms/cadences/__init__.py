"""When reports are due and what happens when they are not: cadences, the chain of deadlines, the ladder, the digest.

Everything here is a pure function of dated tables, facts and a day. Months without a form to fill ask for nothing.
"""
