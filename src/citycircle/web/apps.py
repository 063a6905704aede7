from django.apps import AppConfig


class Web(AppConfig):
    name = "citycircle.web"
