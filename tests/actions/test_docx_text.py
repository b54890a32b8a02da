"""The text of a Word file: headings, automatic numbers, lists, tables; and files that are no Word file."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ccgs.actions.docx_text import markdown_of_upload
from ccgs.rules.constitutions import clauses
from cocommission.shared.errors import Refused


def upload(content, name="constitution.docx"):
    return ContentFile(content, name=name)


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return upload(buffer.getvalue())


def numbered(paragraph, level, number_id):
    properties = paragraph._p.get_or_add_pPr()
    num = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", number_id)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), str(value))
        num.append(element)
    properties.append(num)


def with_legal_numbers(document):
    """Adds a numbering "1", "1.1" as Word's legal lists have it, and gives its id."""
    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for level, pattern in ((0, "%1."), (1, "%1.%2")):
        lvl = OxmlElement("w:lvl")
        lvl.set(qn("w:ilvl"), str(level))
        for tag, value in (("w:numFmt", "decimal"), ("w:lvlText", pattern)):
            element = OxmlElement(tag)
            element.set(qn("w:val"), value)
            lvl.append(element)
        abstract.append(lvl)
    root.insert(0, abstract)
    num = OxmlElement("w:num")
    num.set(qn("w:numId"), "77")
    reference = OxmlElement("w:abstractNumId")
    reference.set(qn("w:val"), "77")
    num.append(reference)
    root.append(num)
    return 77


def test_headings_paragraphs_lists_and_tables():
    document = Document()
    document.add_heading("Constitution", 0)
    document.add_heading("Name", 1)
    document.add_paragraph("The name is  NHS Medway CCG.")
    document.add_paragraph("first", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip([*table.rows[0].cells, *table.rows[1].cells], ["Code", "Name", "G82001", "A|B"], strict=True):
        cell.text = text
    assert markdown_of_upload(saved(document)) == (
        "# Constitution\n\n# Name\n\nThe name is NHS Medway CCG.\n\n- first\n\n"
        "| Code | Name |\n| --- | --- |\n| G82001 | A\\|B |\n"
    )


def test_automatic_numbers_become_text_so_that_clauses_can_be_named():
    document = Document()
    number = with_legal_numbers(document)
    for level, text in ((0, "Name"), (0, "Votes"), (1, "One vote each"), (1, "Three quarters"), (0, "Area")):
        numbered(document.add_paragraph(text), level, number)
    text = markdown_of_upload(saved(document))
    assert [(clause.number, clause.title) for clause in clauses(text)] == [
        ("1", "Name"),
        ("2", "Votes"),
        ("2.1", "One vote each"),
        ("2.2", "Three quarters"),
        ("3", "Area"),
    ]


def test_plain_text_is_taken_as_it_is():
    assert markdown_of_upload(upload("\ufeff# 1 Näme\n".encode(), "x.md")) == "# 1 Näme\n"


def _zip_of_zeros():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (61 * 1024 * 1024))
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 broken", b"\xff\xfe\x00a", b"a\x00b", b"x" * (10 * 1024 * 1024 + 1), _zip_of_zeros()],
    ids=["broken zip", "utf-16", "nul", "too large", "zip bomb"],
)
def test_other_files_are_refused(content):
    with pytest.raises(Refused) as no:
        markdown_of_upload(upload(content))
    assert (no.value.status, no.value.blockers[0].field) == (400, "file")


def _changed(old, new, part="word/document.xml"):
    """A Word file in which one part is rewritten."""
    document = Document()
    numbered(document.add_paragraph("Name"), 0, with_legal_numbers(document))
    buffer, made = io.BytesIO(saved(document).read()), io.BytesIO()
    with zipfile.ZipFile(buffer) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            after.writestr(name, content)
    return made.getvalue()


def _encrypted():
    whole = _changed(b"Name", b"Name")
    return whole.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")


@pytest.mark.parametrize(
    "make",
    [
        lambda: _changed(b"<w:abstractNumId ", b"<w:another ", "word/numbering.xml"),
        lambda: _changed(b'w:ilvl="0"', b'w:ilvl="first"', "word/numbering.xml"),
        lambda: _changed(b"<w:body>", b"<w:nobody>"),
        lambda: _changed(b"<w:body>", b"<w:other>").replace(b"</w:body>", b"</w:other>"),
        _encrypted,
    ],
    ids=["number without its pattern", "level that is no number", "XML that does not close", "no body", "encrypted"],
)
def test_a_word_file_that_is_broken_inside_is_refused(make):
    with pytest.raises(Refused, match="cannot be read"):
        markdown_of_upload(upload(make()))
