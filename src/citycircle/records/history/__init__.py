"""What an office reported before it came here: an Excel ledger of past months, taken over cell by cell."""
