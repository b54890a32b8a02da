"""Archives whose bytes depend on their contents alone, so that two who make one can compare their hashes."""

import io
import zipfile
from collections.abc import Iterable

LONG_PAST = (1980, 1, 1, 0, 0, 0)


def archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of named contents, in their order, without times, owners or other traces of its making."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            entry = zipfile.ZipInfo(name, LONG_PAST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            made.writestr(entry, content)
    return out.getvalue()


def repacked(content: bytes) -> bytes:
    """The same archive with its contents in the order of their names and without its times."""
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        return archive((name, found.read(name)) for name in sorted(found.namelist(), key=_order))


def _order(name: str) -> tuple[bool, str]:
    """The list of content types first, as office documents want it."""
    return (name != "[Content_Types].xml", name)
