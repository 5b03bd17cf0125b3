"""The chart of an indicator, as plain values: its line, bands, comparators, limits and notes."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from indicators.readmodels_chart import (
    Chart,
    ChartBand,
    ChartEvent,
    ChartLimit,
    ChartMark,
    ChartPoint,
)
from indicators.rules.band_faults import StretchKind, stretches
from indicators.rules.band_sets import range_of
from indicators.rules.bands import Bands
from indicators.rules.control import Control, Refusal
from indicators.rules.lag import period_words
from indicators.rules.measures import Better, NoteKind, Series, TargetKind, Unit
from indicators.rules.recomputing import SCALE
from indicators.rules.spans import holds_on
from indicators.selectors.states import IndicatorState, ReadingState
from plans.rules.words import count_of, listed

_NAMES = {
    Series.NATIONAL: "national",
    Series.COMPARATOR: "comparators",
    Series.REGION: "region",
    Series.TRACKER: "live tracker",
    Series.PROJECTION: "projection",
}
_UNITS = {Unit.COUNT: "number", Unit.RATIO: "ratio"}
_NO_LIMITS = Refusal("")
YEAR = 366  # days
LONG_GAP = 3 * YEAR
QUARTER = timedelta(days=92)


def indicator_chart(
    state: IndicatorState,
    *,
    sentence: str,
    control: Control | Refusal = _NO_LIMITS,
    events: Sequence[ChartEvent] = (),
    is_whole: bool = False,
) -> Chart | None:
    """The chart of the indicator's own line; None where there is nothing to draw on it, and where
    a point of it is held back from the public: what stands left and right of a gap tells of it.

    It begins after the last gap of more than three years, unless the whole is asked for: across ten
    years a quarter is a millimetre. What is left out is said beneath.
    """
    line = [s for s in state.main_line() if s.facts.end]
    every = [s for s in line if s.is_withheld or _value(s) is not None]
    drawn = every if is_whole else _since_the_last_long_gap(every)
    marks = tuple(_marks(state, drawn))
    if (not drawn and not marks) or _is_withheld(state, drawn):
        return None
    measure = state.measure
    points = tuple(_points(state, drawn))
    shown = tuple(e for e in (*_notes(state), *events) if _is_drawn(e.at, drawn, marks))
    target = _target(state, drawn)
    return Chart(
        ref=measure.ref,
        title=f"{measure.name}, {_span(state, drawn)}" if drawn else measure.name,
        description=_description(state, drawn),
        sentence=sentence,
        unit_text=_UNITS.get(measure.unit, measure.unit.value),
        decimals=measure.decimals,
        points=points,
        marks=marks,
        bands=tuple(_bands(state, drawn)),
        events=shown,
        limits=tuple(_limits(control)),
        target=float(target.value) if target else None,
        target_text=f"target {target.as_written}" if target else "",
        caption=_caption(state, drawn, shown),
        not_drawn=tuple(_not_drawn(state, drawn, every)),
        n_left_out=len(every) - len(drawn),
        is_percent=measure.unit is Unit.PERCENT,
        name=measure.name,
    )


def _is_withheld(state: IndicatorState, drawn: Sequence[ReadingState]) -> bool:
    """Whether anything that would be drawn is held back: a point of the line, or a value beside it."""
    return any(s.is_withheld for s in (*drawn, *(s for s in state.readings if _is_beside(s))))


def _is_beside(s: ReadingState) -> bool:
    facts = s.facts
    is_own = facts.series is Series.LOCAL or facts.step or facts.is_total
    return not is_own and facts.end is not None


def _since_the_last_long_gap(line: Sequence[ReadingState]) -> list[ReadingState]:
    """The readings after the last stretch of more than three years without one."""
    for place in range(len(line) - 1, 0, -1):
        if (line[place].facts.end - line[place - 1].facts.end).days > LONG_GAP:
            return list(line[place:])
    return list(line)


def _is_drawn(day: date, drawn: Sequence[ReadingState], marks: Sequence[ChartMark]) -> bool:
    """Whether something of that day belongs on the chart: within a year of what is drawn."""
    days = [s.facts.end for s in drawn] or [mark.at for mark in marks]
    return (min(days) - day).days <= YEAR and (day - max(days)).days <= YEAR


def _value(s: ReadingState) -> float | None:
    """What is drawn: the published value, else what it comes to, which is drawn hollow too."""
    if s.facts.value is not None:
        return float(s.facts.value)
    return float(s.recomputed.exact) if s.recomputed else None


def _points(state: IndicatorState, drawn: Sequence[ReadingState]) -> Iterable[ChartPoint]:
    rebases = state.gathered.rebases
    before: ReadingState | None = None
    for s in drawn:
        facts = s.facts
        is_broken = before is not None and any(
            before.facts.end < day <= facts.end for day in rebases
        )
        yield ChartPoint(
            at=facts.end,
            label=_label(facts.end),
            period=facts.period,
            value=_value(s),
            text=facts.published or (s.recomputed.text if s.recomputed else ""),
            low=float(s.interval.low) if s.interval else None,
            high=float(s.interval.high) if s.interval else None,
            interval_text=interval_text(state, s),
            is_hollow=facts.numerator is None and s.interval is None,
            is_broken_before=is_broken or _is_apart(before, s),
            is_after_gap=not is_broken and _is_apart(before, s),
            rating=s.rated.word or "",
            flag="; ".join(flag.text for flag in s.flags),
            document=facts.document,
        )
        before = s


def _is_apart(before: ReadingState | None, s: ReadingState) -> bool:
    """Whether periods are missing between two readings: a gap stays a gap."""
    if before is None:
        return False
    span = (s.facts.end - before.facts.end).days
    if s.facts.start is None:
        return span > 190
    return before.facts.end < s.facts.start and (s.facts.start - before.facts.end).days > 1


def interval_text(state: IndicatorState, s: ReadingState) -> str:
    """ "27.4 to 60.8", with the decimals of the indicator; "" without an interval."""
    if s.interval is None:
        return ""
    places = max(state.measure.decimals, 1 if state.measure.unit is Unit.COUNT else 0)
    return f"{s.interval.low:,.{places}f} to {s.interval.high:,.{places}f}"


def _label(day: date) -> tuple[str, ...]:
    return (f"{day:%b}", f"{day.year}")


def _span(state: IndicatorState, drawn: Sequence[ReadingState]) -> str:
    first, last = drawn[0].facts, drawn[-1].facts
    if first is last:
        return period_words(state.measure, last)
    return f"{period_words(state.measure, first)} up to {period_words(state.measure, last)}"


def _description(state: IndicatorState, drawn: Sequence[ReadingState]) -> str:
    """What a reader who cannot see the chart is told: every value in its order, and what is beside."""
    published = [s.facts.published for s in drawn if s.facts.published]
    again = [s.recomputed.text for s in drawn if not s.facts.published and s.recomputed]
    said = [f"Published values {listed(published)}."] if published else []
    said += [f"Worked out from counts, not published: {listed(again)}."] if again else []
    others = [f"{mark.name} {mark.text}" for mark in _marks(state, drawn)]
    said += [f"Beside them: {listed(others)}."] if others else []
    return " ".join(said)


def _marks(state: IndicatorState, drawn: Sequence[ReadingState]) -> Iterable[ChartMark]:
    """Comparators and projections, at the end of the days that they belong to."""
    first = min((s.facts.end for s in drawn), default=date.min)
    for s in state.readings:
        facts = s.facts
        if facts.series is Series.LOCAL or facts.step or facts.is_total or facts.end is None:
            continue
        if facts.value is not None and facts.end >= first:
            name = facts.area or _NAMES[facts.series]
            text = facts.published or f"{facts.value:f}"
            yield ChartMark(facts.end, float(facts.value), text, name)


def _bands(state: IndicatorState, drawn: Sequence[ReadingState]) -> Iterable[ChartBand]:
    """The zones of the bands that rate any of the readings, over those readings' days."""
    used: dict[int, tuple[Bands, date, date]] = {}
    before: date | None = None
    for s in drawn:
        if s.bands:
            first = used[s.bands.id][1] if s.bands.id in used else _begin(s.facts.end, before)
            used[s.bands.id] = (s.bands, first, s.facts.end)
        before = s.facts.end
    if len(used) == 1 and all(s.bands for s in drawn):
        (bands,) = (bands for bands, _, _ in used.values())
        yield from _zones(state, bands, None, None)
        return
    for bands, first, last in used.values():
        yield from _zones(state, bands, first, last)


