"""What a page or a paper needs to know of indicators, as plain values with the words to print."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from indicators.readmodels_chart import Chart, Spark
from plans.readmodels import LinkLine
from plans.rules.meanings import Mark

NOT_PUBLISHED = "not published"


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
    domain: str
    flags: tuple[str, ...]
    is_withheld: bool = False  # whether any of its readings is held back from the public


@dataclass(frozen=True)
class FlagLine:
    """One thing that does not add up: its code, a sentence, and where it stands."""

    code: str
    text: str
    place: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class ReadingLine:
    """One value of one series. Dates, counts and values are None where the document does not say.

    `rating` is the word of the bands, "undefined", "ambiguous", or None where no bands rate it. Of
    one that is held back from the public `published` is "[c]" and every other figure None.
    """

    indicator: str
    series: str
    area: str
    step: str
    version: str
    period: str
    start: date | None
    end: date | None
    is_total: bool
    numerator: Decimal | None
    denominator: Decimal | None
    published: str
    value: Decimal | None
    recomputed: Decimal | None
    rating: str | None
    bands: str
    interval_low: Decimal | None
    interval_high: Decimal | None
    rank: int | None
    rank_of: int | None
    published_on: date | None
    status: str
    waits: bool
    flags: tuple[FlagLine, ...]
    source: str
    is_withheld: bool = False


@dataclass(frozen=True)
class IndicatorRow:
    """One line of the list: the latest reading and what can be said of it."""

    ref: str
    name: str
    url: str
    domain: str
    domain_label: str
    latest_text: str
    period_text: str
    age_text: str
    rating: Mark | None
    rating_note: str
    spark: Spark | None
    verdict: str
    verdict_text: str
    comparator_text: str
    n_flags: int
    flags_text: str
    n_waiting: int
    is_exception: bool = False
    is_withheld: bool = False


@dataclass(frozen=True)
class IndicatorGroup:
    """The indicators of one domain."""

    domain: str
    label: str
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True)
class IndicatorList:
    """The page of all indicators of a service; `sentence` says how they stand in one line."""

    service: str
    service_ref: str
    sentence: str
    sub: str
    groups: tuple[IndicatorGroup, ...]
    choices: tuple[LinkLine, ...]
    chosen: str
    others: tuple[LinkLine, ...]


@dataclass(frozen=True)
class ReadingRow:
    """One reading in the table of an indicator's page; texts are "" where there is nothing to say.

    Of one that is held back from the public, every figure that its table has a column for is "[c]".
    """

    id: int
    period: str
    days_text: str
    derived_text: str
    numerator_text: str
    denominator_text: str
    published_text: str
    recomputed_text: str
    is_differing: bool
    interval_text: str
    population_text: str
    rating: Mark | None
    bands_text: str
    rank_text: str
    status_text: str
    note: str
    source_text: str
    waits_text: str
    flags: tuple[FlagLine, ...]
    is_withheld: bool = False


@dataclass(frozen=True)
class ReadingTable:
    """The readings of one line. Columns that would be empty throughout are not shown."""

    title: str
    rows: tuple[ReadingRow, ...]
    numerator_head: str
    denominator_head: str
    has_recomputed: bool
    has_interval: bool
    has_population: bool
    has_rating: bool
    note: str = ""


@dataclass(frozen=True)
class BandSetRow:
    """One set of bands: its words as published, and what is wrong with it."""

    id: int
    name: str
    span_text: str
    as_written: str
    bands: tuple[tuple[Mark, str], ...]
    faults: tuple[str, ...]
    source_text: str


@dataclass(frozen=True)
class RevisionRow:
    """A value that another took the place of."""

    period: str
    text: str
    day_text: str
    now_text: str
    source_text: str
    is_withheld: bool = False


@dataclass(frozen=True)
class StepRow:
    """One step of a funnel at its latest period."""

    name: str
    text: str
    share_text: str
    interval_text: str
    is_withheld: bool = False


@dataclass(frozen=True)
class LinkedAction:
    """An action or an objective that is meant to move the indicator."""

    ref: str
    title: str
    url: str
    text: str


@dataclass(frozen=True)
class IndicatorSection:
    """What is said of one indicator wherever it is shown in full: on its page, and on paper.

    `notes`: day, text and place of each, "" where there is none. `withheld_text` says how many of
    its readings are held back from the public, and that the chart is not drawn where that is why.
    """

    ref: str
    name: str
    domain: str
    domain_label: str
    headline: str
    sub: str
    chart: Chart | None
    comparisons: tuple[str, ...]
    tables: tuple[ReadingTable, ...]
    flags: tuple[FlagLine, ...]
    steps: tuple[StepRow, ...]
    control_text: str
    signals: tuple[str, ...]
    pooled_text: str
    followed_text: str
    notes: tuple[tuple[str, str, str], ...]
    withheld_text: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class IndicatorPage(IndicatorSection):
    """Everything that stands on the page of one indicator."""

    service_ref: str
    definition: tuple[tuple[str, str], ...]
    versions: tuple[tuple[str, str, str], ...]
    band_sets: tuple[BandSetRow, ...]
    targets: tuple[tuple[str, str], ...]
    revisions: tuple[RevisionRow, ...]
    linked: tuple[LinkedAction, ...]
    tables_of_documents: tuple[LinkLine, ...]
    sources: tuple[str, ...]
    waits_text: str
