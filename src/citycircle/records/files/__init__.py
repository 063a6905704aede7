"""Files: received in memory, looked at, and only then kept."""
