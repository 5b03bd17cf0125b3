"""A small service with every kind of row that the page of entry has."""

from datetime import date

from django.http import HttpResponse
from django.utils import timezone

from indicators.models import Indicator, Reading
from indicators.selectors.entry import entry_rows
from indicators.services.writing import IndicatorWriter
from plans.models import Service, User
from tests.conftest import AT

QUARTER = date(2014, 7, 1)
QUERY = "?service=entry-yot&quarter=2014-07-01"
ENTRY, CHECK = f"/indicators/entry/{QUERY}", f"/indicators/entry/check/{QUERY}"
APPROVALS = "/indicators/approvals/?service=entry-yot"
Q1 = {"period": "Apr to Jun 2014", "start_on": date(2014, 4, 1), "end_on": date(2014, 6, 30)}
Q2 = {"period": "Jul to Sep 2014", "start_on": QUARTER, "end_on": date(2014, 9, 30)}

INDICATORS = [
    ("share", "Assessments in time", "%", 1, "Assessments due", "quarter"),
    ("remands", "Remands", "count", 0, "", "quarter"),
    ("entrants", "First time entrants", "per 100,000", 0, "Children", "rolling 12 months"),
    ("offered", "Mental health", "%", 1, "Children screened", "quarter"),
    ("scores", "Yearly survey", "%", 0, "Answers", "year"),
    ("attendance", "Attendance at the board", "%", 1, "Seats", "quarter"),
]


def make_service(by: User) -> Service:
    write = IndicatorWriter(by=by, at=AT)
    service = write.add_service(ref="entry-yot", name="Entry YOT", short_name="Entry YOT")
    for n, (ref, name, unit, decimals, denominator, kind) in enumerate(INDICATORS, start=1):
        write.add_indicator(
            service,
            place="",
            position=n,
            ref=ref,
            name=name,
            unit=unit,
            decimals=decimals,
            better="lower",
            numerator=f"Numerator of {name}",
            denominator=denominator,
            period_kind=kind,
            domain="local" if ref == "share" else "monitoring",
            computed="attendance" if ref == "attendance" else "",
        )
    write.add_step(
        Indicator.objects.get(service=service, ref="offered"),
        place="",
        ref="attended",
        name="Attended",
        numerator="Of those, attended",
        denominator="Offered",
    )
    return service


def indicator(ref: str) -> Indicator:
    return Indicator.objects.get(service__ref="entry-yot", ref=ref)


def key(ref: str) -> str:
    """The key of an indicator's row; "offered/attended" is that of a step."""
    ref, _, step = ref.partition("/")
    row = indicator(ref)
    return f"i{row.pk}s{row.steps.get(ref=step).pk}" if step else f"i{row.pk}"


def add(ref: str, by: User, **facts) -> Reading:
    """A reading of an indicator, 12 of 30 in the first quarter unless it is said otherwise."""
    given = Q1 | {"numerator": 12, "denominator": 30, "published": "40.0"} | facts
    given.setdefault("published_on", given["end_on"])
    return IndicatorWriter(by=by, at=AT).add_reading(indicator(ref), **given)


def seen() -> str:
    """What the page says that it shows, as it is sent back."""
    rows = entry_rows(
        Service.objects.get(ref="entry-yot"), quarter=QUARTER, as_at=timezone.localdate()
    )
    return " ".join(f"{k}-{pk}" for k, pk in rows.seen.items())


def form(**rows: str | dict) -> dict:
    """What is sent: by the reference of the row "12/30", "12/30/40.0" or a dict; "__" stands for "/"."""
    data = {"go": "save", "seen": seen(), "published_on": "", "pasted": ""}
    for ref, given in rows.items():
        if isinstance(given, str):
            given = dict(
                zip(("numerator", "denominator", "published"), given.split("/"), strict=False)
            )
        data |= {f"{key(ref.replace('__', '/'))}-{name}": text for name, text in given.items()}
    return data


def problems(response: HttpResponse) -> list[str]:
    return [problem.text for problem in response.context_data["page"].problems]
