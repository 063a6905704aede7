"""Tracing a plan: upward to the clauses it carries out, sideways to another city's plan, onward to next year's.

Nothing here links anything: it proposes, with the words that decided, and a person accepts.
"""
