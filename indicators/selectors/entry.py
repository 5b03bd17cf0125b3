"""The rows of the page on which a quarter's readings are entered, and what stands of each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from indicators.models import Approval, CountingRule, Indicator, Reading, Step
from indicators.rules.entry_row import Checked, Slot
from indicators.rules.facts import Facts
from indicators.rules.measures import Domain, PeriodKind, Series
from indicators.rules.pasting import Place
from indicators.rules.quarters import quarter_of, quarters_before
from indicators.rules.revisions import corrections_among, current
from indicators.rules.typed import window
from indicators.selectors.gathering import facts_of, measure_of
from plans.models import Service

LineIds = tuple[int, int, int]  # of indicator, step and version; 0 for none


@dataclass(frozen=True)
class RowOf:
    """What one row is of. `facts` are the local readings of its line, in the order of recording."""

    slot: Slot
    indicator: Indicator
    step: Step | None
    version: CountingRule | None
    facts: tuple[Facts, ...]


@dataclass(frozen=True)
class EntryRows:
    """The rows of a quarter by their key, in the order of the page.

    `readings` are those of all rows by id, `said` what was said last of the ones entered here.
    `not_here` are the indicators without a row, each with the reason.
    """

    start: date
    end: date
    rows: Mapping[str, RowOf]
    readings: Mapping[int, Reading]
    said: Mapping[int, Approval]
    not_here: Sequence[tuple[Indicator, str]]

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(row.slot for row in self.rows.values())

    @property
    def seen(self) -> dict[str, int]:
        """The newest reading of each row's line, 0 where there is none."""
        return {key: max((f.id for f in row.facts), default=0) for key, row in self.rows.items()}

    def waits(self, facts: Facts) -> bool:
        """Whether nobody has said anything of a reading that was entered here."""
        return not facts.document and facts.id not in self.said

    def since(self, rows: Iterable[Checked], seen: Mapping[str, int]) -> dict[int, str]:
        """What was recorded of the period of these rows after `seen`: readings, and the row of each.

        What was sent back since is left out: nothing of it stands in anybody's way.
        """
        sent_back = sent_back_of(self.said)
        return {
            facts.id: row.slot.key
            for row in rows
            if not row.typed.is_empty
            for facts in self.rows[row.slot.key].facts
            if facts.id > seen.get(row.slot.key, 0)
            and facts.id not in sent_back
            and (facts.start, facts.end) == (row.start, row.end)
        }

    @property
    def refused(self) -> dict[str, str]:
        """Why there is no row, by the reference and by the name of such an indicator."""
        return {name: why for row, why in self.not_here for name in (row.ref, row.name)}

    def places(self) -> list[Place]:
        """The rows by the names that they can be pasted by."""
        return [
            Place(
                key,
                names=(row.indicator.ref, row.indicator.name),
                steps=(row.step.ref, row.step.name) if row.step else (),
                has_denominator=bool(row.slot.denominator),
            )
            for key, row in self.rows.items()
        ]


def entry_rows(
    service: Service, *, quarter: date, as_at: date, indicators: Collection[int] | None = None
) -> EntryRows:
    """The rows that are entered with the quarter that begins on that day; five queries.

    `indicators` are the ids of those wanted, None for all. An indicator that is computed, or scored
    by an inspectorate, has no row, and one of years has one with the last quarter only. A funnel has
    a row for each step. Of several versions of the counting rules it is the last one's.
    """
    start, end = quarter_of(quarter)
    wanted = _indicators(service, indicators)
    lines = local_lines(wanted, as_at=as_at)
    readings = {r.pk: r for line in lines.values() for r in line}
    said = last_said(readings.values())
    sent_back = sent_back_of(said)
    rows: dict[str, RowOf] = {}
    not_here = []
    for indicator in wanted:
        version = max(indicator.versions.all(), key=lambda v: v.position, default=None)
        kind = PeriodKind(version.period_kind if version else indicator.period_kind)
        days = window(kind, start, end)
        if why := _why_not_here(indicator, days):
            not_here.append((indicator, why))
        else:
            made = _rows_of(indicator, version, kind, days, lines, sent_back)
            rows.update((row.slot.key, row) for row in made)
    return EntryRows(start, end, rows, readings, said, not_here)


