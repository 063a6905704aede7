"""Which milestone waits for which, and the calendar that a person can subscribe to."""
