"""The frame around a plan: web page, table of labels, cover letter, title, number, date, years, foot."""
