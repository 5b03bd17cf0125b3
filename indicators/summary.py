"""Indicators as the object that `indicator_summary --json` prints: other people's scripts rest on it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from indicators.readmodels import FlagLine, ReadingLine
from indicators.rules.band_sets import all_faults
from indicators.rules.bands import Bands
from indicators.rules.facts import Measure
from indicators.selectors.lines import lines_of
from indicators.selectors.states import IndicatorState


def as_json(states: Iterable[IndicatorState], *, as_at: date, known_on: date | None = None) -> dict:
    """Numbers are numbers, days ISO; what is not known is null."""
    return {
        "as_at": as_at.isoformat(),
        "known_on": _day(known_on),
        "indicators": [_indicator(state) for state in states],
    }


def _indicator(state: IndicatorState) -> dict:
    row, measure = state.gathered.row, state.measure
    return {
        "ref": row.ref,
        "name": row.name,
        "domain": row.domain,
        "unit": row.unit,
        "decimals": row.decimals,
        "better": row.better,
        "bands": [_bands(measure, bands) for bands in state.gathered.band_sets],
        "targets": [
            {
                "kind": t.kind,
                "value": _number(t.value),
                "as_written": t.as_written,
                "valid_from": _day(t.valid_from),
                "valid_until": _day(t.valid_until),
            }
            for t in state.gathered.targets
        ],
        "flags": [
            {"code": flag.code, "text": flag.text} for facts, flag in state.flags if facts is None
        ],
        "readings": [_reading(line) for line in lines_of(state)],
    }


def _bands(measure: Measure, bands: Bands) -> dict:
    return {
        "name": bands.name,
        "as_written": bands.as_written,
        "valid_from": _day(bands.valid_from),
        "valid_until": _day(bands.valid_until),
        "span_derived": bands.is_span_derived,
        "bands": [
            {
                "rating": band.word,
                "low": _number(band.low),
                "low_included": band.low_included,
                "high": _number(band.high),
                "high_included": band.high_included,
            }
            for band in bands.bands
        ],
        "faults": [
            {"code": f"band-{fault.kind}", "text": fault.text}
            for fault in all_faults(bands.bands, measure)
        ],
    }


def _reading(line: ReadingLine) -> dict:
    interval = None
    if line.interval_low is not None:
        interval = [_number(line.interval_low), _number(line.interval_high)]
    return {
        "series": line.series,
        "area": line.area,
        "step": line.step,
        "version": line.version,
        "period": line.period,
        "start": _day(line.start),
        "end": _day(line.end),
        "is_total": line.is_total,
        "numerator": _number(line.numerator),
        "denominator": _number(line.denominator),
        "published": line.published or None,
        "value": _number(line.value),
        "recomputed": _number(line.recomputed),
        "rating": line.rating,
        "bands": line.bands or None,
        "interval": interval,
        "rank": None if line.rank is None else [line.rank, line.rank_of],
        "status": line.status,
        "published_on": _day(line.published_on),
        "flags": [_flag(flag) for flag in line.flags],
        "source": line.source or None,
    }


def _flag(flag: FlagLine) -> dict:
    return {"code": flag.code, "text": flag.text}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)
