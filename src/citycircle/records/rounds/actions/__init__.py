"""A comment round: opened by the office, answered by each organisation for itself, decided in writing, closed."""
