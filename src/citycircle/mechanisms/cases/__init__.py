"""Anything asked of another organisation: who holds it, since when, until when, and by which clause.

A case is the replay of its events. What is stored is the list of events and nothing else; holder, clock and sentence
are worked out from it, so two cities that hold the same list read the same state.
"""
