"""The list of a service's indicators: of each the latest reading, and what can be said of it."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse

from indicators.addresses import query_of
from indicators.readmodels import IndicatorGroup, IndicatorList, IndicatorRow
from indicators.readmodels_chart import Spark
from indicators.rules.bands import Outcome
from indicators.rules.comparing import Standing, compare, comparison_words
from indicators.rules.direction import Verdict, direction
from indicators.rules.disclosure import HELD_WORDS
from indicators.rules.facts import Facts
from indicators.rules.intervals import in_unit, printed
from indicators.rules.lag import lag_words, period_words
from indicators.rules.measures import BandTone, Domain, Series
from indicators.rules.ranking import side_words
from indicators.selectors.marks import rated_mark
from indicators.selectors.states import IndicatorState, ReadingState, indicator_states
from plans.addresses import with_query
from plans.models import Service
from plans.readmodels import LinkLine
from plans.rules.words import count_of
from plans.selectors.kept import kept

# Every table that a row is made from: what is kept of a row stands until one of them is written.
READ_FROM = frozenset(
    {
        *("indicators.indicator", "indicators.countingrule", "indicators.step"),
        *("indicators.bandset", "indicators.band", "indicators.target", "indicators.reading"),
        *("indicators.approval", "indicators.note", "indicators.claim"),
        *("plans.service", "plans.source"),
        *("plans.board", "plans.seat", "plans.meeting", "plans.attendance"),
    }
)
N_SPARK = 16  # readings in the small chart: four years of quarters
_NAMES = {
    Series.NATIONAL: "national",
    Series.COMPARATOR: "comparator average of",
    Series.REGION: "region’s",
}
_ORDER = list(Domain)


def indicator_list(
    service: Service | None,
    services: Sequence[Service],
    *,
    as_at: date,
    known_on: date | None = None,
    inside: bool = False,
    domain: str = "",
    query: str = "",
) -> IndicatorList:
    """The page of all indicators, or of one domain; what was gathered before is kept until a write."""
    if service is None:
        return IndicatorList("", "", "No indicator has been loaded yet.", "", (), (), "", ())
    rows = indicator_rows(service, as_at=as_at, known_on=known_on, inside=inside, query=query)
    shown = [row for row in rows if not domain or row.domain == domain]
    return IndicatorList(
        service=service.short_name,
        service_ref=service.ref,
        sentence=_sentence(shown),
        sub=_sub(shown),
        groups=tuple(_groups(shown)),
        choices=tuple(_choices(rows, query_of(service), domain, query)),
        chosen=domain,
        others=tuple(
            LinkLine(other.name, address(f"service={other.ref}", query=query))
            for other in services
            if other.pk != service.pk
        ),
    )


def indicator_rows(
    service: Service,
    *,
    as_at: date,
    known_on: date | None = None,
    inside: bool = False,
    query: str = "",
) -> tuple[IndicatorRow, ...]:
    """A row for each of the service's indicators, by domain and then in its order."""
    return kept(
        "indicator-rows",
        (service.ref, as_at, known_on, inside, query),
        lambda: _rows(service, as_at, known_on, inside, query),
        of=READ_FROM,
    )


def address(own: str, *, domain: str = "", query: str = "") -> str:
    """The list of a service; `own` is what its address needs, as addresses.query_of has it."""
    asked = [own, f"domain={domain}" if domain else "", query]
    return with_query(reverse("indicators:indicator-list"), "&".join(filter(None, asked)))


def _rows(service: Service, as_at: date, known_on, inside: bool, query: str):
    states = indicator_states(service, as_at=as_at, known_on=known_on, inside=inside)
    query = "&".join(filter(None, [query_of(service), query]))
    rows = [indicator_row(state, as_at=as_at, query=query) for state in states]
    return tuple(sorted(rows, key=lambda row: _ORDER.index(Domain(row.domain))))


