"""Where the clauses of a plan begin, how they nest, and which of them are its tasks.

`markers` finds everything that could be a number and `looks` how much it looks like one, `numbering` chooses the most
consistent sequence, `tree` hangs clauses on it, `families` and `levels` decide which of them are tasks, `titles` where
their headings end. `paragraphs` reads what has no number; `contents`, `closing` and `parts` tell apart a list of
contents, closing lines and several plans in one notice; `doubts` says what a person should look at. `read` puts it
together. Everything here counts places in the mended text.
"""
