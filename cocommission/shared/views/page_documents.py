"""A page as a document of a word processor: what this reader sees of a record, without the parts for acting (F-65)."""

import io
import re
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

from docx import Document as new_document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from cocommission.shared.clock import moment

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
LEFT_OUT = frozenset({"script", "style", "svg", "form", "nav", "button", "aside", "noscript", "template"})
LEFT_OUT_CLASSES = frozenset({"app-no-print", "nhsuk-button", "nhsuk-u-visually-hidden", "nhsuk-breadcrumb"})
INLINE = frozenset(
    {"a", "abbr", "b", "br", "cite", "code", "em", "i", "kbd", "mark", "small", "span", "strong", "sub", "sup", "time",
     "del", "ins", "data", "wbr"}
)  # fmt: skip
SPACE = re.compile(r"[ \t\r\n\f]+")
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Node:
    """An element with its classes, and its children: elements and texts."""

    def __init__(self, tag: str, classes: frozenset[str] = frozenset()) -> None:
        self.tag = tag
        self.classes = classes
        self.children: list[Node | str] = []

    @property
    def left_out(self) -> bool:
        """Whether it is for acting, or for readers of the screen only. Captions of tables always stay."""
        return self.tag in LEFT_OUT or (self.tag != "caption" and bool(self.classes & LEFT_OUT_CLASSES))

    def elements(self) -> "Iterator[Node]":
        """Its child elements, without those that are left out."""
        return (child for child in self.children if isinstance(child, Node) and not child.left_out)

    def find_all(self, *tags: str) -> "Iterator[Node]":
        """Every element of those tags below it, not below one another."""
        for child in self.elements():
            if child.tag in tags:
                yield child
            else:
                yield from child.find_all(*tags)

    def edges(self) -> tuple[str, str]:
        """What stands before and after its words: a caption and a block have lines of their own, a tag has brackets."""
        if any(name.startswith("nhsuk-caption") for name in self.classes):
            return ("\n", "\n")
        if "nhsuk-tag" in self.classes:
            return (" [", "] ")
        return ("", "") if self.tag in INLINE else ("\n", "\n")

    def text(self) -> str:
        """Its words on one line; a line break where the page has one, or a new block."""
        lines = "".join(self._words()).replace("[ ", "[").replace(" ]", "]").split("\n")
        return "\n".join(line for line in (SPACE.sub(" ", line).strip() for line in lines) if line)

    def _words(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield SPACE.sub(" ", child)
            elif child.tag == "br":
                yield "\n"
            elif not child.left_out:
                before, after = child.edges()
                yield from (before, *child._words(), after)


class _Reader(HTMLParser):
    """Keeps the `<main>` of a page as a tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.main = Node("main")
        self.open: list[Node] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main" and not self.open:
            self.open = [self.main]
        elif self.open:
            node = Node(tag, frozenset((dict(attrs).get("class") or "").split()))
            self.open[-1].children.append(node)
            if tag not in VOID:
                self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        depth = next((at for at in range(len(self.open) - 1, -1, -1) if self.open[at].tag == tag), None)
        if depth is not None:
            del self.open[depth:]

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1].children.append(ILLEGAL.sub("", data))


class _Writer:
    def __init__(self, document: Any) -> None:
        self.document = document

    def paragraph(self, text: str, style: str | None = None) -> None:
        if text:
            self.document.add_paragraph(text, style=style)

    def write(self, node: Node, style: str | None = None) -> None:
        """A container: runs of words become paragraphs, blocks are written one by one."""
        words = Node("p")
        for child in node.children:
            if isinstance(child, str) or child.tag in INLINE:
                words.children.append(child)
                continue
            self.paragraph(words.text(), style)
            words = Node("p")
            if not child.left_out:
                self.block(child)
        self.paragraph(words.text(), style)

    def block(self, node: Node) -> None:
        if re.fullmatch(r"h[1-6]", node.tag):
            self.document.add_heading(node.text(), int(node.tag[1]))
        elif node.tag in ("p", "summary", "blockquote"):
            self.paragraph(node.text(), "Intense Quote" if node.tag == "blockquote" else None)
        elif node.tag in ("ul", "ol"):
            for item in node.elements():
                self.write(item, "List Bullet" if node.tag == "ul" else "List Number")
        elif node.tag == "dl":
            pairs = list(node.find_all("dt", "dd"))
            self.table([[pair.text() for pair in pairs[at : at + 2]] for at in range(0, len(pairs), 2)], heads=0)
        elif node.tag == "table":
            self.list_table(node)
        else:
            self.write(node)

    def list_table(self, node: Node) -> None:
        for caption in node.find_all("caption"):
            self.paragraph(caption.text(), "Caption")
        heads = [row for head in node.find_all("thead") for row in head.find_all("tr")]
        rows = [[cell.text() for cell in row.find_all("th", "td")] for row in node.find_all("tr")]
        self.table(rows, heads=len(heads))

    def table(self, rows: list[list[str]], *, heads: int) -> None:
        """Rows with borders; the first `heads` are repeated on each sheet."""
        if not rows:
            return
        table = self.document.add_table(rows=0, cols=max(len(row) for row in rows))
        table.style = "Table Grid"
        for number, cells in enumerate(rows):
            row = table.add_row()
            for cell, words in zip(row.cells, cells, strict=False):
                cell.text = words
            if number < heads:
                repeat = OxmlElement("w:tblHeader")
                repeat.set(qn("w:val"), "true")
                row._tr.get_or_add_trPr().append(repeat)
        self.document.add_paragraph()


def page_docx(html: str, *, address: str, reader: str, at: datetime) -> bytes:
    """The `<main>` of a page as .docx, with where it comes from, for whom and when it was made."""
    page = _Reader()
    page.feed(html)
    page.close()
    document = new_document()
    title = next((node.text() for node in page.main.find_all("h1")), "Record").replace("\n", ": ")
    document.core_properties.title = title[:250]
    document.core_properties.author = "Co-commissioning"
    document.core_properties.language = "en-GB"
    writer = _Writer(document)
    writer.write(page.main)
    writer.paragraph(f"From {address} on {moment(at)}, as {reader} sees it.", "Intense Quote")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
