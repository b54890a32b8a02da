"""Loading the public files in the browser: upload, look at every row's fate, then load exactly those files."""

import csv

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from ccgs.actions.load_ods import OdsFile
from ccgs.actions.uploads import load_upload, look_at_upload, unpack
from ccgs.forms.ods import OdsUploadForm
from ccgs.models import Release, ReleaseUpload
from ccgs.terms.organisations import ReleaseKind
from ccgs.views.access import PersonRequest, steward_page
from cocommission.shared.errors import Refused
from cocommission.shared.paging import page_of
from cocommission.shared.views.sending import held_back, held_of

FATES = ("created", "updated", "closed", "unchanged", "rejected")


@steward_page
def ods(request: PersonRequest) -> HttpResponse:
    """What was loaded so far, and the form for the next files."""
    form = OdsUploadForm(request.POST, request.FILES) if request.method == "POST" else OdsUploadForm()
    if request.method == "POST" and not held_back(request, form) and form.is_valid():
        files = [
            OdsFile(kind, form.cleaned_data[kind].name, form.cleaned_data[kind].read())
            for kind in ReleaseKind.values
            if form.cleaned_data[kind]
        ]
        as_at = form.cleaned_data["as_at"]
        upload = look_at_upload(files=files, as_at=as_at, by=request.person, now=request.now)
        return redirect("ods-upload", pk=upload.pk)
    releases = Release.objects.select_related("loaded_by")
    uploads = ReleaseUpload.objects.select_related("uploaded_by").defer("packed", "packed_rows", "report")[:10]
    context = {"form": form, "page": page_of(releases, request), "uploads": list(uploads)}
    return render(request, "ccgs/ods.jinja", context, status=400 if form.errors else 200)


@steward_page
def ods_upload(request: PersonRequest, pk: int) -> HttpResponse:
    """The report of an upload's dry run, row by row; posting loads the files."""
    upload = get_object_or_404(ReleaseUpload.objects.select_related("uploaded_by").defer("packed"), pk=pk)
    held = held_of(request)
    reasons = [] if held is None else Refused(held.words).blockers
    if request.method == "POST" and held is None:
        try:
            report = load_upload(
                upload=upload, digest=request.POST.get("digest", ""), by=request.person, now=request.now
            )
        except Refused as refusal:
            reasons = refusal.blockers
        else:
            messages.success(request, f"Loaded. {report.written} rows were written.")
            return redirect("ods")
    rows = unpack(upload.packed_rows)
    fate, kind = request.GET.get("fate", ""), request.GET.get("file", "")
    rows = [row for row in rows if (not fate or row[3] == fate) and (not kind or row[0] == kind)]
    hashes = [file["sha256"] for file in upload.files.values()]
    context = {
        "upload": upload,
        "report": upload.report,
        "kinds": [(each, each.label) for each in ReleaseKind if each.value in upload.files],
        "fates": FATES,
        "page": page_of(rows, request, per_page=100),
        "fate": fate,
        "file": kind,
        "reasons": reasons,
        "loaded": list(Release.objects.filter(as_at=upload.as_at, sha256__in=hashes)),
    }
    return render(request, "ccgs/ods_upload.jinja", context, status=409 if reasons else 200)


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        """As csv.writer wants it."""
        return text


@require_safe
@steward_page
def ods_upload_rows(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Every row's fate as CSV; cells that a spreadsheet would take for a formula are marked as text."""
    upload = get_object_or_404(ReleaseUpload.objects.defer("packed"), pk=pk)
    writer = csv.writer(_Echo())
    rows = [["file", "line", "code", "fate", "what"], *unpack(upload.packed_rows)]
    response = StreamingHttpResponse(
        (writer.writerow([_harmless(cell) for cell in row]) for row in rows), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="load-{upload.pk}-rows.csv"'
    return response


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
