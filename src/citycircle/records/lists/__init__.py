"""Many lists, one fact: a task is filed once and stands on the lists of every circle, superior and field."""
