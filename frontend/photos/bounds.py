"""How much of an upload is read at all: what runs over is neither kept in memory nor on the disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest


class BoundedUpload(FileUploadHandler):
    """Stands before the handlers that keep what comes. The rest of a stopped upload is read past, so that the browser
    hears the answer, and the door finds out by ``was_cut``."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.read_bytes = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.read_bytes += len(raw_data)
        if self.read_bytes > settings.UPLOAD_BYTES_MAX:
            if self.request is not None:
                self.request.META["upload.cut"] = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        return None


def was_cut(request: HttpRequest) -> bool:
    return bool(request.META.get("upload.cut"))
