"""Setting up a schedule, saying how it stands, and calendars of one's own."""
