from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate


class Accounts(AppConfig):
    name = "citycircle.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from citycircle.accounts import checks  # noqa: F401, PLC0415  (checks register themselves once apps are up)
        from citycircle.accounts.actions import catalogue  # noqa: PLC0415  (models must exist first)

        catalogue.load()
        post_migrate.connect(begin_chain, sender=self)
        user_logged_in.disconnect(dispatch_uid="update_last_login")  # `BeginSession` notes it, with a line


def begin_chain(**_: Any) -> None:
    """The audit chain starts with an empty head; every writer takes turns on this one row."""
    from citycircle.accounts.audit.chain import GENESIS  # noqa: PLC0415  (models must exist first)
    from citycircle.accounts.models import ChainHead  # noqa: PLC0415

    ChainHead.objects.get_or_create(pk=1, defaults={"number": 0, "hash": GENESIS, "signature": ""})
