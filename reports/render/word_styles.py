"""The styles of a Word document: real headings, and every look that the text has by its name."""

from docx.document import Document as File
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from reports import palette
from reports.render.word_xml import NAMES, colour, shading

FACE = "Arial"
_PLACED = {  # the indents of numbered text and lists, in twentieths of a point
    "number": '<w:ind w:left="680" w:hanging="680"/>',
    "item": '<w:ind w:left="454" w:hanging="454"/>',
}


def set_styles(file: File, *, accent: str, language: str) -> None:
    """Gives the document its styles; those that it had under the same names go."""
    styles = file.styles.element
    _set_defaults(styles, language)
    for xml in _styles(accent):
        style = parse_xml(xml)
        for old in styles.findall(qn("w:style")):
            if old.get(qn("w:styleId")) == style.get(qn("w:styleId")):
                styles.remove(old)
        styles.append(style)
    bullets = file.styles["List Bullet"]  # its bullet is the template's, its room ours
    for old in bullets.element.pPr.findall(qn("w:contextualSpacing")):
        bullets.element.pPr.remove(old)
    bullets.paragraph_format.space_after = Pt(4)


def _set_defaults(styles, language: str) -> None:
    old = styles.find(qn("w:docDefaults"))
    new = parse_xml(
        f'<w:docDefaults {NAMES}><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FACE}" '
        f'w:hAnsi="{FACE}" w:cs="{FACE}" w:eastAsia="{FACE}"/>{colour(palette.INK)}'
        f'<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="{language}" '
        f'w:eastAsia="{language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        "</w:docDefaults>"
    )
    styles.replace(old, new)


def _style(
    id_: str, name: str, looks: str, runs: str = "", *, based: str = "Normal", then: str = ""
) -> str:
    own = "" if name[0].islower() or name in _KNOWN else ' w:customStyle="1"'
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    following = f'<w:next w:val="{then}"/>' if then else ""
    default = ' w:default="1"' if id_ == "Normal" else ""
    return (
        f'<w:style {NAMES} w:type="paragraph"{default}{own} w:styleId="{id_}">'
        f'<w:name w:val="{name}"/>{base}{following}<w:qFormat/><w:pPr>{looks}</w:pPr>'
        f"<w:rPr>{runs}</w:rPr></w:style>"
    )


_KNOWN = ("Normal", "Title", "Subtitle", "Quote", "TOC Heading")


def _space(before: int, after: int, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _styles(accent: str):
    yield _style("Normal", "Normal", _space(0, 120, 276), based="")
    yield from _headings(accent)
    yield from _tones(accent)
    yield from _lists()
    yield from _small()
    yield _link()
    yield _table(accent)


def _headings(accent: str):
    ink, bold = colour(accent), "<w:b/>"
    for level, size, before in ((1, 36, 0), (2, 26, 320), (3, 22, 240)):
        yield _style(
            f"Heading{level}",
            f"heading {level}",
            f'<w:keepNext/><w:keepLines/>{_space(before, 140)}<w:outlineLvl w:val="{level - 1}"/>',
            f"{bold}{ink}{_size(size)}",
            then="Normal",
        )
    yield _style("Title", "Title", _space(0, 120), f"{bold}{ink}{_size(56)}", then="Normal")
    yield _style("Subtitle", "Subtitle", _space(0, 240), f"{colour(palette.INK_2)}{_size(28)}")
    yield _style("Organisation", "Organisation", _space(0, 60), f"{bold}{_size(24)}")
    yield _style(
        "TOCHeading",
        "TOC Heading",
        f"<w:keepNext/>{_space(360, 160)}",
        f"{bold}{ink}{_size(30)}",
        then="Normal",
    )


def _tones(accent: str):
    yield _style("Lead", "Lead", _space(0, 160, 288), f"{colour(palette.INK)}{_size(24)}")
    yield _style("Note", "Note", _space(60, 160), f"{colour(palette.INK_2)}{_size(18)}")
    yield _style("Source", "Source", _space(0, 160), f"{colour(palette.INK_2)}{_size(18)}")
    left = f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{accent.lstrip("#")}"/>'
    yield _style(
        "Aside",
        "Aside",
        f"<w:pBdr>{left}</w:pBdr>{shading(palette.ASIDE)}{_space(120, 160)}"
        '<w:ind w:left="227" w:right="227"/>',
    )
    yield _style(
        "Quote", "Quote", f'{_space(60, 120)}<w:ind w:left="680" w:right="680"/>', "<w:i/>"
    )
    yield _style(
        "Caption", "caption", f"<w:keepNext/>{_space(240, 80)}", f"<w:b/>{_size(20)}", then="Normal"
    )


def _lists():
    tab = '<w:tabs><w:tab w:val="left" w:pos="680"/></w:tabs>'
    yield _style("NumberedText", "Numbered text", f"{tab}{_space(0, 140, 276)}{_PLACED['number']}")
    tab = '<w:tabs><w:tab w:val="left" w:pos="454"/></w:tabs>'
    yield _style("NumberedItem", "Numbered item", f"{tab}{_space(0, 80, 276)}{_PLACED['item']}")
    for level, left in ((1, 0), (2, 340)):
        yield _style(
            f"TOC{level}",
            f"toc {level}",
            f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9412"/></w:tabs>'
            f'{_space(60 if level == 1 else 0, 40)}<w:ind w:left="{left}" w:right="567"/>',
            "" if level == 1 else _size(20),
        )


def _small():
    table = _space(20, 20)
    yield _style("TableText", "Table text", table, _size(19))
    yield _style("PlanText", "Plan text", table, _size(16))
    head = f"<w:b/>{colour(palette.PAPER)}{_size(18)}"
    yield _style("TableHeading", "Table heading", f"<w:keepNext/>{_space(40, 40)}", head)
    yield _style("AfterTable", "After table", _space(0, 120), _size(8))
    least = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    yield _style("EndOfPart", "End of part", least, _size(2))
    yield _style("Header", "header", _space(0, 0), f"{colour(palette.INK_2)}{_size(16)}")
    yield _style("Footer", "footer", _space(0, 0), f"{colour(palette.INK_2)}{_size(16)}")


def _link() -> str:
    return (
        f'<w:style {NAMES} w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        f'<w:rPr>{colour(palette.SERIES)}<w:u w:val="single"/></w:rPr></w:style>'
    )


def _table(accent: str) -> str:
    """Tables: a rule under each row, the headings on the council's colour."""
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{palette.LINE.lstrip("#")}"'
    edges = "".join(f"<w:{edge} {rule}/>" for edge in ("top", "bottom", "insideH"))
    return (
        f'<w:style {NAMES} w:type="table" w:customStyle="1" w:styleId="PackTable">'
        '<w:name w:val="Pack table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/>{colour(palette.PAPER)}</w:rPr><w:tcPr>'
        f"{shading(accent)}</w:tcPr></w:tblStylePr></w:style>"
    )
