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
        if content_length > settings.UPLOAD_LIMIT + MULTIPART_OVERHEAD:
            self.refuse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > settings.UPLOAD_LIMIT:
            self.refuse()
        self.file.write(raw_data)

    def refuse(self) -> None:
        """Stop reading; the page finds the mark on the request and answers with a sentence."""
        if self.request is not None:
            self.request.META["citycircle.upload_too_large"] = True
        raise StopUpload(connection_reset=False)
