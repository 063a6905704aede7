"""Setting up a region from one Excel file: the template, the strict reading of it, and the acts that follow."""
