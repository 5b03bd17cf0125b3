"""What the pages of a review's parts print, as plain values."""

from dataclasses import dataclass

from reports.review_kinds import PartKind


@dataclass(frozen=True)
class PartRow:
    """One row of a part. `id` 0: it is not written yet. `markdown` are its own words, `notes` plain
    sentences under them. `short` names it in a link's hidden words."""

    id: int
    title: str
    short: str
    number: str = ""
    markdown: str = ""
    notes: tuple[str, ...] = ()
    add_query: str = ""
    is_first: bool = True
    is_last: bool = True


@dataclass(frozen=True)
class PartGroup:
    """Some rows under a heading, "" where the page needs none; `add_query` opens the form for one more."""

    title: str
    rows: tuple[PartRow, ...]
    add_query: str = ""
    empty: str = ""


@dataclass(frozen=True)
class PartLine:
    """One part of a review in the list of its parts: how much there is of it, in words."""

    kind: PartKind
    url: str
    n_text: str


@dataclass(frozen=True)
class Version:
    """One version of a row. `change` is the change that wrote it, 0 the first; texts are (label,
    words, whether the version before says otherwise)."""

    number: int
    change: int
    who: str
    at_text: str
    how: str
    why: str
    texts: tuple[tuple[str, str, bool], ...]
    is_now: bool
