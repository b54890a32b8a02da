"""`?as=docx` on the page of a record gives what the reader sees as a document (F-65)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from ccgs.views.access import Request
from cocommission.home.record_pages import RECORDS
from cocommission.shared.views.page_documents import page_docx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class RecordFilesMiddleware:
    """Turns the answer of a record's page into a document where that was asked for; rights are those of the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        """Only a page that was shown becomes a document; redirects, refusals and other pages stay what they are."""
        response = self.get_response(request)
        match = request.resolver_match
        wanted = request.method in ("GET", "HEAD") and request.GET.get("as") == "docx"
        if not wanted or match is None or match.url_name not in RECORDS or response.status_code != 200:
            return response
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        reader = request.person.name if request.person is not None else "the public"
        address = request.build_absolute_uri(request.path)
        content = page_docx(response.content.decode(), address=address, reader=reader, at=request.now)
        document = HttpResponse(content, content_type=DOCX)
        name = f"{slugify(request.path.replace('/', ' '))[:120]}.docx"
        document["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
        document["X-Content-Type-Options"] = "nosniff"
        document["Cache-Control"] = "private, no-store" if request.person is not None else "no-cache"
        return document
