"""What is known of a service's indicators on a day, a row each, for workbooks, files and commands."""

from collections.abc import Iterable

from indicators.models import Indicator, Reading
from indicators.readmodels import FlagLine, IndicatorLine, ReadingLine
from indicators.rules.band_notation import bands_words
from indicators.rules.facts import Flag
from indicators.selectors.states import (
    IndicatorState,
    ReadingState,
    recomputed_number,
)


def lines_of(state: IndicatorState) -> Iterable[ReadingLine]:
    """The readings of one indicator, by line and period, oldest first."""
    ordered = sorted(state.readings, key=lambda s: s.facts.line)
    return (_reading_line(state, s) for s in ordered)


def source_text(row: Indicator | Reading | None) -> str:
    """The document and the place in it; "" for what comes from none."""
    return f"{row.source.title}, {row.place}" if row is not None and row.source else ""


def flag_line(flag: Flag) -> FlagLine:
    return FlagLine(flag.code, flag.text, flag.place)


def indicator_line(state: IndicatorState) -> IndicatorLine:
    row, measure = state.gathered.row, state.measure
    return IndicatorLine(
        ref=row.ref,
        name=row.name,
        unit=row.unit,
        decimals=row.decimals,
        better=row.better,
        numerator=row.numerator,
        denominator=row.denominator,
        period_kind=row.period_kind,
        publication_lag=row.publication_lag,
        source=source_text(row),
        owner=row.owner,
        counting_rules=row.counting_rules,
        bands="; ".join(
            f"{b.name}: {bands_words(b.bands, decimals=measure.decimals, unit=measure.unit)}"
            for b in state.gathered.band_sets
        ),
        domain=row.domain,
        flags=tuple(flag.text for facts, flag in state.flags if facts is None),
        is_withheld=bool(state.n_withheld),
    )


def _reading_line(state: IndicatorState, s: ReadingState) -> ReadingLine:
    facts = s.facts
    row = state.gathered.rows.get(facts.id)
    return ReadingLine(
        indicator=state.measure.ref,
        series=facts.series.value,
        area=facts.area,
        step=facts.step,
        version=facts.version,
        period=facts.period,
        start=facts.start,
        end=facts.end,
        is_total=facts.is_total,
        numerator=facts.numerator,
        denominator=facts.denominator,
        published=facts.published,
        value=facts.value,
        recomputed=recomputed_number(s),
        rating=s.rated.word,
        bands=s.bands.name if s.bands else "",
        interval_low=s.interval.low if s.interval else None,
        interval_high=s.interval.high if s.interval else None,
        rank=facts.rank,
        rank_of=facts.rank_of,
        published_on=facts.published_on,
        status=facts.status.value,
        waits=s.is_waiting,
        flags=tuple(flag_line(flag) for flag in s.flags),
        source=source_text(row) or ", ".join(filter(None, (facts.document, facts.place))),
        is_withheld=s.is_withheld,
    )
