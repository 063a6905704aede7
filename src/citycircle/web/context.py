"""What every page shows around its own matter."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from citycircle.core.messages import spoken
from citycircle.web.navigation import offered


def roof(request: HttpRequest) -> dict[str, Any]:
    viewer = getattr(request, "viewer", None)
    return {
        "language": spoken(),
        "viewer": viewer,
        "person": getattr(request, "person", None),
        "navigation": offered(viewer) if viewer is not None else [],
        "is_demo": settings.DEMO,
    }