def _begin(first: date, before: date | None) -> date:
    """Where a zone begins: at the reading before its first, but no more than a quarter early."""
    return max(before, first - QUARTER) if before else first


def _zones(state: IndicatorState, bands: Bands, start: date | None, until: date | None):
    measure = state.measure
    least, most = range_of(measure.unit)
    for part in stretches(bands.bands, decimals=measure.decimals, least=least, most=most):
        low = None if part.low is None else float(part.low)
        high = None if part.high is None else float(part.high)
        if part.kind is StretchKind.BAND:
            band = part.bands[0]
            yield ChartBand(band.word, str(band.tone), low, high, "band", start, until)
        else:
            kind = part.kind.value
            yield ChartBand(kind, "grey", low, high, kind, start, until)


def _notes(state: IndicatorState) -> Iterable[ChartEvent]:
    for note in state.gathered.notes:
        if note.on:
            kind = "rebase" if note.kind == NoteKind.REBASE else "note"
            yield ChartEvent(note.on, note.text, kind)


def _limits(control: Control | Refusal) -> Iterable[ChartLimit]:
    if isinstance(control, Refusal):
        return
    for segment in control.segments:
        if segment.limits:
            found = segment.limits
            yield ChartLimit(
                start=segment.readings[0].end,
                until=segment.readings[-1].end,
                centre=float(found.centre),
                lower=float(found.lower),
                upper=float(found.upper),
            )


