"""The round in which every organisation says whether a plan's tasks are its own and can be done."""
