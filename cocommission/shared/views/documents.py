"""Serving documents: always as attachments, never sniffed. The caller has checked the parent record's rights."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from cocommission.shared.models import Document


def attachment(document: Document) -> HttpResponse:
    """The file as a download."""
    response = HttpResponse(bytes(document.content), content_type=document.content_type)
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=document.name) or "attachment"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
