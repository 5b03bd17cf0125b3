"""Writes a document as Word, to be edited before a meeting: headings, tables and text, no boxes.

A figure is its sentence and its table. Nothing in the file says when it was made.
"""

from io import BytesIO
from itertools import groupby

import docx
from docx.document import Document as File
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from reports.blocks import Document, Section
from reports.render.archive import repacked
from reports.render.house import house_look
from reports.render.word_blocks import section_xml
from reports.render.word_front import ABOUT, about_xml, contents_xml, cover_xml
from reports.render.word_styles import set_styles
from reports.render.word_tables import LANDSCAPE, PORTRAIT
from reports.render.word_words import Places
from reports.render.word_xml import NAMES, field, paragraph, run

_A4 = (11906, 16838)  # twentieths of a point
_MARGIN, _NARROW = 1247, 907


def render_word(document: Document) -> bytes:
    """The document as .docx; the same document gives the same bytes."""
    file, look = docx.Document(), house_look(document.house)
    set_styles(file, accent=look.accent, language=document.language)
    found = Places.of(document, file.part, look.accent, ABOUT)
    feet = {is_wide: _foot(document, file, is_wide=is_wide) for is_wide in (False, True)}
    body = [cover_xml(document, look, file, found), contents_xml(document, found)]
    parts = list(_parts(document, found))
    for (is_wide, xml), following in zip(parts, [*parts[1:], None], strict=True):
        is_last = following is None
        body.append(xml if is_last else xml + paragraph("EndOfPart", "", _page(is_wide, feet)))
    last = parts[-1][0] if parts else False
    _fill(file, "".join(body), _page(last, feet))
    _set_facts(document, file, look.council)
    buffer = BytesIO()
    file.save(buffer)
    return repacked(buffer.getvalue())


def _parts(document: Document, found: Places):
    """The runs of sections on pages of one kind, each with the XML of its sections.

    The cover and the contents stand before the first, on upright pages, and what the paper says of
    itself after the last.
    """
    groups = [(w, list(found_)) for w, found_ in groupby(document.sections, lambda s: s.is_wide)]
    if not groups or groups[0][0]:
        yield False, ""
    for n, (is_wide, sections) in enumerate(groups):
        yield is_wide, _sections(sections, found, is_first=n == 0)
    yield False, about_xml(document, found)


def _sections(sections: list[Section], found: Places, *, is_first: bool) -> str:
    """Sections one after the other; a change of pages begins one by itself."""
    return "".join(
        section_xml(s, found, begins_page=s.begins_page and (n > 0 or is_first))
        for n, s in enumerate(sections)
    )


def _fill(file: File, content: str, last_page: str) -> None:
    body = file.element.body
    for old in list(body):
        body.remove(old)
    for new in parse_xml(f"<w:body {NAMES}>{content}{last_page}</w:body>"):
        body.append(new)


def _page(is_wide: bool, feet: dict[bool, tuple[str, str]]) -> str:
    """The pages of a part: A4, upright or on its side, with what runs over and under them."""
    width, height = _A4[::-1] if is_wide else _A4
    side = _NARROW if is_wide else _MARGIN
    turned = ' w:orient="landscape"' if is_wide else ""
    head, foot = feet[is_wide]
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{head}"/>'
        f'<w:footerReference w:type="default" r:id="{foot}"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/><w:pgMar w:top="{_MARGIN}" '
        f'w:right="{side}" w:bottom="{_MARGIN}" w:left="{side}" w:header="567" w:footer="567" '
        'w:gutter="0"/></w:sectPr>'
    )


def _foot(document: Document, file: File, *, is_wide: bool) -> tuple[str, str]:
    """What runs over and under the pages of a kind, as the names of its parts."""
    tab = (
        f'<w:tabs><w:tab w:val="clear" w:pos="4320"/><w:tab w:val="clear" w:pos="8640"/>'
        f'<w:tab w:val="right" w:pos="{LANDSCAPE if is_wide else PORTRAIT}"/></w:tabs>'
    )
    over = f"{document.title}, as at {document.as_at_text}"
    if document.invented:
        over = f"Invented service. {over}"
    said = (document.audience_text, document.edition, document.house.footer)
    under = run(f"{'. '.join(filter(None, said))}\tPage ") + field("PAGE", run("1"))
    under += run(" of ") + field("NUMPAGES", run("1"))
    head, head_name = file.part.add_header_part()
    foot, foot_name = file.part.add_footer_part()
    _put(head.element, paragraph("Header", run(over), tab))
    _put(foot.element, paragraph("Footer", under, tab))
    return head_name, foot_name


def _put(part, xml: str) -> None:
    for old in list(part):
        part.remove(old)
    part.append(parse_xml(xml.replace("<w:p>", f"<w:p {NAMES}>", 1)))


def _set_facts(document: Document, file: File, council: str) -> None:
    """What the file says of itself, without a day; and that it is of the present format."""
    facts = file.core_properties
    facts.title = f"{document.title}: {document.subtitle}" if document.subtitle else document.title
    facts.author = facts.last_modified_by = council or document.service
    facts.language, facts.comments = document.language, ""
    facts.subject = f"{document.audience_text}. {document.edition}"
    said = facts._element
    for name in ("dcterms:created", "dcterms:modified", "cp:revision", "cp:lastPrinted"):
        for old in said.findall(qn(name)):
            said.remove(old)
    package = file.part.package
    for key in [k for k, r in package.rels.items() if r.reltype.endswith("/thumbnail")]:
        del package.rels[key]
    _set_format(file, document.language)


def _set_format(file: File, language: str) -> None:
    """The format of today, so that a program does not open it as one of long ago."""
    _replace(
        file,
        "w:compat",
        f'<w:compat {NAMES}><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
    )
    _replace(file, "w:themeFontLang", f'<w:themeFontLang {NAMES} w:val="{language}"/>')


def _replace(file: File, name: str, xml: str) -> None:
    """Puts a setting in the place of the one that the template has."""
    settings = file.settings.element
    settings.replace(settings.find(qn(name)), parse_xml(xml))
