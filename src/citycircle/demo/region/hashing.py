"""The demo's hash: argon2 with little work, because a password that is printed at every start needs no protection."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Twenty accounts in a tenth of a second instead of twenty; real regions use Django's own cost."""

    time_cost = 1
    memory_cost = 1024
    parallelism = 1
