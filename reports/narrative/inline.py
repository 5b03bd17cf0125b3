"""The words inside a paragraph: strong and emphasised runs, links, and live fields."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from reports.blocks import Span, Words
from reports.narrative.live import LiveValue, NoSuchField
from reports.narrative.problems import Problems

MAX_NAME = 200
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_SHOWN = 60  # characters of an offending address or tag that a sentence quotes
MEND_HTML = "Say it in Markdown or in words."


class Values(Protocol):
    """What a text asks for the value of a live field."""

    def value(self, name: str) -> LiveValue: ...


def live_field(state: StateInline, silent: bool) -> bool:
    """A rule of the parser: `{{ name }}` is one token, whatever letters the name has."""
    if not state.src.startswith("{{", state.pos):
        return False
    end = state.src.find("}}", state.pos + 2, state.pos + MAX_NAME)
    name = state.src[state.pos + 2 : end].strip() if end > 0 else ""
    if not name or "\n" in name or "{" in name or end > state.posMax:
        return False
    if not silent:
        state.push("live_field", "", 0).content = name
    state.pos = end + 2
    return True


@dataclass(frozen=True)
class Run:
    """How the words at hand are set: how deep in strong and emphasis, and in which link."""

    strong: int = 0
    emphasis: int = 0
    links: tuple[str, ...] = ()

    def span(self, text: str) -> Span:
        return Span(
            text,
            is_strong=self.strong > 0,
            is_emphasis=self.emphasis > 0,
            link=next((link for link in reversed(self.links) if link), ""),
        )


class Inline:
    """Turns the inline tokens of one text into words; what cannot be passed on becomes a problem."""

    def __init__(self, parser: MarkdownIt, fields: Values | None, problems: Problems) -> None:
        self.parser, self.fields, self.problems = parser, fields, problems
        self.env: dict = {}

    def words(self, source: str, line: int = 0) -> Words:
        """The words of a paragraph's, a heading's or a cell's source that begins on that line."""
        tokens: list[Token] = []
        self.parser.inline.parse(source, self.parser, self.env, tokens)
        return tidied(self._spans(tokens, line))

    def _spans(self, tokens: Iterable[Token], line: int) -> Iterable[Span]:
        run = Run()
        for token in tokens:
            match token.type:
                case "text" | "text_special" | "code_inline":
                    yield run.span(self._plain(token, line))
                case "softbreak" | "hardbreak":
                    line += bool(line)
                    yield run.span(" ")
                case "strong_open" | "strong_close":
                    run = replace(run, strong=run.strong + token.nesting)
                case "em_open" | "em_close":
                    run = replace(run, emphasis=run.emphasis + token.nesting)
                case "link_open":
                    run = replace(run, links=(*run.links, self._address(token, line)))
                case "link_close":
                    run = replace(run, links=run.links[:-1])
                case "live_field":
                    yield self._live(token.content, run, line)
                case "image":
                    yield run.span(self._picture(token, line))
                case "html_inline":
                    self._html(token.content, line)

    def _plain(self, token: Token, line: int) -> str:
        if token.type == "text" and "{{" in token.content:
            self.problems.add(
                "field-open",
                "A live field opens with “{{” and names nothing before its “}}”. Choose its name "
                "from the list, or write the braces in backquotes.",
                line,
            )
        return token.content

    def _live(self, name: str, run: Run, line: int) -> Span:
        if self.fields is not None:
            try:
                said = self.fields.value(name).span
                own = run.span(said.text)
                return replace(own, is_live=True, link=said.link or own.link, page_of=said.page_of)
            except NoSuchField as unknown:
                self.problems.add(
                    "field-unknown", f"{unknown} Choose a name from the list of live fields.", line
                )
        return run.span(f"[{name}]")

    def _address(self, token: Token, line: int) -> str:
        """The address where it may be passed on, else ""."""
        address = str(token.attrGet("href") or "")
        if is_safe(address):
            return address
        shown = shortened(address) or "none"
        self.problems.add(
            "link",
            f"A link to “{shown}” became plain words: links in packs begin with https:// and name "
            "a site. Give such an address, or leave the words.",
            line,
        )
        return ""

    def _picture(self, token: Token, line: int) -> str:
        address = shortened(str(token.attrGet("src") or ""))
        self.problems.add(
            "image",
            f"A picture (“{address}”) was left out: a text cannot bring pictures into a pack. Add a "
            "figure or a table to the paragraph, or say in words what the picture shows.",
            line,
        )
        alt = " ".join(token.content.split())
        return f"[picture: {alt}]" if alt else "[picture left out]"

    def _html(self, content: str, line: int) -> None:
        if content.startswith("</"):  # what opened it has been named
            return
        self.problems.add("html", f"HTML (“{shortened(content)}”) was left out. {MEND_HTML}", line)


def is_safe(address: str) -> bool:
    """Whether a pack may link there: https, a named site, nobody's sign-in in it."""
    if len(address) > 2_000 or any(c.isspace() or ord(c) < 32 for c in address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and "." in (parts.hostname or "") and "@" not in parts.netloc
    except ValueError:
        return False


def shortened(text: str) -> str:
    """As much of it as a sentence can quote, on one line."""
    flat = " ".join(text.split())
    return f"{flat[:_SHOWN]}…" if len(flat) > _SHOWN else flat


def tidied(spans: Iterable[Span]) -> Words:
    """Runs of the same looks joined, single spaces, none at either end."""
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        text = span.text if span.is_live else _SPACES.sub(" ", span.text)
        if last is None or (last.text.endswith(" ") and not span.is_live):
            text = text.lstrip(" ")
        if not text and not span.is_live:
            continue
        if last is not None and not span.is_live and _alike(last, span):
            found[-1] = replace(last, text=last.text + text)
        else:
            found.append(replace(span, text=text))
    while found and not found[-1].is_live and not found[-1].text.rstrip(" "):
        found.pop()
    if found and not found[-1].is_live:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip(" "))
    return tuple(found)


def _alike(one: Span, other: Span) -> bool:
    return replace(one, text="") == replace(other, text="")
