"""An uploaded file. It lives in the database, so one backup holds everything and rights follow the parent record."""

from django.conf import settings
from django.db import models

from .governed import AppendOnly


class Document(AppendOnly):
    """Bytes with their SHA-256; never changed. A new version is a new document."""

    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField("size in bytes")
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.BinaryField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
