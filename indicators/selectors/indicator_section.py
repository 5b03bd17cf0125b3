"""What is said of one indicator on its page and on paper: sentences, chart, readings, flags."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from indicators.models import Reading
from indicators.readmodels import (
    NOT_PUBLISHED,
    FlagLine,
    IndicatorSection,
    ReadingRow,
    ReadingTable,
    StepRow,
)
from indicators.readmodels_chart import ChartEvent
from indicators.rules.control import Control, Refusal, Segment, chart, overlaps
from indicators.rules.direction import direction, headline
from indicators.rules.disclosure import HELD_WORDS, WITHHELD
from indicators.rules.facts import Facts, Measure
from indicators.rules.following import followed_words
from indicators.rules.intervals import in_unit, interval_words
from indicators.rules.lag import period_words, span_words
from indicators.rules.measures import BestEnd, Domain, Series, Status, TargetKind, Unit
from indicators.rules.pooling import pooled
from indicators.rules.printed import exact_text, number_text
from indicators.rules.ranking import distance_words, rank_words
from indicators.rules.spans import holds_on
from indicators.selectors.chart import indicator_chart, interval_text
from indicators.selectors.indicator_list import (
    age_text,
    comparator_sentences,
    not_published,
    withheld_text,
)
from indicators.selectors.lines import source_text
from indicators.selectors.marks import rated_mark
from indicators.selectors.states import IndicatorState, ReadingState
from plans.rules.dates import long_date
from plans.rules.words import count_of, is_are, listed

OWN, OTHERS = "This service", "Others, and what was projected"
_SERIES = {
    Series.LOCAL: "This service",
    Series.NATIONAL: "National",
    Series.COMPARATOR: "Comparator average",
    Series.REGION: "Region",
    Series.TRACKER: "Live tracker",
    Series.PROJECTION: "Projection",
}


def indicator_section(
    state: IndicatorState,
    *,
    as_at: date,
    events: Sequence[ChartEvent] = (),
    is_whole: bool = False,
) -> IndicatorSection:
    """What is said of an indicator as at a day, from its state alone: no query.

    `events` are what was done to move it, for the chart; `is_whole` draws every year on it.
    """
    measure, row = state.measure, state.gathered.row
    line, latest = [s.facts for s in state.main_line()], state.latest()
    rules = {"rebases": state.gathered.rebases, "populations": state.populations}
    said, beneath = headline(measure, line, **rules)
    if latest is not None and all(facts.value is None for facts in line):
        said, beneath = not_published(state, latest), ""
    if latest is not None and latest.is_withheld:
        said, beneath = _after_withheld(state, latest, said if _has_told(line) else "", beneath)
    control = chart(measure, line, state.gathered.rebases)
    drawn = indicator_chart(state, sentence=said, control=control, is_whole=is_whole, events=events)
    return IndicatorSection(
        ref=row.ref,
        name=row.name,
        domain=row.domain,
        domain_label=Domain(row.domain).label,
        headline=said,
        sub=beneath,
        chart=drawn,
        comparisons=tuple(_comparisons(state, latest, as_at, line, rules)),
        tables=tuple(_tables(state)),
        flags=tuple(_flags(state)),
        steps=tuple(_steps(state)),
        control_text=_control_text(measure, control, line),
        signals=tuple(_signals(control)),
        pooled_text=_pooled_text(state, line),
        followed_text=followed_words(
            measure, line, [e.at for e in events if e.kind == "action"], **rules
        ),
        notes=tuple(
            (long_date(n.on) if n.on else "", n.text, source_text(n))
            for n in sorted(state.gathered.notes, key=lambda n: (n.on is None, n.on))
        ),
        withheld_text=_withheld_text(state, is_drawn=drawn is not None),
    )


def _has_told(line: Sequence[Facts]) -> bool:
    """Whether any of the readings has a figure that is told."""
    return any(f.value is not None or f.numerator is not None for f in line)


def _after_withheld(
    state: IndicatorState, latest: ReadingState, said: str, beneath: str
) -> tuple[str, str]:
    """That the latest figure is held back, then what is said of those before it."""
    held = withheld_text(state, latest)
    return (f"{held} Before it: {said}", beneath) if said else (held, "")


def _withheld_text(state: IndicatorState, *, is_drawn: bool) -> str:
    """How many readings are held back, and that no chart is drawn for it; "" where none is."""
    n = state.n_withheld
    if not n:
        return ""
    of = f"{n:,} of {count_of(len(state.readings), 'reading')} {is_are(n)} {HELD_WORDS}"
    return f"{of}." if is_drawn else f"{of}; so the chart is not drawn."


def _comparisons(
    state: IndicatorState, latest: ReadingState | None, as_at: date, line: list[Facts], rules: dict
) -> Iterable[str]:
    """What can and cannot be said of the latest reading, a sentence each."""
    if latest is None:
        return
    measure, facts = state.measure, latest.facts
    words = interval_words(measure, facts, latest.interval)
    if words and len(line) > 1:  # of one reading alone the page opens with it
        yield f"{words[0].upper()}{words[1:]}."
    if not latest.is_withheld:
        yield from comparator_sentences(state, latest)
    if len(line) > 2 and any(f.value is not None for f in line):
        yield direction(measure, line, **rules).sentence
    yield from _targets(state, latest)
    yield from _ranks(state)
    aged = age_text(state, latest, as_at)
    yield f"{aged[0].upper()}{aged[1:]}."


def _targets(state: IndicatorState, latest: ReadingState) -> Iterable[str]:
    for target in state.gathered.targets:
        if target.kind == TargetKind.VALUE.value and target.value is not None:
            end = latest.facts.end
            if latest.facts.value is None or not holds_on(target, end):
                continue
            words = distance_words(latest.facts.value, target.value, measure=state.measure)
            yield f"{words[0].upper()}{words[1:]}."


def _ranks(state: IndicatorState) -> Iterable[str]:
    """The latest rank that was printed."""
    ranked = [s for s in state.readings if s.facts.rank]
    if ranked:
        s = ranked[-1]
        row = state.gathered.rows[s.facts.id]
        yield f"{_rank(s.facts, row)} ({period_words(state.measure, s.facts)})."


def _rank(facts: Facts, row: Reading | None) -> str:
    if row is None:
        return ""
    end = BestEnd(row.rank_best_end) if row.rank_best_end else None
    return rank_words(row.rank, row.rank_of, end, row.rank_counts_service)


def _tables(state: IndicatorState) -> Iterable[ReadingTable]:
    """A table for each line of the service's own, funnels in the order of their steps, then the rest.

    Of several versions of the counting rules the one of the latest reading comes first.
    """
    lines: dict[tuple, list[ReadingState]] = {}
    beside: list[ReadingState] = []
    for s in state.readings:
        if s.facts.series is Series.LOCAL and not s.facts.area:
            lines.setdefault((s.facts.step, s.facts.version), []).append(s)
        else:
            beside.append(s)
    steps = ["", *(step.ref for step in state.gathered.row.steps.all())]
    latest = {key: max(s.facts.end or date.min for s in own) for key, own in lines.items()}
    for key in sorted(lines, key=lambda k: (steps.index(k[0]), -latest[k].toordinal(), k[1])):
        yield _table(state, lines[key])
    if beside:
        yield _table(state, beside, is_beside=True)


def _table(
    state: IndicatorState, readings: Sequence[ReadingState], *, is_beside: bool = False
) -> ReadingTable:
    """The readings of one line; `is_beside`: all that are not the service's own, each with its name."""
    facts = readings[0].facts
    row, measure = state.gathered.row, state.measure
    step = next((s for s in row.steps.all() if s.ref == facts.step), None)
    rows = tuple(_reading_row(state, s, is_named=is_beside) for s in readings)
    has_numerator = any(r.numerator_text for r in rows)
    has_denominator = any(r.denominator_text for r in rows)
    rows = tuple(_marked(r, has_numerator, has_denominator) if r.is_withheld else r for r in rows)
    title = [OTHERS] if is_beside else [step.name if step else OWN, facts.version]
    return ReadingTable(
        title=", ".join(filter(None, title)),
        rows=rows,
        numerator_head=_head(step.numerator if step else measure.numerator)
        if has_numerator
        else "",
        denominator_head=(
            _head(step.denominator if step else measure.denominator) if has_denominator else ""
        ),
        has_recomputed=any(r.recomputed_text for r in rows),
        has_interval=any(r.interval_text for r in rows),
        has_population=any(r.population_text for r in rows),
        has_rating=any(r.rating for r in rows),
        note=_table_note(state, readings),
    )


