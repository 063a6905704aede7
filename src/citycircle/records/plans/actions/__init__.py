"""What people do with plans: take a document in, read it again, set its ledger right."""
