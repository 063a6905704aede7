"""Django looks for models here; each folder keeps its own."""

__all__: list[str] = []
