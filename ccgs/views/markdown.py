"""Markdown as HTML that may stand in a page: no HTML of its own, no pictures, headings below those of the page."""

from markdown_it import MarkdownIt
from markupsafe import Markup

SIZES = {2: "m", 3: "s", 4: "xs", 5: "xs", 6: "xs"}
_reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def to_html(text: str) -> Markup:
    """``text`` as safe HTML: what looks like HTML in it is shown, not obeyed; the first heading becomes an h2."""
    tokens = _reader.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            level = min(int(token.tag[1]) + 1, 6)
            token.tag = f"h{level}"
            if token.nesting == 1:
                token.attrSet("class", f"nhsuk-heading-{SIZES[level]}")
        elif token.type == "table_open":
            token.attrSet("class", "nhsuk-table")
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            kind = "bullet" if token.type == "bullet_list_open" else "number"
            token.attrSet("class", f"nhsuk-list nhsuk-list--{kind}")
    return Markup(_reader.renderer.render(tokens, _reader.options, {}))  # noqa: S704  (html is off)
