"""Plans as the service keeps them: the document as found, and the ledger that was made of it."""
