from django.apps import AppConfig


class Records(AppConfig):
    name = "citycircle.records"
    default_auto_field = "django.db.models.BigAutoField"