def indicator_row(state: IndicatorState, *, as_at: date, query: str = "") -> IndicatorRow:
    """What the list says of one indicator."""
    row, latest = state.gathered.row, state.latest()
    line = state.main_line()
    way = direction(
        state.measure,
        [s.facts for s in line],
        rebases=state.gathered.rebases,
        populations=state.populations,
    )
    is_withheld = latest is not None and latest.is_withheld
    verdict = Verdict.NOT_ENOUGH if is_withheld else way.verdict
    comparators = comparator_sentences(state, latest) if latest and not is_withheld else ()
    n_flags = len(state.flags)
    return IndicatorRow(
        ref=row.ref,
        name=row.name,
        url=with_query(row.get_absolute_url(), query),
        domain=row.domain,
        domain_label=Domain(row.domain).label,
        latest_text=figure_text(state, latest) if latest else "none recorded",
        period_text=_period(latest),
        age_text=age_text(state, latest, as_at) if latest else "",
        rating=rated_mark(latest.rated) if latest else None,
        rating_note=_rating_note(state, latest),
        spark=_spark(line),
        verdict=verdict.value,
        verdict_text=_said(state, latest, way.sentence),
        comparator_text=" ".join(comparators),
        n_flags=n_flags,
        flags_text=f"{count_of(n_flags, 'thing')} {'does' if n_flags == 1 else 'do'} not add up",
        n_waiting=sum(s.is_waiting for s in state.readings),
        is_exception=_is_exception(latest, verdict),
        is_withheld=is_withheld,
    )


def _said(state: IndicatorState, latest: ReadingState | None, sentence: str) -> str:
    if latest is None:
        return _target_text(state)
    if latest.is_withheld:
        return withheld_text(state, latest)
    return not_published(state, latest) if latest.facts.value is None else sentence


def not_published(state: IndicatorState, s: ReadingState) -> str:
    """What is said of a reading whose value was never published, or is no number."""
    if s.facts.published:
        return f"What was published is no number: {s.facts.published}."
    again = f"; its counts come to {s.recomputed.text}" if s.recomputed else ""
    return f"No value was published for {period_words(state.measure, s.facts)}{again}."


def withheld_text(state: IndicatorState, s: ReadingState) -> str:
    """What is said of a reading that is held back from the public."""
    return f"The figure of {period_words(state.measure, s.facts)} is {HELD_WORDS}."


def age_text(state: IndicatorState, s: ReadingState, as_at: date) -> str:
    """How old a reading is, and of a cohort how it came about."""
    row = state.gathered.rows.get(s.facts.id)
    joined = row.version.joined if row is not None and row.version else ""
    words = {"joined": joined} if joined else {"joined": "these children joined the cohort"}
    return lag_words(state.measure, s.facts, as_at=as_at, **words)


def figure_text(state: IndicatorState, s: ReadingState) -> str:
    """The figure as published with its unit; what it comes to where it was never printed."""
    facts, measure = s.facts, state.measure
    if facts.value is None:
        return facts.published or "not published"
    return in_unit(printed(measure, facts), measure.unit)


def comparator_sentences(state: IndicatorState, s: ReadingState) -> tuple[str, ...]:
    """How a reading stands beside the comparators of its own days, a sentence each."""
    found = []
    for other in comparators_of(state, s):
        standing = compare(s.interval, other.value)
        name = _NAMES[other.series]
        words = comparison_words(standing, other.value, measure=state.measure, name=name)
        if s.facts.value is not None and standing is not Standing.UNKNOWN:
            side = side_words(s.facts.value, other.value, measure=state.measure)
            words += f" ({side})" if side else ""
        found.append(f"{words[0].upper()}{words[1:]}.")
    return tuple(found)


def comparators_of(state: IndicatorState, s: ReadingState) -> tuple[Facts, ...]:
    """The national, comparator and region values of a reading's days, each once."""
    found: dict[Series, Facts] = {}
    for other in state.readings:
        facts = other.facts
        if facts.series not in _NAMES or facts.step or facts.value is None:
            continue
        starts = {facts.start, s.facts.start} - {None}
        same_days = facts.end is not None and facts.end == s.facts.end and len(starts) < 2
        if same_days or (facts.end is None and facts.period == s.facts.period):
            found[facts.series] = facts
    return tuple(found[series] for series in _NAMES if series in found)


