"""Search over everything: each kind of record says what it is found by, where it is shown and who may see it."""
