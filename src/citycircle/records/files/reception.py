"""Receiving an upload in memory only, so that a file with a secrecy mark never touches the disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload

MULTIPART_OVERHEAD = 64 * 1024


class InMemoryOnly(MemoryFileUploadHandler):
    """Django would put a large file into a temporary folder; this stops it instead, and says that it was too large."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: str | None = None  # noqa: N803
    ) -> None:  # fmt: skip
        self.activated = True
        self.too_large = content_length > settings.UPLOAD_LIMIT + MULTIPART_OVERHEAD

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece; past the limit stop, and leave a mark on the request for the page to answer with a sentence."""
        if self.too_large or start + len(raw_data) > settings.UPLOAD_LIMIT:
            if self.request is not None:
                self.request.META["citycircle.upload_too_large"] = True
            raise StopUpload(connection_reset=False)
        self.file.write(raw_data)
