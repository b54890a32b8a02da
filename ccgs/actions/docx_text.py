"""The text of an uploaded constitution as Markdown: headings, numbered clauses, lists and tables of a Word file."""

import io
import zipfile
from collections import defaultdict
from typing import Any

from docx import Document as open_docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from cocommission.shared.actions.documents import UNREADABLE_ARCHIVE
from cocommission.shared.errors import Refused

MOST_BYTES, MOST_UNPACKED = 10 * 1024 * 1024, 60 * 1024 * 1024
UNREADABLE = "This Word file cannot be read. Save it as .docx again, or paste its text."

# What the library raises for a file that is damaged, encrypted, or lacks a part that Word always writes.
BROKEN = (*UNREADABLE_ARCHIVE, PackageNotFoundError, LookupError, SyntaxError, AttributeError, TypeError)


def markdown_of_upload(upload: Any) -> str:
    """The text of an uploaded .docx (by what it is, not by its name) or text file. Raises Refused (400)."""
    upload.seek(0)
    content: bytes = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused("The file is larger than 10 MB.", status=400, field="file")
    if content.startswith(b"PK\x03\x04"):
        return markdown_of_docx(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("The file is neither Word (.docx) nor text in UTF-8.", status=400, field="file") from None
    if "\x00" in text:
        raise Refused("The file is neither Word (.docx) nor text in UTF-8.", status=400, field="file")
    return text


def markdown_of_docx(content: bytes) -> str:
    """Word's headings become #, its automatic numbers become text so that clauses can be named, tables stay."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise Refused("The Word file unpacks to more than 60 MB.", status=400, field="file")
        return _markdown(open_docx(io.BytesIO(content)))
    except BROKEN as error:
        raise Refused(UNREADABLE, status=400, field="file") from error


def _markdown(document: Any) -> str:
    numbers = Numbers(document)
    blocks = []
    for part in document.iter_inner_content():
        block = _table(part) if isinstance(part, Table) else _paragraph(part, numbers)
        if block:
            blocks.append(block)
    return "\n\n".join(blocks) + "\n"


class Numbers:
    """Counts Word's automatic numbers, which are not in the text itself."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[tuple[str, int], tuple[str, str]] = {}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        if part is None:
            return
        root = part.element
        abstract = {each.get(qn("w:abstractNumId")): each for each in root.findall(qn("w:abstractNum"))}
        for num in root.findall(qn("w:num")):
            kind = abstract.get(num.find(qn("w:abstractNumId")).get(qn("w:val")))
            for level in kind.findall(qn("w:lvl")) if kind is not None else []:
                formats = [level.find(qn(f"w:{name}")) for name in ("numFmt", "lvlText")]
                values = [each.get(qn("w:val")) if each is not None else "" for each in formats]
                self.levels[(num.get(qn("w:numId")), int(level.get(qn("w:ilvl"))))] = (values[0], values[1])

    def label(self, paragraph: Paragraph) -> str:
        """The number in front of a paragraph: "4.2", "-" for a bullet, or nothing."""
        found = self._place(paragraph)
        if found is None or found not in self.levels:
            return ""
        key, depth = found
        kind, pattern = self.levels[found]
        if kind == "bullet":
            return "-"
        counts = self.counts[key]
        counts[depth] = counts.get(depth, 0) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        for level in range(depth + 1):
            pattern = pattern.replace(f"%{level + 1}", self._write(key, level, counts.get(level, 1)))
        return pattern.strip().rstrip(".")

    def _write(self, key: str, level: int, count: int) -> str:
        kind = self.levels.get((key, level), ("decimal", ""))[0]
        if kind == "lowerLetter" and count <= 26:
            return chr(96 + count)
        if kind == "upperLetter" and count <= 26:
            return chr(64 + count)
        if kind == "lowerRoman":
            return _roman(count)
        return str(count)

    @staticmethod
    def _place(paragraph: Paragraph) -> tuple[str, int] | None:
        style, seen = paragraph.style, 0
        sources = [paragraph._p.pPr]
        while style is not None and seen < 10:
            sources.append(style.element.pPr)
            style, seen = style.base_style, seen + 1
        for source in sources:
            numbering: Any = source.numPr if source is not None else None
            if numbering is not None and numbering.numId is not None:
                depth = numbering.ilvl.val if numbering.ilvl is not None else 0
                return str(numbering.numId.val), int(depth)
        return None


def _roman(count: int) -> str:
    made = ""
    for value, letters in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while count >= value:
            made, count = made + letters, count - value
    return made


def _paragraph(paragraph: Paragraph, numbers: Numbers) -> str:
    text = " ".join(paragraph.text.split())
    if not text:
        return ""
    label = numbers.label(paragraph)
    name = paragraph.style.name if paragraph.style is not None and paragraph.style.name else ""
    line = f"{label} {text}" if label else text
    if name == "Title":
        return f"# {line}"
    if name.startswith("Heading ") and name[8:].isdigit():
        return f"{'#' * min(int(name[8:]), 6)} {line}"
    return f"- {text}" if not label and name.startswith("List Bullet") else line


def _table(table: Table) -> str:
    rows = [[" ".join(cell.text.split()).replace("|", "\\|") for cell in row.cells] for row in table.rows]
    if not rows or not any(any(row) for row in rows):
        return ""
    head, *rest = rows
    lines = [head, ["---"] * len(head), *rest]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
