"""What the pages can do, for programs: one file a noun, found by looking; actions are offered by naming them."""
