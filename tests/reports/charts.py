"""Charts of every kind, as plain values, for the tests of figures and of the workbook."""

from dataclasses import replace
from datetime import date

from indicators.readmodels_chart import (
    Chart,
    ChartBand,
    ChartEvent,
    ChartLimit,
    ChartMark,
    ChartPoint,
)
from plans.rules.dates import last_of_month

QUARTER_ENDS = (date(2013, 6, 30), date(2013, 9, 30), date(2013, 12, 31), date(2014, 3, 31))


def point(at: date, value: float | None, **changes) -> ChartPoint:
    facts = {
        "at": at,
        "label": (f"{at:%b}", f"{at.year}"),
        "period": f"year to {at:%B} {at.year}",
        "value": value,
        "text": "not given" if value is None else f"{value:g}",
    }
    return ChartPoint(**facts | changes)


def chart(points, **changes) -> Chart:
    facts = {
        "ref": "fte-rate",
        "title": "First time entrants per 100,000",
        "description": "What the chart shows, in words.",
        "sentence": "What can be said.",
        "unit_text": "per 100,000",
        "decimals": 0,
        "points": tuple(points),
    }
    return Chart(**facts | changes)


def custody() -> Chart:
    rows = [
        (("Q1", "2013/14"), date(2013, 6, 30), 1.50, 1.02, 2.20),
        (("Q2", "2013/14"), date(2013, 9, 30), 1.27, 0.84, 1.92),
        (("Q3", "2013/14"), date(2013, 12, 31), 0.92, 0.57, 1.49),
        (("Q4", "2013/14"), date(2014, 3, 31), 0.69, 0.39, 1.21),
        (("Q1", "2014/15"), date(2014, 6, 30), 0.35, 0.16, 0.76),
        (("Q2", "2014/15"), date(2014, 9, 30), 0.53, 0.28, 1.01),
        (("Q3", "in text only"), date(2014, 12, 31), 0.47, None, None),
    ]
    points = [
        point(
            at,
            value,
            label=label,
            period=" ".join(label),
            text=f"{value:.2f}",
            low=low,
            high=high,
            interval_text=f"{low:.2f} to {high:.2f}" if low else "",
            is_hollow=low is None,
        )
        for label, at, value, low, high in rows
    ]
    mark = ChartMark(date(2013, 9, 30), 0.52, "0.52", "England and Wales, same year")
    return chart(
        points,
        ref="custody-rate",
        title="Custodial sentences per 1,000 young people aged 10 to 17",
        unit_text="per 1,000",
        decimals=2,
        marks=(mark,),
        caption="Bars: 95% intervals.",
        not_drawn=("A projection has no days.",),
    )


BANDS = (
    ChartBand("green", "green", None, 224),
    ChartBand("amber", "amber", 223, 340),
    ChartBand("red", "red", 341, None),
    ChartBand("overlap", "", 223, 224, kind="overlap"),
    ChartBand("gap", "", 340, 341, kind="gap"),
)


def entrants(**changes) -> Chart:
    rows = [
        (date(2021, 12, 31), 287, 218, 371),
        (date(2022, 3, 31), 309, 238, 402),
        (date(2022, 6, 30), 325, 252, 419),
        (date(2022, 9, 30), 268, 203, 354),
        (date(2022, 12, 31), 229, 169, 310),
    ]
    points = [
        point(at, value, low=low, high=high, interval_text=f"{low} to {high}", rating="amber")
        for at, value, low, high in rows
    ]
    last = rows[-1][0]
    marks = (ChartMark(last, 148, "148", "England"), ChartMark(last, 183, "183", "family"))
    facts = {"points": tuple(points), "bands": BANDS, "marks": marks}
    return replace(chart(()), **facts | changes)


def quarter_ends(n: int, year: int = 2014) -> list[date]:
    months = [(year * 12 + 5 + 3 * k) for k in range(n)]
    return [last_of_month(m // 12, m % 12 + 1) for m in months]


def decade() -> Chart:
    """Forty quarters with a gap, a rebase, limits before and after it, notes and actions."""
    days = quarter_ends(40)
    values = [
        None if n in (9, 10) else float(17 + n * 7 % 13 - (5 if n > 22 else 0)) for n in range(40)
    ]
    points = [
        point(
            at,
            value,
            label=(f"Q{(at.month // 3 + 2) % 4 + 1}", str(at.year)),
            low=None if value is None else value - 6,
            high=None if value is None else value + 7,
            is_broken_before=n == 23,
        )
        for n, (at, value) in enumerate(zip(days, values, strict=True))
    ]
    events = (
        ChartEvent(days[5], "Counting rule changed", "note"),
        ChartEvent(days[23], "New population estimates", "rebase"),
        ChartEvent(date(2020, 3, 23), "Courts closed", "note"),
        *(ChartEvent(date(2015, 2 + n, 12), f"2.{n} completed", "action") for n in range(3)),
        ChartEvent(date(2018, 5, 1), "4.2 completed", "action"),
        ChartEvent(date(2031, 5, 1), "9.9 completed", "action"),
    )
    limits = (
        ChartLimit(days[0], days[22], 21.2, 8.1, 34.3),
        ChartLimit(days[23], days[-1], 16.3, None, 30.6),
    )
    return chart(points, ref="remands", title="Remands", events=events, limits=limits)


def percent() -> Chart:
    points = [
        point(at, value, text=f"{value}")
        for at, value in zip(QUARTER_ENDS, (26.7, 41.7, 33.3, 56.7), strict=True)
    ]
    return chart(points, unit_text="per cent", decimals=1, is_percent=True)


def crowded() -> Chart:
    """More comparators on one day than their names have room for, and a note too long for its line."""
    marks = tuple(
        ChartMark(
            date(2014, 6, 30), 0.3 + 0.08 * n, f"{0.3 + 0.08 * n:.2f}", f"Comparable service {n}"
        )
        for n in range(7)
    )
    note = (
        "Sentences overturned on appeal are left out from here on, those of earlier years as well"
    )
    events = (ChartEvent(date(2014, 12, 10), note, "note"),)
    return chart(custody().points, unit_text="per 1,000", decimals=2, marks=marks, events=events)
