"""The audit chain: lines that hold each other's hash, a signed head, sealed segments, and the check of all three."""
