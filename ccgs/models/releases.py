"""Which public files were loaded, and the files that wait for a data steward's confirmation."""

from django.conf import settings
from django.db import models

from ccgs.terms.organisations import ReleaseKind
from cocommission.shared.models import AppendOnly


class Release(AppendOnly):
    """One file that was loaded: what it stated is in force from `as_at` until the next release of its kind."""

    kind = models.CharField(max_length=10, choices=ReleaseKind.choices)
    as_at = models.DateField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    counts = models.JSONField()
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-as_at", "kind", "-id"]
        constraints = [models.UniqueConstraint(fields=["kind", "as_at", "sha256"], name="one_release_per_file_and_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} as at {self.as_at}"


class ReleaseUpload(AppendOnly):
    """Files that a data steward uploaded, with the report of their dry run; loading them needs a second look."""

    as_at = models.DateField()
    digest = models.CharField(max_length=64)
    files = models.JSONField()  # {kind: {"name", "sha256", "size"}}
    report = models.JSONField()  # counts, notes, rejected, refused
    packed = models.BinaryField()  # the files, zlib
    packed_rows = models.BinaryField()  # every row's fate, zlib
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Upload {self.pk} as at {self.as_at}"
