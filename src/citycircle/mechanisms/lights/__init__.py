"""The light of a task: a dated policy, the facts on a day, one colour with its word and its arithmetic in a sentence.

The computed light, the light a person sets with a reason, and the wait for somebody else are kept apart. The policies
found in the field are rows of `parameters/`; a city adds its own rows of the same shape.
"""
