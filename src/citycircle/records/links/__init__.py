"""Links upward to the clauses a task carries out, and sideways to what a neighbour's plan says of the same works."""
