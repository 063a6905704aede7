"""The month: what every organisation reports, what was returned and adopted, lights, proof, chasing, locks."""
