"""A post changes hands: what waits at it, and the one act that moves it."""
