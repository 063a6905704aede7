"""Word files made by hand, as Word and WPS write them: only the parts that a test is about."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def word_file(body: str, *, namespace: str = W, **parts: str) -> bytes:
    """A .docx with this body; further parts by name: numbering, styles, footnotes, header1 …"""
    names = _NAMES.replace(W, namespace)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            root = {"header1": "hdr", "footer1": "ftr"}.get(name, name)
            archive.writestr(f"word/{name}.xml", f"<w:{root} {names}>{content}</w:{root}>")
    return packed.getvalue()


def paragraph(text: str = "", properties: str = "", *, style: str = "") -> str:
    """One paragraph; `properties` is what stands in its w:pPr."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{run}</w:p>"


def item(text: str, list_id: int, depth: int = 0, *, style: str = "") -> str:
    """A paragraph of an automatic list."""
    numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(text, numbered, style=style)


def abstract(key: int, *levels: tuple[str, str], extra: str = "") -> str:
    """An abstract list; each level is (format, text), further XML of level 0 in `extra`."""
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{name}"/>{extra if at == 0 else ""}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (name, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{key}">{inner}</w:abstractNum>'


def numbered(list_id: int, key: int, overrides: str = "") -> str:
    """A list that counts in an abstract one."""
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{key}"/>{overrides}</w:num>'


def restart(depth: int, start: int) -> str:
    """An override that restarts a level."""
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def style(name: str, title: str, *, based_on: str = "", properties: str = "", default: bool = False) -> str:
    """A paragraph style."""
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    first = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"{first}><w:name w:val="{title}"/>{parent}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def cell(text: str, properties: str = "") -> str:
    """A table cell; a line end in the text begins a new paragraph."""
    inner = "".join(map(paragraph, text.split("\n")))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str) -> str:
    """A table row of ready cells or plain texts."""
    ready = (each if each.startswith("<w:tc>") else cell(each) for each in cells)
    return f"<w:tr>{''.join(ready)}</w:tr>"


def table(*rows: str) -> str:
    """A table of ready rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"
