"""Where the clauses of a plan begin, how they nest, and which of them are its tasks.

`markers` finds everything that could be a number, `numbering` chooses the most consistent sequence of them, `tree` hangs
headings and bodies on it, `levels` decides which level holds the tasks, `parts` tells several plans in one notice apart.
Everything here counts places in the mended text.
"""
