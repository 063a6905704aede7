"""Django looks for models here; each folder keeps its own."""

from citycircle.records.files.models import StoredFile
from citycircle.records.jobs.models import Job
from citycircle.records.notices.models import Notice

__all__ = ["Job", "Notice", "StoredFile"]
