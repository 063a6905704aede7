"""The only writers. One action is one class; it is found by looking and carried out by `base.carry_out`."""