def _marked(row: ReadingRow, has_numerator: bool, has_denominator: bool) -> ReadingRow:
    """A row that is held back, marked as such in each column of counts that the others need."""
    return replace(
        row,
        numerator_text=WITHHELD if has_numerator else "",
        denominator_text=WITHHELD if has_denominator else "",
    )


def _head(definition: str) -> str:
    """The words over a column of counts: the definition, where it is short enough."""
    return definition.rstrip(".") or "Number"


def _table_note(state: IndicatorState, readings: Sequence[ReadingState]) -> str:
    """On which population rates were worked out again, and that overlapping rows are never added."""
    said = []
    populations = sorted({s.population for s in readings if s.population})
    if populations:
        people = listed([f"{p:,}" for p in populations])
        said.append(
            f"No population is printed. Recomputed on {people}, the middle of what fits most of "
            "the rows."
        )
    if overlaps([s.facts for s in readings]):
        said.append("Rows overlap and are never added up.")
    return " ".join(said)


def _reading_row(state: IndicatorState, s: ReadingState, *, is_named: bool) -> ReadingRow:
    facts, row = s.facts, state.gathered.rows.get(s.facts.id)
    name = facts.area or _SERIES[facts.series]
    if facts.area and facts.series is Series.PROJECTION:
        name = f"{_SERIES[facts.series]}, {facts.area}"
    again = s.recomputed.text if s.recomputed else ""
    return ReadingRow(
        id=facts.id,
        period=f"{name}: {facts.period}" if is_named else facts.period,
        days_text=span_words(facts.start, facts.end) if facts.start and facts.end else "",
        derived_text=row.period_derived_from if row is not None and facts.is_period_derived else "",
        numerator_text=count_text(facts.numerator),
        denominator_text=count_text(facts.denominator),
        published_text=facts.published or NOT_PUBLISHED,
        recomputed_text=again,
        is_differing=bool(again)
        and facts.value is not None
        and Decimal(again.replace(",", "")) != facts.value,
        interval_text=interval_text(state, s),
        population_text=_population(state, s),
        rating=rated_mark(s.rated),
        bands_text=f"bands {s.bands.name}" if s.bands else "",
        rank_text=f"{facts.rank} of {facts.rank_of}" if facts.rank else "",
        status_text="" if facts.status is Status.FINAL else facts.status.value,
        note=row.note if row is not None else "",
        source_text=source_text(row) or ", ".join(filter(None, (facts.document, facts.place))),
        waits_text="waits for approval" if s.is_waiting else "",
        flags=tuple(FlagLine(f.code, f.text, f.place) for f in s.flags),
        is_withheld=s.is_withheld,
    )


