"""Runs of words, ratings and links in a Word document, and the places that links lead to."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.parts.document import DocumentPart

from plans.rules.meanings import Mark
from reports import palette
from reports.blocks import Cell, Document, Span, Words
from reports.render.html_signs import FORMS
from reports.render.medium import place, places
from reports.render.word_xml import colour, run, shading

SIGNS = {  # a sign that fonts have, for each shape of a rating
    "complete": "✔",
    "under-way": "◐",
    "behind": "▲",
    "not-due": "○",
    "not-pursued": "–",
    "unrated": "□",
    "question": "?",
    "disagree": "≠",
    "arrow": "→",
}
_BOLD = "<w:b/>"
_MINOR = f'{colour(palette.INK_2)}<w:sz w:val="{{size}}"/>'
_LINK = '<w:rStyle w:val="Hyperlink"/>'
_LONGEST_NAME = 40


@dataclass
class Places:
    """The bookmarks of a document, by anchor; each is set once, at the first place that has it.

    `accent` is the council's colour.
    """

    names: dict[str, str]
    part: DocumentPart
    accent: str
    _set: dict[str, int] = field(default_factory=dict)
    _addresses: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document, part: DocumentPart, accent: str, *own: str) -> "Places":
        """Those of the document, and `own`: of what stands around its sections."""
        anchors = (*sorted(places(document)), *own)
        return cls({a: _bookmark(a, n) for n, a in enumerate(anchors, start=1)}, part, accent)

    def mark(self, anchor: str, content: str = "") -> str:
        """The content with the bookmark of the anchor about it; "" where it is set already."""
        found = place(anchor)
        if found not in self.names or found in self._set:
            return content
        self._set[found] = n = len(self._set) + 1
        name = self.names[found]
        return f'<w:bookmarkStart w:id="{n}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{n}"/>'

    def link(self, target: str, runs: str) -> str:
        """The runs as a link to a place of the document or to an https address; else as they are."""
        if target.startswith("#"):
            name = self.names.get(place(target[1:]))
            return _hyperlink(f'w:anchor="{name}"', runs) if name else runs
        if not is_safe(target):
            return runs
        if target not in self._addresses:
            self._addresses[target] = self.part.relate_to(
                target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
        return _hyperlink(f'r:id="{self._addresses[target]}"', runs)

    def said(self, words: Words, looks: str = "") -> str:
        """A run of words; `looks` are those that all of it has."""
        return "".join(self._span(span, looks) for span in words)

    def _span(self, span: Span, looks: str) -> str:
        is_linked = bool(span.link) and (span.link.startswith("#") or is_safe(span.link))
        own = (_LINK if is_linked else "") + looks
        own += _BOLD if span.is_strong and _BOLD not in looks else ""
        own += "<w:i/>" if span.is_emphasis else ""
        own += colour(palette.INK_2) if span.is_dim and not (is_linked or looks) else ""
        runs = run(span.text, own)
        return self.link(span.link, runs) if is_linked else runs

    def lines(self, cell: Cell, size: int) -> list[str]:
        """The paragraphs of a cell, as runs; `size` is that of its words, in half points."""
        found = [self._line(line, size) for line in cell.lines]
        if cell.bar and not found:
            found.append(run(cell.bar.title))
        return found or [run(cell.text or ("[c]" if cell.is_held_back else ""))]

    def _line(self, line, size: int) -> str:
        looks = _MINOR.format(size=size - 2) if line.is_minor else ""
        before = ""
        if line.is_late:
            before, looks = run(f"{SIGNS['behind']} ", _BOLD), looks + _BOLD
        elif line.sign:
            before = run(f"{SIGNS.get(line.sign, '')} ".lstrip())
        said = self.said(line.words, looks)
        if line.mark:
            said = rating(line.mark) + (run(" ") + said if said else "")
        return before + said


def rating(mark: Mark) -> str:
    """A rating by its sign and its word, on its colour, and whose reading it is."""
    colours = palette.TONES[mark.tone]
    sign = SIGNS.get(mark.shape, "")
    looks = f"{_BOLD}{colour(colours.ink)}{shading(colours.tint)}"
    form = FORMS.get(mark.form, "")
    after = run(f" ({form})", colour(palette.INK_2)) if form else ""
    return run(f"{sign} {mark.word}".strip(), looks) + after


def is_safe(address: str) -> bool:
    """Whether a link may lead there: a whole https address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.netloc)


def _hyperlink(target: str, runs: str) -> str:
    return f'<w:hyperlink {target} w:history="1">{runs}</w:hyperlink>'


def _bookmark(anchor: str, n: int) -> str:
    """A name that Word takes: letters, figures and underscores, no more than forty."""
    name = f"p{n}_{re.sub(r'[^A-Za-z0-9]+', '_', anchor)}"
    return name[:_LONGEST_NAME].rstrip("_")
