"""The few pieces of WordprocessingML that a Word document of ours is made of, as text."""

from html import escape
from xml.sax.saxutils import quoteattr

from reports.render.html import UNPRINTABLE

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_BREAKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def attribute(text: str) -> str:
    """A text as the value of an attribute, in its quotes."""
    return quoteattr(" ".join(UNPRINTABLE.sub("", text).split()))


def run(text: str, looks: str = "") -> str:
    """A run of words; `looks` are its properties. Line breaks and tabs stay what they are."""
    if not text:
        return ""
    parts, said = [], ""
    for letter in UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")):
        if letter in _BREAKS:
            parts.append(_words(said) + _BREAKS[letter])
            said = ""
        else:
            said += letter
    parts.append(_words(said))
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f"<w:r>{properties}{''.join(parts)}</w:r>"


def _words(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>' if text else ""


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph of runs; `properties` stand beside its style."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{content}</w:p>"


def field(instruction: str, shown: str, looks: str = "") -> str:
    """A field with what it shows until it is updated; `shown` are runs."""
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return (
        f"{begin_field(instruction, properties)}{shown}"
        f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def begin_field(instruction: str, properties: str = "") -> str:
    """The beginning of a field, up to what it shows."""
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {escape(instruction, quote=False)} '
        f'</w:instrText></w:r><w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


END_FIELD = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def shading(fill: str) -> str:
    """A background of that colour."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill.lstrip("#")}"/>'


def colour(ink: str) -> str:
    return f'<w:color w:val="{ink.lstrip("#")}"/>'
