"""What a plan promises: targets, goals measured against others, milestones, named works, and numbers that promise nothing.

Text becomes sentences and clauses (`sentences`), dates govern clauses (`governing`), numbers with units are weighed
(`quantities`), and each kind of record is read from that by one small grammar (`targets`, `relative`, `milestones`,
`works`). `read` puts them together. The words the grammars know stand in `words`.
"""
