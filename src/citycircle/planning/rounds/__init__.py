"""Asking the organisations of a plan what they think of it: how long they have, and what silence means."""
