"""Mend the damage that copying does to a document, reversibly: one small module for each kind of damage."""
