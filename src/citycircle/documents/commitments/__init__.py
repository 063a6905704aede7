"""What a plan promises: targets, goals measured against others, milestones, named works; and what promises nothing.

Text becomes sentences and clauses (`sentences`), dates govern clauses (`governing`), numbers with their units are found
and weighed (`quantities`, `weighing`), and each kind of record is read from that by one small grammar (`targets`,
`relative`, `milestones`, `works`). `read` puts them together. The words the grammars know stand in `words.txt`.
"""
