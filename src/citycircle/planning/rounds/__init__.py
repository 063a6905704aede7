"""Asking the organisations of a plan what they think of it, and what it means if they say nothing."""
