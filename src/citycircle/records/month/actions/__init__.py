"""What can be done to parts of tasks and to their reports."""
