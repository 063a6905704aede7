"""Keeping lists and templates, sending sheets out, taking them back change by change."""
