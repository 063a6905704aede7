"""Looking at a past ledger, matching its rows, taking it over."""
