"""Uploaded public files: looked at first, loaded only after a confirmation that is bound to their hash (F-01)."""

import base64
import hashlib
import json
import zlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ccgs.actions.load_ods import LoadRefused, LoadReport, OdsFile, load_ods
from ccgs.actions.permits import require_steward
from ccgs.models import ReleaseUpload
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person


def digest_of(files: Sequence[OdsFile], as_at: date) -> str:
    """One hash over the day and the files."""
    text = json.dumps([as_at.isoformat(), *sorted((file.kind, file.sha256) for file in files)])
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def look_at_upload(*, files: Sequence[OdsFile], as_at: date, by: Person, now: datetime) -> ReleaseUpload:
    """Runs a dry run of `files` and keeps them with its report, also when it is a refusal; nothing is loaded."""
    require_steward(by, "loads public files")
    try:
        report = load_ods(files=files, as_at=as_at, by=by, now=now, dry_run=True)
    except LoadRefused as refusal:
        report = refusal.report
    content = {file.kind: base64.b64encode(file.content).decode() for file in files}
    return ReleaseUpload.objects.create(
        as_at=as_at,
        digest=digest_of(files, as_at),
        files={f.kind: {"name": f.name, "sha256": f.sha256, "size": len(f.content)} for f in files},
        report=report.to_json(),
        packed=pack(content),
        packed_rows=pack([row.to_json() for row in report.rows]),
        uploaded_by=by,
        uploaded_at=now,
    )


def load_upload(*, upload: ReleaseUpload, digest: str, by: Person, now: datetime) -> LoadReport:
    """Loads the files of `upload`. `digest` is what the person saw; Conflict when it or the data is another now."""
    require_steward(by, "loads public files")
    if digest != upload.digest:
        raise Conflict("This is not the upload that was on the page. Look at it again before you load it.")
    if upload.report["refused"]:
        raise Refused("These files were refused. Correct them and upload them again.")
    names = upload.files
    files = [
        OdsFile(kind, names[kind]["name"], base64.b64decode(content)) for kind, content in unpack(upload.packed).items()
    ]
    return load_ods(files=files, as_at=upload.as_at, by=by, now=now, expected=upload.report)


def pack(value: Any) -> bytes:
    """JSON, compressed."""
    return zlib.compress(json.dumps(value).encode(), 6)


def unpack(packed: Any) -> Any:
    """What `pack` was given."""
    return json.loads(zlib.decompress(bytes(packed)))
