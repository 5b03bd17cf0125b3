"""Issued packs: those that there are, what one was made of, and what earlier ones told the public."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from plans.models import Service
from plans.rules.access import IN_CONFIDENCE
from plans.rules.dates import long_date
from plans.rules.words import count_of
from reports.models import IssuedFile, IssuedPack
from reports.papers import FORMATS
from reports.rules.packs import SCHEDULE_12A, Audience, Kind


@dataclass(frozen=True)
class IssuedLine:
    """One issue in a list. `corrected_text` says by which it was corrected, "" while it stands."""

    title: str
    url: str
    number: int
    kind: str
    as_at_text: str
    audience: str
    issued_text: str
    corrected_text: str


@dataclass(frozen=True)
class FileLine:
    """One file of an issue. `is_as_kept`: its bytes have the mark that the manifest gives."""

    ending: str
    label: str
    name: str
    size_text: str
    sha256: str


@dataclass(frozen=True)
class IssuedPage:
    """One issue: its files, what it was made of in words, and what it corrects or is corrected by."""

    id: int
    title: str
    issue_text: str
    sha256: str
    files: tuple[FileLine, ...]
    facts: tuple[tuple[str, str], ...]
    sections: tuple[str, ...]
    accepted: tuple[dict, ...]
    sources: tuple[str, ...]
    libraries: tuple[tuple[str, str], ...]
    errata: tuple[dict, ...]
    corrects: tuple[str, str] | None
    corrected_by: tuple[str, str] | None
    kind: Kind


def may_read(pack: IssuedPack, position: str) -> bool:
    """Whether somebody of that position may: what is of a confidential review is for a few, unless public."""
    review = pack.draft.review
    is_open = review is None or not review.is_confidential or pack.audience == Audience.PUBLIC
    return is_open or position in IN_CONFIDENCE


def issued_lines(position: str) -> tuple[IssuedLine, ...]:
    """Every issue that somebody of that position may read, the latest first; one query."""
    rows = IssuedPack.objects.select_related("corrected_by", "draft__review")
    rows = rows.defer("manifest", "said", "errata", "corrected_by__manifest", "corrected_by__said")
    rows = [row for row in rows.order_by("-recorded_at", "-pk") if may_read(row, position)]
    return tuple(_line(row) for row in rows)


def _line(pack: IssuedPack) -> IssuedLine:
    later = getattr(pack, "corrected_by", None)
    at = timezone.localtime(pack.recorded_at)
    return IssuedLine(
        title=pack.title,
        url=pack.get_absolute_url(),
        number=pack.number,
        kind=Kind(pack.kind).label,
        as_at_text=long_date(pack.as_at),
        audience=Audience(pack.audience).label,
        issued_text=f"{long_date(at.date())} at {at:%H:%M}",
        corrected_text=f"Corrected by issue {later.number}" if later else "",
    )


def get_issued(pk: int) -> IssuedPack | None:
    """The issue with what stands beside it; None where there is none."""
    return (
        IssuedPack.objects.select_related("corrects", "corrected_by", "draft__review", "service")
        .filter(pk=pk)
        .first()
    )


def issued_page(pack: IssuedPack) -> IssuedPage:
    """One issue in words; the bytes of its files are not read."""
    told = pack.manifest
    later = getattr(pack, "corrected_by", None)
    files = pack.files.defer("content")
    return IssuedPage(
        id=pack.pk,
        title=pack.title,
        issue_text=told["issue_text"],
        sha256=pack.sha256,
        files=tuple(sorted((_file(f) for f in files), key=lambda f: list(FORMATS).index(f.ending))),
        facts=tuple(_facts(told)),
        sections=tuple(s["title"] for s in told["sections"]),
        accepted=tuple(told["accepted"]),
        sources=tuple(told["sources"]),
        libraries=tuple(sorted(told["libraries"].items())),
        errata=tuple(pack.errata),
        corrects=_named(pack.corrects),
        corrected_by=_named(later),
        kind=Kind(pack.kind),
    )


def _named(pack: IssuedPack | None) -> tuple[str, str] | None:
    return (f"Issue {pack.number}: {pack.title}", pack.get_absolute_url()) if pack else None


def _file(row: IssuedFile) -> FileLine:
    return FileLine(
        row.format, FORMATS[row.format].label, row.name, size_text(row.size), row.sha256
    )


def size_text(n: int) -> str:
    """ "812 bytes", "48 kB", "1.2 MB"."""
    if n < 1000:
        return count_of(n, "byte")
    return f"{n / 1000:,.0f} kB" if n < 1_000_000 else f"{n / 1_000_000:,.1f} MB"


def _facts(told: dict) -> Iterable[tuple[str, str]]:
    """The manifest in words, line by line."""
    yield "Kind", Kind(told["kind"]).label
    yield "Plan", told["plan_title"]
    if told["review"]:
        yield "Review", told["review_title"]
    if told["meeting"]:
        yield "Meeting", told["meeting_words"]
    yield "As at", long_date(date.fromisoformat(told["as_at"]))
    yield "For", _audience(told)
    yield "Issued", told["issue_text"]
    if told["disclosure"]:
        yield "Held back from the public", _disclosure(told)
    yield "Made with", f"yotplan {told['release']}"


def _audience(told: dict) -> str:
    label = Audience(told["audience"]).label
    n = told["paragraph"]
    return f"{label}: paragraph {n} of Schedule 12A, {SCHEDULE_12A[n]}" if n else label


def _disclosure(told: dict) -> str:
    rule = told["disclosure"]
    said = f"counts from 1 to below {rule['threshold']}, and what they could be worked out from"
    return f"{said}: {count_of(told['held_back'], 'figure')}"


def said_before(service: Service) -> tuple:
    """What the service's public packs have told so far, the oldest first: what a new one is held against."""
    rows = IssuedPack.objects.filter(service=service, audience=Audience.PUBLIC.value)
    return tuple(rows.order_by("number").values_list("said", flat=True))
