"""What people do with links between plans: propose and decide them, consult between cities, draft the next year."""
