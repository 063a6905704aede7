"""What a plan becomes once it is a ledger: compared, traced upward, scheduled, listed, frozen. No database, no clock.

Everything here works on the plain words of `planning.ledger`; who stores them is none of its business.
"""
