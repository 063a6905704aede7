"""How official Chinese writes numbers, dates and names."""
