"""Who is who, who may what, and who did what: organisations and people with time, rights, actions, the audit chain.

`models/` holds the facts without arithmetic · `roles` and `rights` say who may, without a database · `viewers` makes
the person of a request into somebody with rights · `actions/` are the only writers · `audit/` keeps the chain.
"""