def _indicators(service: Service, ids: Collection[int] | None) -> list[Indicator]:
    """The service's indicators by domain, each in its order."""
    rows = Indicator.objects.filter(service=service)
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    versions = CountingRule.objects.order_by("position")
    rows = rows.prefetch_related("steps", Prefetch("versions", versions))
    domains = list(Domain)
    return sorted(rows, key=lambda i: (domains.index(Domain(i.domain)), i.position, i.pk))


def _why_not_here(row: Indicator, days: tuple[date, date] | None) -> str:
    if row.computed:
        return "is computed here, so nothing is entered of it."
    if row.domain == Domain.INSPECTION:
        return "is scored by an inspectorate: its report says it."
    return "" if days else "is entered with the last quarter of the year."


def _rows_of(
    indicator: Indicator,
    version: CountingRule | None,
    kind: PeriodKind,
    days: tuple[date, date],
    lines: Mapping[LineIds, Sequence[Reading]],
    sent_back: frozenset[int],
) -> Iterator[RowOf]:
    """The row of an indicator, and after it those of its steps."""
    measure = measure_of(indicator, indicator.steps.all())
    before = ""
    for step in (None, *indicator.steps.all()):
        ids = (indicator.pk, step.pk if step else 0, version.pk if version else 0)
        readings = lines.get(ids, [])
        facts = tuple(facts_of(r) for r in readings)
        tips = tips_of(readings)
        stand = standing(readings, facts, sent_back)
        counted = step or indicator
        slot = Slot(
            key=f"i{indicator.pk}s{step.pk}" if step else f"i{indicator.pk}",
            name=f"{indicator.name}: {step.name}" if step else indicator.name,
            measure=measure,
            kind=kind,
            start=days[0],
            end=days[1],
            numerator=counted.numerator,
            denominator=counted.denominator,
            step=step.ref if step else "",
            version=version.version if version else "",
            before=before if step and step.is_of_the_last else "",
            standing=stand,
            sent_back=tuple(f for f in facts if f.id in sent_back and f.id not in tips),
            tried={f.id: tips[f.id] for f in stand if f.id in tips},
        )
        yield RowOf(slot, indicator, step, version, facts)
        before = slot.key


def local_lines(indicators: Collection[Indicator], *, as_at: date) -> dict[LineIds, list[Reading]]:
    """The service's own readings of these indicators, of each line, in the order of recording.

    Totals and what is of an area are left out: nothing is entered beside them. One query.
    """
    rows = (
        Reading.objects.filter(indicator__in=[i.pk for i in indicators])
        .filter(series=Series.LOCAL.value, area="", is_total=False)
        .published_by(as_at)
        .select_related("source", "step", "version")
        .order_by("pk")
    )
    found: dict[LineIds, list[Reading]] = defaultdict(list)
    for row in rows:
        found[row.indicator_id, row.step_id or 0, row.version_id or 0].append(row)
    return found


def standing(
    readings: Iterable[Reading], facts: Iterable[Facts], sent_back: Collection[int]
) -> tuple[Facts, ...]:
    """Those of one line that stand, oldest first; what waits is counted, what was sent back is not."""
    counted = [f for f in facts if f.id not in sent_back]
    corrects = {r.pk: r.corrects_id for r in readings if r.corrects_id}
    corrected = corrections_among({f.id for f in counted}, corrects)
    found = current(counted, corrected=corrected).readings
    return tuple(sorted(found, key=lambda f: (f.end or date.min, f.id)))


def tips_of(readings: Iterable[Reading]) -> dict[int, int]:
    """For each reading that another was entered to correct, the last of those corrections."""
    by = {r.corrects_id: r.pk for r in readings if r.corrects_id}
    found = {}
    for pk, later in by.items():
        while later in by:
            later = by[later]
        found[pk] = later
    return found


def sent_back_of(said: Mapping[int, Approval]) -> frozenset[int]:
    """The ids of the readings of which it was said last that they may not be shown."""
    return frozenset(pk for pk, word in said.items() if not word.is_approved)


def last_said(readings: Collection[Reading]) -> dict[int, Approval]:
    """What was said last of readings that were entered here, by their id; one query."""
    own = [r.pk for r in readings if r.source_id is None]
    rows = Approval.objects.filter(reading__in=own).select_related("recorded_by").order_by("pk")
    return {row.reading_id: row for row in rows}


def latest_quarter(today: date) -> tuple[date, date]:
    """The first and the last day of the quarter that ended last."""
    return quarters_before(today, 1)[0]
