"""Who owes what in a ledger: what a person has to decide, one list of work per organisation, load, matrix."""
