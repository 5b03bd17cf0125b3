"""What stands before and after the sections of a Word document: cover, contents, what it says of itself."""

from base64 import b64decode
from io import BytesIO

from docx.document import Document as File
from docx.shared import Cm

from reports import palette
from reports.blocks import Column, Document, Fact, Look, cell
from reports.blocks import Table as Rows
from reports.render.house import House
from reports.render.html_contents import contents, listed, notes
from reports.render.word_blocks import AFTER_TABLE, PAGE_BREAK, aside, bullets
from reports.render.word_tables import table_xml
from reports.render.word_words import Places
from reports.render.word_xml import (
    END_FIELD,
    attribute,
    begin_field,
    colour,
    paragraph,
    run,
    shading,
)

ABOUT = "pack-about"
_LOGO_CM = (7.0, 2.2)  # the most that a logo is wide and high


def cover_xml(document: Document, look: House, file: File, found: Places) -> str:
    """The cover: whose paper it is, what it is called, how it stands, as at when and for whom."""
    council = look.council
    service = document.service if document.service != council else ""
    parts = [logo_xml(look, file)]
    parts += [paragraph("Organisation", run(name)) for name in (council, service) if name]
    parts.append(_title(document, look))
    if document.subtitle:
        parts.append(paragraph("Subtitle", run(document.subtitle)))
    if document.invented:
        parts.append(aside("Invented.", document.invented))
    if document.lead:
        parts.append(paragraph("Lead", run(document.lead)))
    if document.cover_bar:
        parts.append(paragraph("", run(document.cover_bar.title)))
    parts.append(_facts("What this paper is", _all_facts(document), found))
    return "".join(parts)


def _title(document: Document, look: House) -> str:
    """The title; on a band of the council's colour where its style has one, else over a rule."""
    ink = look.accent.lstrip("#")
    if look.has_band:
        set_ = f'{shading(look.accent)}<w:spacing w:before="480" w:after="120"/>'
        return paragraph("Title", run(document.title, colour(palette.PAPER)), set_)
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="6" w:color="{ink}"/></w:pBdr>'
    set_ = f'{rule}<w:spacing w:before="960" w:after="160"/>'
    return paragraph("Title", run(document.title), set_)


def _all_facts(document: Document) -> tuple[Fact, ...]:
    """What the cover says, each once: the day, the audience and the edition first."""
    own = (
        Fact("As at", document.as_at_text),
        Fact("For", document.audience_text),
        Fact("Edition", document.edition),
    )
    said = {
        fact.label: fact for fact in (*own, *document.facts)
    }  # a longer wording takes its place
    return tuple(said.values())


def _facts(caption: str, facts, found: Places, heads=("What", "How it is")) -> str:
    columns = (Column(heads[0], 26, heads_rows=True), Column(heads[1], 74))
    rows = tuple((cell(fact.label), cell(fact.text)) for fact in facts)
    table = Rows(caption, columns, rows, look=Look.LIST)
    return table_xml(table, found, is_wide=False) + AFTER_TABLE


def logo_xml(look: House, file: File) -> str:
    """The logo with its words; "" where there is none."""
    if not look.logo:
        return ""
    content = b64decode(look.logo.partition(",")[2])
    shape = file.part.new_pic_inline(BytesIO(content), None, None)
    most_wide, most_high = (Cm(cm) for cm in _LOGO_CM)
    scale = min(most_wide / shape.extent.cx, most_high / shape.extent.cy)
    wide, high = int(shape.extent.cx * scale), int(shape.extent.cy * scale)
    relation = shape.graphic.graphicData.pic.blipFill.blip.embed
    return paragraph("", f"<w:r><w:drawing>{_inline(relation, wide, high, look)}</w:drawing></w:r>")


def _inline(relation: str, wide: int, high: int, look: House) -> str:
    said = f'id="1" name="Logo" descr={attribute(look.logo_alt)}'
    return (
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f"<wp:docPr {said}/><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {said}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline>"
    )


def contents_xml(document: Document, found: Places) -> str:
    """The contents, as a field that is filled in already: it works before it is updated, too."""
    lines = [_entry(e.anchor, e.number, e.text, e.level, found) for e in contents(document)]
    lines.append(_entry(ABOUT, "", "About this paper", 1, found))
    lines[0] = (lines[0][0], begin_field('TOC \\o "1-2" \\h \\z \\u') + lines[0][1])
    lines[-1] = (lines[-1][0], lines[-1][1] + END_FIELD)
    parts = [paragraph("TOCHeading", run("Contents"), PAGE_BREAK)]
    parts += [paragraph(style, runs) for style, runs in lines]
    if figures := listed(document):
        parts.append(paragraph("TOCHeading", run("Figures and tables")))
        parts += [paragraph(*_entry(e.anchor, e.number, e.text, 1, found)) for e in figures]
    return "".join(parts)


def _entry(anchor: str, number: str, text: str, level: int, found: Places) -> tuple[str, str]:
    """The style and the words of one line: a link to its place."""
    said = f"{number}{'.' if level == 1 else ''} {text}" if number else text
    return f"TOC{level}", found.link(f"#{anchor}", run(said))


def about_xml(document: Document, found: Places) -> str:
    """What the paper says of itself: its notes, its sources, what it does not hold."""
    parts = [
        paragraph("Heading1", found.mark(ABOUT, run("About this paper"))),
        bullets([run(note) for note in notes(document)], found),
    ]
    if document.sources:
        parts.append(paragraph("Heading2", run("Sources")))
        parts.append(bullets([run(source) for source in document.sources], found))
    else:
        parts.append(paragraph("", run("No document; everything was recorded here.")))
    if document.gaps:
        parts.append(paragraph("Heading2", run("Known gaps")))
        gaps = (Fact(what, note) for what, note in document.gaps)
        parts.append(_facts("Known gaps", gaps, found, ("What", "How it stands")))
    return "".join(parts)
