"""Reads a text in Markdown into the blocks of a pack: nothing of it is passed on as markup."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reports.blocks import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Span,
    Tone,
    Words,
    plain,
    words,
)
from reports.narrative.cleaning import without_hidden
from reports.narrative.inline import MEND_HTML, Inline, Values, live_field, shortened
from reports.narrative.problems import Problem, Problems
from reports.narrative.slugs import slug
from reports.narrative.tables import table_of

DEEPEST = 20  # how deep lists and quotations are read


@dataclass(frozen=True)
class Read:
    """What a text says, and what of it could not be passed on."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]


def blocks_of(text: str, fields: Values | None = None, anchor_prefix: str = "") -> Read:
    """The blocks of a text. Any text gives some: what cannot be passed on is among the problems.

    Headings come one level lower, under that of their section; they have anchors where a prefix is
    given. Without `fields` a live field stands as its name in brackets.
    """
    problems = Problems()
    source = without_hidden(text, problems)
    parser = _parser()
    inline = Inline(parser, fields, problems)
    tokens = parser.parse(source, inline.env)
    reader = _Reader(tokens, inline, problems, anchor_prefix)
    if any(token.level >= DEEPEST - 1 for token in tokens):
        problems.add(
            "too-deep",
            f"Lists or quotations stand more than {DEEPEST // 2} deep inside each other; what lies "
            "deeper is left out. Write it with fewer levels.",
        )
    return Read(tuple(reader.blocks(0, len(tokens))), problems.found)


def inline_of(text: str, fields: Values | None = None) -> Words:
    """The words of a short text, such as a heading or a line of a table: one run of words, no blocks."""
    problems = Problems()
    source = " ".join(without_hidden(text, problems).split())
    return Inline(_parser(), fields, problems).words(source)


def _parser() -> MarkdownIt:
    """Reads blocks; what stands inside them is read when it is known to be wanted."""
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST})
    parser.enable("table").disable("code")
    parser.core.ruler.disable("inline")
    parser.inline.ruler.before("escape", "live_field", live_field)
    parser.validateLink = lambda url: True  # judged where the words are made, with a sentence
    return parser


class _Reader:
    """Walks the tokens of one text."""

    def __init__(
        self, tokens: Sequence[Token], inline: Inline, problems: Problems, prefix: str
    ) -> None:
        self.tokens, self.inline, self.problems, self.prefix = tokens, inline, problems, prefix
        self._anchors: dict[str, int] = {}

    def blocks(self, start: int, end: int) -> list[Block]:
        found: list[Block] = []
        n = start
        while n < end:
            token, close = self.tokens[n], self._close(n)
            match token.type:
                case "paragraph_open":
                    found += self._paragraph(self._said(n + 1))
                case "heading_open":
                    found += self._heading(token, self._said(n + 1))
                case "bullet_list_open" | "ordered_list_open":
                    found += self._list(n, close)
                case "blockquote_open":
                    found += [_quoted(block) for block in self.blocks(n + 1, close)]
                case "table_open":
                    found.append(table_of(self.tokens[n : close + 1], self.inline))
                case "fence":
                    found += self._paragraph(words(" ".join(token.content.split())))
                case "html_block":
                    self._html(token)
            n = close + 1
        return found

    def _close(self, n: int) -> int:
        """The place of the token that closes the one at `n`."""
        depth = 0
        for k in range(n, len(self.tokens)):
            depth += self.tokens[k].nesting
            if depth <= 0:
                return k
        return len(self.tokens) - 1

    def _said(self, n: int) -> Words:
        token = self.tokens[n]
        return self.inline.words(token.content, token.map[0] + 1 if token.map else 0)

    def _paragraph(self, said: Words) -> list[Block]:
        return [Paragraph(said)] if said else []

    def _heading(self, token: Token, said: Words) -> list[Block]:
        text = plain(said).strip()
        if not text:
            return []
        return [Heading(text, min(int(token.tag[1:]) + 1, 3), self._anchor(text))]

    def _anchor(self, text: str) -> str:
        if not self.prefix:
            return ""
        anchor = f"{self.prefix}-{slug(text)[:60] or 'heading'}"
        self._anchors[anchor] = n = self._anchors.get(anchor, 0) + 1
        return anchor if n == 1 else f"{anchor}-{n}"

    def _html(self, token: Token) -> None:
        self.problems.add(
            "html",
            f"HTML (“{shortened(token.content)}”) was left out, with what stands in it. {MEND_HTML}",
            token.map[0] + 1 if token.map else 0,
        )

    def _list(self, start: int, end: int) -> list[Block]:
        """One list, what is nested in it among its items; other blocks in it follow it."""
        items: list[Words] = []
        numbers: list[str] = []
        after: list[Block] = []
        is_ordered = self.tokens[start].type == "ordered_list_open"
        number = int(self.tokens[start].attrGet("start") or 1) if is_ordered else 0
        n = start + 1
        while n < end:
            close = self._close(n)
            self._item(n + 1, close, str(number) if is_ordered else "", items, numbers, after)
            number, n = number + 1, close + 1
        if not items:
            return after
        return [Bullets(tuple(items), tuple(numbers) if is_ordered else ()), *after]

    def _item(
        self,
        start: int,
        end: int,
        number: str,
        items: list[Words],
        numbers: list[str],
        after: list[Block],
    ) -> None:
        """Adds an item and those nested in it: "2.1" under a numbered one, else after a dash."""
        said: list[Words] = []
        nested: list[Bullets] = []
        for block in self.blocks(start, end):
            match block:
                case Paragraph():
                    said.append(block.words)
                case Heading():
                    said.append((Span(block.text, is_strong=True),))
                case Bullets():
                    nested.append(block)
                case _:
                    after.append(block)
        items.append(_joined(said))
        numbers.append(number)
        k = 0
        for block in nested:
            for own, label in zip(
                block.items, block.numbers or [""] * len(block.items), strict=True
            ):
                k += 1
                is_dash = not number
                items.append(_dashed(own, label) if is_dash else own)
                numbers.append("" if is_dash else f"{number}.{label or k}")


def _joined(said: Sequence[Words]) -> Words:
    found: list[Span] = []
    for each in said:
        if found and each:
            found.append(Span(" "))
        found.extend(each)
    return tuple(found)


def _dashed(said: Words, label: str) -> Words:
    return (Span(f"– {label}. " if label else "– "), *said)


def _quoted(block: Block) -> Block:
    return replace(block, tone=Tone.QUOTE) if isinstance(block, Paragraph) else block
