"""Versions of a plan that were issued: frozen, numbered, readable for ever."""
