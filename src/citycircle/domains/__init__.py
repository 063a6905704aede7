"""One folder a domain, found by looking and listed nowhere (see `discovery`)."""
