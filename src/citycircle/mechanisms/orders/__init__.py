"""An order: a supervision slip (督办单) or a leader's instruction (批示), followed to its end by one machine."""
