"""What the pages on the change log and on blanked texts print."""

from dataclasses import dataclass

from plans.rules.record_words import Group


@dataclass(frozen=True)
class Asked:
    """What the log is narrowed to; empty and None: not narrowed. `since` and `until` are days, as ISO."""

    group: Group | None = None
    by: int | None = None
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class FieldChange:
    """One field of a row that was changed; texts are "" where nothing was there."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class LogLine:
    """One line of the log. `url` leads to what it is about, `texts_url` to blanking a text of it."""

    number: int
    at_text: str
    sentence: str
    why: str
    plan: str
    changes: tuple[FieldChange, ...]
    url: str
    url_text: str
    record_url: str
    texts_url: str


@dataclass(frozen=True)
class Chooser:
    """One value of a filter."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class LogPage:
    """Some lines of a log, newest first, and what it can be narrowed to."""

    n: int
    n_text: str
    range_text: str
    lines: tuple[LogLine, ...]
    groups: tuple[Chooser, ...]
    people: tuple[Chooser, ...]
    is_narrowed: bool
    number: int
    n_pages: int


@dataclass(frozen=True)
class TextLine:
    """One text of a row that can be blanked. `value` names it in a form; `when`: where it stands."""

    value: str
    field: str
    label: str
    text: str
    when: str
    is_current: bool


@dataclass(frozen=True)
class PlaceLine:
    """One place where a text stands: in words, with a link. `is_fixed`: it goes in any case."""

    value: str
    text: str
    words: str
    url: str
    is_fixed: bool = False


@dataclass(frozen=True)
class RedactionLine:
    """One text that was blanked: which, when, by whom and why."""

    number: int
    at_text: str
    by: str
    words: str
    reason: str
    url: str