def count_text(number: Decimal | None) -> str:
    """A count as it is printed; "" where it is not known."""
    return "" if number is None else number_text(number)


def _population(state: IndicatorState, s: ReadingState) -> str:
    """The population that a rate implies, where none is printed."""
    facts = s.facts
    if (
        state.measure.unit not in (Unit.PER_1_000, Unit.PER_100_000)
        or facts.denominator is not None
    ):
        return ""
    if not facts.numerator or not facts.value:
        return ""
    scale = 1_000 if state.measure.unit is Unit.PER_1_000 else 100_000
    return f"{round(facts.numerator * scale / facts.value):,}"


def _flags(state: IndicatorState) -> Iterable[FlagLine]:
    """Every flag with the period that it is of; what is the same of two readings is said once."""
    seen = set()
    for facts, flag in state.flags:
        text = f"{facts.period}: {flag.text}" if facts else flag.text
        place = flag.place
        if facts is not None and facts.document and facts.document not in place:
            place = ", ".join(filter(None, (facts.document, flag.place or facts.place)))
        if (text, place) not in seen:
            seen.add((text, place))
            yield FlagLine(flag.code, text, place)


def _steps(state: IndicatorState) -> Iterable[StepRow]:
    """A funnel at the latest period that its first step has."""
    steps = list(state.gathered.row.steps.all())
    latest = state.latest()
    if not steps or latest is None:
        return
    period = latest.facts.period
    own = {
        s.facts.step: s
        for s in state.readings
        if s.facts.period == period and s.facts.series is Series.LOCAL and not s.facts.area
    }
    names = [("", state.measure.name), *((step.ref, step.name) for step in steps)]
    for ref, name in names:
        s = own.get(ref)
        if s is None:
            yield StepRow(name, "not recorded", "", "")
            continue
        if s.is_withheld:
            yield StepRow(name, WITHHELD, WITHHELD, "", is_withheld=True)
            continue
        facts = s.facts
        counted = f"{count_text(facts.numerator)} of {count_text(facts.denominator)}"
        value = facts.published or (s.recomputed.text if s.recomputed else "")
        yield StepRow(name, counted, in_unit(value, state.measure.unit), interval_text(state, s))


def _control_text(measure: Measure, control: Control | Refusal, line: Sequence[Facts]) -> str:
    if all(facts.value is None for facts in line):
        return ""
    if isinstance(control, Refusal):
        return control.reason
    return " ".join(_segment_words(measure, segment) for segment in control.segments)


def _segment_words(measure: Measure, segment: Segment) -> str:
    """Where the average and the limits lie; the signals stand in a list of their own."""
    if segment.limits is None or not segment.signals:
        return segment.words
    found = segment.limits
    low, middle, high = (
        exact_text(value, measure.decimals) for value in (found.lower, found.centre, found.upper)
    )
    limits = in_unit(f"{low} to {high}", measure.unit)
    average = in_unit(middle, measure.unit)
    said = (
        f"{count_of(len(segment.signals), 'sign')} of more than chance, which two readings held "
        "against each other need not show"
    )
    return f"Average {average}, limits {limits}; {said}."


def _signals(control: Control | Refusal) -> Iterable[str]:
    if isinstance(control, Control):
        for segment in control.segments:
            yield from (signal.sentence for signal in segment.signals)


def _pooled_text(state: IndicatorState, line: Sequence[Facts]) -> str:
    """The last four quarters as one year, or why they are not taken together."""
    if sum(facts.value is not None for facts in line) < 4:
        return ""
    found = pooled(
        state.measure,
        line,
        len(line) - 1,
        rebases=state.gathered.rebases,
        populations=state.populations,
    )
    return found.reason if isinstance(found, Refusal) else found.words
