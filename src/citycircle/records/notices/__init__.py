"""Notices: what the service tells a person, inside, and outside by whatever the administrator allowed."""
