"""A task from the sentence of a plan to its closing, and to the look-back that may open it again.

One task of one lead organisation is one case (`mechanisms.cases`): its states, steps and clocks are data here, its life
is the replay of its events. What lists, lights and papers want to know of it is read off by `readings`; a task of
several cities is one case a city, seen together by `joint`.
"""
