"""How much of an upload is read at all: what runs over is neither kept in memory nor on the disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


class BoundedUpload(FileUploadHandler):
    """Stands before the handlers that keep what comes. A file that runs over is read past: the other fields of the
    form arrive, the browser hears the answer, and the door finds out by ``was_cut``."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.read_bytes = self.file_bytes = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file_bytes = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.read_bytes += len(raw_data)
        self.file_bytes += len(raw_data)
        if self.read_bytes > settings.UPLOAD_BYTES_MAX:
            # A smaller file may still fit after it.
            self.read_bytes -= self.file_bytes
            if self.request is not None:
                self.request.META["upload.cut"] = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        return None


def was_cut(request: HttpRequest) -> bool:
    return bool(request.META.get("upload.cut"))
