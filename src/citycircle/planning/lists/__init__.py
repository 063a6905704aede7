"""Many lists, one fact: a ledger printed by each superior's template, a sheet that comes back, a ledger of the past."""
