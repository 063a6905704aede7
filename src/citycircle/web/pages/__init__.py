"""One file a noun. A file says its `urlpatterns`; it is found by looking (see `citycircle.web.urls`)."""
