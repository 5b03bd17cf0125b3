"""The time line under a chart, with notes and completed actions on it, and the key below."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from indicators.readmodels_chart import Chart, ChartEvent
from plans.rules.meanings import Colour, Mark, Meaning
from plans.rules.words import count_of
from reports import palette
from reports.figures.figure import num
from reports.figures.ink import dot, path, rect, said
from reports.figures.labels import LEADING, measure, wrap
from reports.figures.line_axes import Frame
from reports.figures.shapes import shape

_DONE = Mark("", Colour.GREY, Meaning.COMPLETE)  # the shape alone: no rating is meant
_LANE = 24.0
_LONGEST = 130.0  # words beside an action; a longer title stands in the table
_CLOSE = 18.0  # signs nearer than this run into each other
_KEY_WORDS, _KEY_WIDEST = 32.0, 540.0  # where the words of a key begin, and how wide they run
_KEY_TALLEST = 150.0  # what is beyond stands in the table

Sign = Callable[[float, float], SafeString]


@dataclass(frozen=True)
class KeyItem:
    """One line of the key: a sign, drawn with its middle at a place, and its words."""

    sign: Sign
    words: str


@dataclass
class _Group:
    """Events of one kind that stand so close that they share a sign."""

    x: float
    events: list[tuple[str, ChartEvent]]


def lettered(chart: Chart) -> list[tuple[str, ChartEvent]]:
    """Every event, earliest first, with the letter of a note or rebase; an action has none."""
    found, n = [], 0
    for event in sorted(chart.events, key=lambda event: event.at):
        is_action = event.kind == "action"
        found.append(("" if is_action else letter(n), event))
        n += not is_action
    return found


def letter(n: int) -> str:
    """A to Z, then AA, AB..."""
    return letter(n // 26 - 1) + letter(n % 26) if n >= 26 else chr(65 + n)


def lanes(chart: Chart, frame: Frame, top: float) -> tuple[list[SafeString], list[KeyItem], float]:
    """Notes on one line, actions on another, under the days; what needs a key; and where they end."""
    events = [(name, e) for name, e in lettered(chart) if frame.days.has(e.at)]
    notes = [pair for pair in events if pair[0]]
    done = [pair for pair in events if not pair[0]]
    parts: list[SafeString] = []
    key: list[KeyItem] = []
    y = top
    if notes:
        y += _LANE
        parts.append(_lane(frame, y))
        for _, event in notes:
            if event.kind == "rebase":
                parts.append(_rebase(frame.days.x(event.at), frame, y))
        drawn, key = _notes(_grouped(notes, frame), frame, y)
        parts += drawn
    if done:
        y += _LANE
        parts.append(_lane(frame, y))
        parts += _actions(_grouped(done, frame), frame, y)
    return parts, key, y + 12 if events else top


def _lane(frame: Frame, y: float) -> SafeString:
    return path(f"M{num(frame.left)} {num(y)}H{num(frame.right)}", colour=palette.LINE)


def _rebase(x: float, frame: Frame, y: float) -> SafeString:
    """An upright dashed line through the ground and on to its sign, but not through the days."""
    ends = ((frame.top - 6, frame.bottom + 6), (frame.bottom + 36, y))
    d = "".join(f"M{num(x)} {num(y1)}V{num(y2)}" for y1, y2 in ends)
    return path(d, colour=palette.INK_2, dashes="5 4")


def _grouped(events: Sequence[tuple[str, ChartEvent]], frame: Frame) -> list[_Group]:
    groups: list[_Group] = []
    for name, event in events:
        x = frame.days.x(event.at)
        if groups and x - groups[-1].x < _CLOSE:
            groups[-1].events.append((name, event))
        else:
            groups.append(_Group(x, [(name, event)]))
    return groups


# ---------- notes ----------


def _notes(groups: list[_Group], frame: Frame, y: float) -> tuple[list[SafeString], list[KeyItem]]:
    """Signs with their words where there is room before the next, and the key of the others."""
    parts: list[SafeString] = []
    key: list[KeyItem] = []
    for n, group in enumerate(groups):
        parts.append(_badge(group, frame)(group.x, y))
        half = _badge_width(group) / 2
        end = groups[n + 1].x - 12 if n + 1 < len(groups) else frame.size.width - 2
        words = group.events[0][1].label
        if len(group.events) == 1 and group.x + half + 6 + measure(words) <= end:
            parts += _backed(group.x + half + 6, y, words)
        else:
            key += [KeyItem(_sign(name), event.label) for name, event in group.events]
    return parts, key


def _badge_width(group: _Group) -> float:
    return max(16.0, measure(_badge_words(group)) + 9)


def _badge_words(group: _Group) -> str:
    names = [name for name, _ in group.events]
    return names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}"


def _badge(group: _Group, frame: Frame) -> Sign:
    words, half = _badge_words(group), _badge_width(group) / 2

    def draw(x: float, y: float) -> SafeString:
        x = min(max(x, half + 1), frame.size.width - half - 1)
        return _letter(words, half)(x, y)

    return draw


def _sign(name: str) -> Sign:
    return _letter(name, measure(name) / 2 + 4.5)


def _letter(words: str, half: float) -> Sign:
    """A letter in a circle; several in a box with round ends."""

    def draw(x: float, y: float) -> SafeString:
        if len(words) == 1:
            edge = dot(x, y, 8, fill=palette.PAPER, edge=palette.INK_2, width="1.2")
        else:
            edge = SafeString(
                f'<rect x="{x - half:.1f}" y="{y - 8:.1f}" width="{2 * half:.1f}" height="16.0" '
                f'rx="8" fill="{palette.PAPER}" stroke="{palette.INK_2}" stroke-width="1.2"/>'
            )
        return edge + said(x, y + 4.4, words, anchor="middle", colour=palette.INK)

    return draw


# ---------- actions ----------


def _actions(groups: list[_Group], frame: Frame, y: float) -> Iterator[SafeString]:
    """A sign for each action or cluster; their words, joined into a count where they lack room."""
    for group in groups:
        yield shape(_DONE, group.x, y)
    for first, last, words in _action_words(groups, frame):
        if last.x + 13 + measure(words) <= frame.size.width - 2:
            yield from _backed(last.x + 13, y, words)
        else:
            yield from _backed(first.x - 13 - measure(words), y, words)


def _action_words(groups: list[_Group], frame: Frame) -> list[tuple[_Group, _Group, str]]:
    """Neighbouring signs with the words after the last of them, merged until all words fit."""
    merged = [(g, g, g.events) for g in groups]
    n = 0
    while n < len(merged) - 1:
        (first, last, events), (after, end, more) = merged[n], merged[n + 1]
        if last.x + 13 + measure(_count(events)) <= after.x - 12:
            n += 1
            continue
        merged[n : n + 2] = [(first, end, [*events, *more])]
        n = max(0, n - 1)
    if len(merged) > 1:
        first, last, events = merged[-1]
        fits_right = last.x + 13 + measure(_count(events)) <= frame.size.width - 2
        if not fits_right:
            start, _, before = merged[-2]
            merged[-2:] = [(start, last, [*before, *events])]
            return _back(merged, frame)
    return [(first, last, _count(events)) for first, last, events in merged]


def _back(merged, frame: Frame) -> list[tuple[_Group, _Group, str]]:
    """The last words stand before their signs; whatever that runs into joins them."""
    while len(merged) > 1:
        first, last, events = merged[-1]
        _, end, before = merged[-2]
        room = first.x - 13 - measure(_count(events))
        fits_right = last.x + 13 + measure(_count(events)) <= frame.size.width - 2
        if fits_right or end.x + 13 + measure(_count(before)) + 8 <= room:
            break
        merged[-2:] = [(merged[-2][0], last, [*before, *events])]
    return [(first, last, _count(events)) for first, last, events in merged]


def _count(events: Sequence[tuple[str, ChartEvent]]) -> str:
    label = events[0][1].label
    if len(events) == 1 and measure(label) <= _LONGEST:
        return label
    return count_of(len(events), "action")


def _backed(x: float, y: float, words: str) -> Iterator[SafeString]:
    """Words on the time line, which is blanked behind them."""
    yield rect(x - 3, y - 8, x + measure(words) + 3, y + 8, fill=palette.PAPER)
    yield said(x, y + 4.3, words)


# ---------- key ----------


def draw_key(items: Sequence[KeyItem], frame: Frame, top: float) -> tuple[list[SafeString], float]:
    """The key, as many to a row as there is room for, longer words in several lines; its end."""
    width = frame.size.width
    parts: list[SafeString] = []
    x, y, tall = 0.0, top + 12, 0
    for n, item in enumerate(items):
        lines = wrap(item.words, min(width - _KEY_WORDS, _KEY_WIDEST))
        wide = _KEY_WORDS + max(map(measure, lines), default=0)
        if x and x + wide > width:
            x, y, tall = 0.0, y + tall * LEADING + 6, 0
        if y > top + _KEY_TALLEST:
            parts.append(said(0, y + 4.3, f"and {len(items) - n} more, in the table"))
            tall = 1
            break
        parts.append(item.sign(x + 13, y))
        parts += [said(x + _KEY_WORDS, y + 4.3 + LEADING * k, line) for k, line in enumerate(lines)]
        x += wide + 24
        tall = max(tall, len(lines), 1)
    return parts, y + tall * LEADING - 4 if items else top
