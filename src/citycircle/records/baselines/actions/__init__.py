"""Issuing a plan as a version, amending it, handing it out, and signing for it."""
