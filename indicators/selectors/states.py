"""How the indicators of a service stand on a day: every reading rated, recomputed and checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from indicators.rules.bands import Bands, Rated, bands_for, rate
from indicators.rules.claims import check_claim
from indicators.rules.disclosure import Held
from indicators.rules.examining import Examined, examine
from indicators.rules.facts import Facts, Flag
from indicators.rules.intervals import Interval, interval_of
from indicators.rules.measures import Series, Way
from indicators.rules.printed import rounded
from indicators.rules.recomputing import Recomputed
from indicators.rules.revisions import Current, worth
from indicators.selectors.computed import attendance_readings
from indicators.selectors.gathering import Gathered, facts_of, gather, is_computed
from plans.models import Service


@dataclass(frozen=True)
class ReadingState:
    """One reading that stands, with what the rules say of it."""

    facts: Facts
    recomputed: Recomputed | None
    population: int | None
    bands: Bands | None
    rated: Rated
    interval: Interval | None
    flags: tuple[Flag, ...]
    is_waiting: bool = False

    @property
    def is_withheld(self) -> bool:
        """Whether its figures are held back from the public."""
        return self.facts.is_withheld


@dataclass(frozen=True)
class IndicatorState:
    """One indicator on a day: its readings, oldest first, and what does not add up among them."""

    gathered: Gathered
    readings: tuple[ReadingState, ...]
    examined: Examined
    claim_flags: tuple[Flag, ...]

    @property
    def measure(self):
        return self.gathered.measure

    @property
    def populations(self) -> Mapping[int, int]:
        """The population that a rate without a denominator is worked out on, by reading."""
        return {s.facts.id: s.population for s in self.readings if s.population}

    @property
    def flags(self) -> tuple[tuple[Facts | None, Flag], ...]:
        """Every flag with the reading that it is of; None where it is of a line, or a claim."""
        of_readings = ((s.facts, flag) for s in self.readings for flag in s.flags)
        of_lines = ((None, f) for flags in self.examined.line_flags.values() for f in flags)
        return (*of_readings, *of_lines, *((None, flag) for flag in self.claim_flags))

    def main_line(self) -> tuple[ReadingState, ...]:
        """The local readings that a headline and a chart follow, oldest first, one for each period.

        Of several versions of the counting rules, the one of the latest reading. Where two documents
        give the same days, the reading that has its counts, then the one published last.
        """
        own = [s for s in self.readings if _is_main(s.facts)]
        dated = [s for s in own if s.facts.end]
        if not dated:
            return tuple(own)
        version = max(dated, key=lambda s: s.facts.end).facts.version
        best: dict[tuple, ReadingState] = {}
        of_version = (s for s in dated if s.facts.version == version)
        for s in sorted(of_version, key=lambda s: worth(s.facts)):
            best[s.facts.start, s.facts.end] = s
        return tuple(sorted(best.values(), key=lambda s: (s.facts.end, s.facts.id)))

    @property
    def n_withheld(self) -> int:
        """How many of its readings are held back from the public."""
        return sum(s.is_withheld for s in self.readings)

    def latest(self) -> ReadingState | None:
        """The local reading that ends last, the one published last where no days are known."""
        line = self.main_line()
        return line[-1] if line else None


def _is_main(facts: Facts) -> bool:
    return facts.series is Series.LOCAL and not facts.area and not facts.step and not facts.is_total


def indicator_states(
    service: Service,
    *,
    as_at: date,
    known_on: date | None = None,
    inside: bool = False,
    ref: str | None = None,
    held: Held | None = None,
) -> tuple[IndicatorState, ...]:
    """Every indicator of the service in its order, or the one of that ref; some ten queries.

    Of what is `held` back from the public the states have the days and no figure.
    """
    found = gather(service, as_at=as_at, known_on=known_on, inside=inside, ref=ref, held=held)
    # attendance has no day of its own from which it was known: a meeting's is known from that day
    last = min(as_at, known_on or as_at)
    return tuple(state_of(g) for g in _with_computed(found, service, last))


def _with_computed(
    found: tuple[Gathered, ...], service: Service, as_at: date
) -> tuple[Gathered, ...]:
    """The same, with the readings of those that nobody publishes, in the indicator's decimals."""
    if not any(is_computed(g.row) for g in found):
        return found
    computed = attendance_readings(service, as_at=as_at)
    return tuple(
        replace(g, current=Current(_in_decimals(computed, g.measure.decimals)))
        if is_computed(g.row)
        else g
        for g in found
    )


def _in_decimals(readings: Iterable[Facts], decimals: int) -> tuple[Facts, ...]:
    return tuple(replace(f, value=rounded(Fraction(f.value), decimals)) for f in readings)


def state_of(gathered: Gathered) -> IndicatorState:
    """What the rules say of an indicator's readings, its line and what documents claim of it."""
    measure, standing = gathered.measure, gathered.current.readings
    own_steps = [s.ref for s in gathered.row.steps.all() if not s.is_of_the_last]
    told = [facts for facts in standing if not facts.is_withheld]
    examined = examine(measure, told, gathered.rebases, own_steps=own_steps)
    common = {
        pk: population
        for fit in examined.populations.values()
        for pk, population in fit.common.items()
    }
    readings = tuple(
        _reading_state(gathered, facts, examined, common.get(facts.id))
        for facts in sorted(standing, key=_in_time)
    )
    return IndicatorState(gathered, readings, examined, tuple(_claims(gathered)))


def _in_time(facts: Facts) -> tuple:
    return (
        facts.end or date.max,
        facts.start or date.max,
        facts.published_on or date.max,
        facts.id,
    )


def _reading_state(
    gathered: Gathered, facts: Facts, examined: Examined, population: int | None
) -> ReadingState:
    bands = _bands(gathered, facts)
    measure = gathered.measure
    rated = rate(facts.value, bands, decimals=measure.decimals, unit=measure.unit)
    return ReadingState(
        facts=facts,
        recomputed=examined.recomputed.get(facts.id),
        population=population,
        bands=bands,
        rated=rated,
        interval=interval_of(measure, facts, population=population),
        flags=(*examined.flags.get(facts.id, ()), *rated.flags),
        is_waiting=facts.id in gathered.unseen,
    )


def _bands(gathered: Gathered, facts: Facts) -> Bands | None:
    """The bands that rate a reading: local ones only, and of a funnel the first step.

    Those that the document prints it beside come first, then those that hold on its last day.
    """
    if facts.series is not Series.LOCAL or facts.area or facts.step or facts.is_total:
        return None
    row = gathered.rows.get(facts.id)
    if row is not None and row.beside_id:
        return next((b for b in gathered.band_sets if b.id == row.beside_id), None)
    return bands_for(gathered.band_sets, end=facts.end)


def _claims(gathered: Gathered):
    """What documents say of the way between two readings, where the figures say otherwise."""
    for claim in gathered.claims:
        ends = [gathered.rows.get(pk) for pk in (claim.earlier_id, claim.later_id)]
        if None in ends:
            continue
        place = f"{claim.source.title}, {claim.place}" if claim.source else ""
        earlier, later = (facts_of(row) for row in ends)
        if flag := check_claim(Way(claim.way), earlier, later, claim.text, place):
            yield flag


def recomputed_number(state: ReadingState) -> Decimal | None:
    """What the published figure comes to, with its decimals; None where it cannot be worked out."""
    return Decimal(state.recomputed.text.replace(",", "")) if state.recomputed else None
