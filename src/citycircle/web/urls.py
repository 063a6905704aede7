"""Addresses, gathered by looking: every file in `pages/` that says `urlpatterns`, and the API when it is there."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from django.urls import URLPattern, URLResolver, path

from citycircle.web import pages
from citycircle.web.api.roof import api

urlpatterns: list[URLPattern | URLResolver] = [
    pattern
    for module in sorted(pkgutil.iter_modules(pages.__path__, f"{pages.__name__}."), key=lambda found: found.name)
    for pattern in getattr(import_module(module.name), "urlpatterns", [])
]
urlpatterns.append(path("api/v1/", api.urls))

handler400 = "citycircle.web.errors.refused"
handler404 = "citycircle.web.errors.not_found"
handler500 = "citycircle.web.errors.broke"
