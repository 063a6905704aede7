"""The invented region as a running service: its organisations, hierarchies, people and names, made through actions.

The tables beside this file hold the facts, `personas` says who is who, `making` carries out the actions.
"""