def _target(state: IndicatorState, drawn: Sequence[ReadingState]):
    """The target that holds on the latest reading's last day; the only one where none says its days."""
    targets = [
        t
        for t in state.gathered.targets
        if t.kind == TargetKind.VALUE.value and t.value is not None
    ]
    if not drawn:
        return targets[-1] if targets else None
    end = drawn[-1].facts.end
    held = [t for t in targets if holds_on(t, end)]
    return held[-1] if held else None


def _caption(
    state: IndicatorState, drawn: Sequence[ReadingState], events: Sequence[ChartEvent]
) -> str:
    """What is drawn, in a sentence or three."""
    measure = state.measure
    said = [f"{measure.numerator.rstrip('.')}{_per(state)}."]
    if any(s.interval for s in drawn):
        said.append("Upright bars: 95% intervals.")
    if any(s.facts.value is None for s in drawn):
        said.append("What was not published is drawn as its counts come to.")
    if any(s.facts.numerator is None and s.interval is None for s in drawn):
        said.append("A hollow point has no count behind it.")
    if any(event.kind == "action" for event in events):
        said.append("A tick beneath: a linked action, reported complete.")
    if not any(s.bands for s in drawn):
        said.append("No bands were set for these days, so nothing is rated.")
    if measure.better is not Better.NEITHER:
        said.append(f"{measure.better.capitalize()} is better.")
    return " ".join(said)


def _per(state: IndicatorState) -> str:
    measure = state.measure
    if not measure.denominator or measure.unit is Unit.COUNT:
        return ""
    if measure.unit is Unit.PERCENT:
        return f", in percent of: {measure.denominator.rstrip('.')}"
    scale = SCALE.get(measure.unit, 1)
    return f", {'for each of' if scale == 1 else f'per {scale:,} of'}: {measure.denominator.rstrip('.')}"


def _not_drawn(
    state: IndicatorState, drawn: Sequence[ReadingState], every: Sequence[ReadingState]
) -> Iterable[str]:
    shown = {s.facts.id for s in drawn}
    if len(drawn) < len(every):
        n = len(every) - len(drawn)
        last = every[n - 1].facts.end
        verb = "stands" if n == 1 else "stand"
        yield f"{count_of(n, 'earlier reading')}, up to {last:%B %Y}, {verb} in the table alone."
    for s in state.readings:
        facts = s.facts
        is_dayless = facts.series is Series.LOCAL and facts.end is None and not facts.is_total
        if is_dayless and facts.value is not None and facts.id not in shown:
            yield f"Not drawn: {facts.published} ({facts.period}), whose days are not known."
