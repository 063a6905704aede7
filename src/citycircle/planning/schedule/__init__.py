"""When what is to be so: milestones with predecessors, the critical chain, slippage, the drawing for the wall.

Days are calendar days; working days are counted beside them where the calendar of holidays knows the years.
"""
