"""Draws that anybody can recompute: the roster and the rules are fixed first, the seeds come after.

Everybody on the roster gets a lot, a number worked out from the seeds and the own identifier alone; the smallest lots
that no rule excludes are drawn. How to recompute one by hand: docs/how-to/draw-by-lot.md.
"""
