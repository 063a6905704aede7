"""What cities do together, as rules without a database: each state is the replay of a plain list of events."""