def _period(latest: ReadingState | None) -> str:
    return latest.facts.period if latest else ""


def _rating_note(state: IndicatorState, latest: ReadingState | None) -> str:
    """By which bands it is rated, or that there are none."""
    if latest is None:
        return ""
    if latest.bands:
        return f"by the bands of {latest.bands.name}"
    return "no bands for these days" if state.gathered.band_sets else "no bands"


def _target_text(state: IndicatorState) -> str:
    """What is to be reached, where nothing is recorded yet."""
    targets = [t.as_written for t in state.gathered.targets]
    return (
        f"Target: {targets[-1]}. No result is known." if targets else "No figure is recorded yet."
    )


def _spark(line: Sequence[ReadingState]) -> Spark | None:
    """The small chart; None where there are not two values to draw, or one is held back."""
    last = line[-N_SPARK:]
    if any(s.is_withheld for s in last):
        return None
    values = tuple(None if s.facts.value is None else float(s.facts.value) for s in last)
    known = [s for s in last if s.facts.value is not None]
    if len(known) < 2:
        return None
    first, latest = known[0].facts, known[-1].facts
    words = f"{len(known)} readings, {first.published or first.value} to {latest.published or latest.value}"
    return Spark(values, words)


def _is_exception(latest: ReadingState | None, verdict: Verdict) -> bool:
    """Whether a board should look at it: red, not ratable, above all worse than it was."""
    if verdict is Verdict.WORSE:
        return True
    if latest is None:
        return False
    band = latest.rated.band
    return latest.rated.outcome in (Outcome.UNDEFINED, Outcome.AMBIGUOUS) or (
        band is not None and band.tone == BandTone.RED
    )


def is_away(state: IndicatorState, s: ReadingState) -> bool:
    """Whether a reading lies beyond chance from any of its comparators."""
    standings = (compare(s.interval, other.value) for other in comparators_of(state, s))
    return any(standing in (Standing.ABOVE, Standing.BELOW) for standing in standings)


def _groups(rows: Iterable[IndicatorRow]) -> Iterable[IndicatorGroup]:
    for domain in _ORDER:
        if own := tuple(row for row in rows if row.domain == domain.value):
            yield IndicatorGroup(domain.value, domain.label, own)


def _choices(rows: Sequence[IndicatorRow], own: str, chosen: str, query: str) -> Iterable[LinkLine]:
    """All, and each domain that has any; the chosen one has no address."""
    counts = {domain: sum(row.domain == domain.value for row in rows) for domain in _ORDER}
    all_of_them = f"All {len(rows)}"
    yield LinkLine(all_of_them, address(own, query=query) if chosen else "")
    for domain, n in counts.items():
        if n:
            url = "" if domain.value == chosen else address(own, domain=domain.value, query=query)
            yield LinkLine(f"{domain.label} {n}", url)


def _sentence(rows: Sequence[IndicatorRow]) -> str:
    """How they stand in one line, by direction and then by rating."""
    if not rows:
        return "No indicator is recorded by this day."
    n_read = sum(row.latest_text != "none recorded" for row in rows)
    said = [count_of(len(rows), "indicator"), f"{n_read} with a figure"]
    for verdict, words in (
        (Verdict.WORSE, "worse beyond chance"),
        (Verdict.BETTER, "better beyond chance"),
    ):
        if n := sum(row.verdict == verdict.value for row in rows):
            said.append(f"{n} {words}")
    return f"{', '.join(said)}."


def _sub(rows: Sequence[IndicatorRow]) -> str:
    n_flags = sum(row.n_flags for row in rows)
    if not n_flags:
        return ""
    verb = "does" if n_flags == 1 else "do"
    n_flagged = sum(1 for row in rows if row.n_flags)
    return f"{count_of(n_flags, 'thing')} in {n_flagged} of them {verb} not add up."
