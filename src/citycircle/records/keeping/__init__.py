"""Keeping everything: backup, restore, and an export that others can read."""
