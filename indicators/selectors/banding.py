"""The bands and targets of an indicator, kept or only typed, as the page shows it that writes them."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from indicators.models import BandSet, Indicator, Reading, Target
from indicators.readmodels_bands import LineSegment, LineTick, LineValue, NumberLine
from indicators.readmodels_defining import (
    BandCheck,
    BandPage,
    BandSetCard,
    EndOffer,
    LineWord,
    TargetCard,
)
from indicators.rules import number_line as rules
from indicators.rules.band_faults import Fault, StretchKind
from indicators.rules.band_notation import Band, number_text
from indicators.rules.band_sets import CANNOT_BE_KEPT, all_faults, range_of
from indicators.rules.bands import Bands, rate
from indicators.rules.facts import Measure
from indicators.rules.measures import Better, Series, TargetKind, Unit
from indicators.rules.spans import Clash, Span, clashes, days_words, holds_on, overlaps
from indicators.selectors.gathering import bands_of, measure_of
from indicators.selectors.lines import source_text
from indicators.selectors.marks import band_mark
from plans.rules.dates import long_date
from plans.rules.words import count_of, is_are


def band_page(indicator: Indicator) -> BandPage:
    """Every set of bands of the indicator, the latest first, and its targets."""
    measure, latest = measure_of(indicator), latest_of(indicator)
    rows = list(indicator.band_sets.select_related("source").prefetch_related("bands"))
    cards = [_card(row, bands_of(row), measure, latest) for row in rows]
    return BandPage(
        rule_text=rule_text(measure),
        sets=tuple(reversed(cards)),
        clashes=overlaps(span_of(row) for row in rows),
        targets=tuple(_target(row) for row in indicator.targets.select_related("source")),
    )


def span_of(row: BandSet | Target) -> Span:
    """The days on which a set of bands or a target holds, under its name."""
    return Span(str(row), row.valid_from, row.valid_until, row.pk)


def latest_of(indicator: Indicator) -> Reading | None:
    """The local reading with a value that ends last; None where there is none.

    Who sees these pages is inside the service, so one that waits for approval counts.
    """
    own = {"series": Series.LOCAL.value, "area": "", "step": None, "is_total": False}
    found = indicator.readings.filter(**own, value__isnull=False, corrected_by=None)
    return found.order_by("-end_on", "-known_on", "-pk").first()


def rule_text(measure: Measure) -> str:
    """What bands of the indicator have to cover, and which way they go, in words."""
    least, most = range_of(measure.unit)
    sign = "%" if measure.unit is Unit.PERCENT else ""
    covered = f"from {least}{sign} to {most}{sign}" if most else f"from {least} up"
    text = (
        f"Every value {covered}, with {count_of(measure.decimals, 'decimal')}, has to be in "
        "exactly one band."
    )
    if measure.better is Better.NEITHER:
        return text
    return f"{text} {measure.better.capitalize()} is better."


def _card(row: BandSet, bands: Bands, measure: Measure, latest: Reading | None) -> BandSetCard:
    holds = latest is not None and holds_on(bands, latest.end_on)
    line = _line(bands.bands, measure, latest if holds else None)
    wrong = all_faults(bands.bands, measure)
    derived = ", read from the document’s title or year" if row.is_span_derived else ""
    return BandSetCard(
        id=row.pk,
        name=row.name,
        span_text=f"{_span_text(row)}{derived}",
        as_written=row.as_written,
        is_historic=row.is_historic,
        line=_drawn(line, measure, f"Bands {row.name}", wrong, bands.bands),
        words=_words(line, measure, latest if holds else None, bands.bands),
        faults=tuple(_stated(f) if row.is_historic else f.text for f in wrong),
        source_text=source_text(row),
        until_text=long_date(row.valid_until) if row.valid_until else "",
        prefix=f"set-{row.pk}-line",
    )


def _stated(fault: Fault) -> str:
    """What is wrong, without how to mend it: what a document printed stays as it is."""
    return f"{fault.text.partition('; ')[0].rstrip('.')}."


def _target(row: Target) -> TargetCard:
    kind = "A place among others" if row.kind == TargetKind.RANK else ""
    note = ". ".join(filter(None, (kind, _span_text(row), source_text(row))))
    return TargetCard(row.as_written, note)


def _span_text(row: BandSet | Target) -> str:
    if row.valid_from or row.valid_until:
        return f"For readings that end {days_words(span_of(row))}"
    return "For every reading: no days are given"


# --- The number line


def _line(bands: Sequence[Band], measure: Measure, latest: Reading | None) -> rules.NumberLine:
    least, most = range_of(measure.unit)
    values = [latest.value] if latest else []
    return rules.number_line(
        bands,
        decimals=measure.decimals,
        values=values,
        least=least,
        most=most,
        unit=measure.unit,
    )


def _drawn(
    line: rules.NumberLine,
    measure: Measure,
    title: str,
    wrong: Sequence[Fault],
    bands: Sequence[Band],
) -> NumberLine:
    """The line as plain values to draw, the latest reading marked on it."""
    said = [fault.text for fault in wrong]
    return NumberLine(
        title=title,
        unit_text=_unit_text(measure),
        low=float(line.low.value),
        high=float(line.high.value),
        segments=tuple(_segment(segment, measure) for segment in line.segments),
        ticks=tuple(
            LineTick(float(tick.share), tick.text)
            for tick in dict.fromkeys((line.low, *line.edges, line.high))
        ),
        values=tuple(
            LineValue(
                float(mark.share), f"latest: {mark.text}", _rating(mark.value, bands, measure)
            )
            for mark in line.marks
        ),
        sentence=" ".join(said) or "Every value is in exactly one band.",
    )


def _unit_text(measure: Measure) -> str:
    if measure.better is Better.NEITHER:
        return measure.unit.value
    return f"{measure.unit.value}; {measure.better.value} is better"


def _segment(segment: rules.Segment, measure: Measure) -> LineSegment:
    stretch = segment.stretch
    words = [band.word for band in stretch.bands]
    low, high = stretch.low, stretch.high
    if segment.kind is StretchKind.BAND:  # an end that the band leaves open is not written at it
        band = stretch.bands[0]
        low, high = low if band.low is not None else None, high if band.high is not None else None
    faulty = " or ".join(words).lower() if words else "no band"
    return LineSegment(
        word=words[0] if segment.kind is StretchKind.BAND else faulty,
        tone=segment.tone.value if segment.tone else "",
        kind=segment.kind.value,
        start=float(segment.start),
        end=float(segment.end),
        start_text=_edge(low, measure),
        end_text=_edge(high, measure),
    )


def _edge(value: Decimal | None, measure: Measure) -> str:
    if value is None:
        return ""
    return number_text(value, decimals=measure.decimals, unit=measure.unit)


def _rating(value: Decimal, bands: Sequence[Band], measure: Measure) -> str:
    rated = rate(value, Bands("", tuple(bands)), decimals=measure.decimals, unit=measure.unit)
    return (rated.word or "").lower()


def _words(
    line: rules.NumberLine, measure: Measure, latest: Reading | None, bands: Sequence[Band]
) -> tuple[LineWord, ...]:
    words = [_word(segment) for segment in line.segments]
    if latest is not None:
        said = number_text(latest.value, decimals=measure.decimals, unit=measure.unit)
        rating = _rating(latest.value, bands, measure)
        words.append(LineWord(None, f"Latest reading, {latest.period}: {said}, {rating}"))
    return tuple(words)


def _word(segment: rules.Segment) -> LineWord:
    if segment.tone is None:
        return LineWord(None, segment.text, is_fault=True)
    word = segment.stretch.bands[0].word
    return LineWord(band_mark(word, segment.tone), segment.text.removeprefix(f"{word}: "))


def band_check(
    indicator: Indicator,
    bands: Sequence[Band],
    *,
    first: date | None,
    last: date | None,
    is_historic: bool = False,
    ends: Collection[tuple[int, date]] = (),
) -> BandCheck:
    """What these bands come to: their number line, what is wrong with them, what holds already.

    `ends` are sets that are to be ended, as `save_bands` takes them.
    """
    measure, latest = measure_of(indicator), latest_of(indicator)
    line, wrong = _line(bands, measure, latest), all_faults(bands, measure)
    others = [span_of(row) for row in indicator.band_sets.all()]
    found = () if first and last and last < first else clashes(Span("", first, last), others)
    left = [clash for clash in found if (clash.other.id, clash.ends_on) not in ends]
    refused = [f for f in wrong if f.kind in CANNOT_BE_KEPT] if is_historic else wrong
    return BandCheck(
        line=_drawn(line, measure, "The bands as written", wrong, bands),
        words=_words(line, measure, latest, bands),
        faults=tuple(f.text if f in refused else _stated(f) for f in wrong),
        clashes=tuple(clash.text for clash in left),
        offers=offers_of(found),
        verdict=_verdict(len(wrong), len(refused), len(left), is_historic=is_historic),
    )


def _verdict(n_wrong: int, n_refused: int, n_clashes: int, *, is_historic: bool) -> str:
    n = n_refused + n_clashes
    if n:
        return f"{count_of(n, 'thing')} {is_are(n)} to be mended before the bands can be saved."
    if is_historic and n_wrong:
        return "They can be recorded as they are, with this beside them:"
    return "Every value has its one band: they can be saved."


def offers_of(found: Sequence[Clash]) -> tuple[EndOffer, ...]:
    """The sets that can be ended on the day before others begin."""
    return tuple(
        EndOffer(
            f"{clash.other.id}:{clash.ends_on.isoformat()}",
            f"End “{clash.other.name}” on {long_date(clash.ends_on)}",
        )
        for clash in found
        if clash.ends_on
    )
