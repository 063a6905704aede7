"""The front matter of a plan: labels of its page, cover letter, title, number, date and years."""
