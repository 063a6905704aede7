"""Words that everyone shares; nothing here needs more than the standard library."""
