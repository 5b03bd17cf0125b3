"""What a page or a paper needs to know of indicators, as plain values."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator as it is defined. `better` is "lower", "higher" or "neither"."""

    ref: str
    name: str
    unit: str
    decimals: int
    better: str
    numerator: str
    denominator: str
    period_kind: str
    publication_lag: str
    source: str
    owner: str
    counting_rules: str
    bands: str


@dataclass(frozen=True)
class ReadingLine:
    """One value of one series. Dates, counts and values are None where the document does not say."""

    indicator: str
    series: str
    period: str
    start: date | None
    end: date | None
    numerator: Decimal | None
    denominator: Decimal | None
    published: str
    value: Decimal | None
    recomputed: Decimal | None
    rating: str | None
    interval_low: Decimal | None
    interval_high: Decimal | None
    rank: int | None
    rank_of: int | None
    published_on: date | None
    status: str
    flags: tuple[str, ...]
    source: str
