"""Cases between organisations, kept as their events: where a case stands is always replayed, never set."""
