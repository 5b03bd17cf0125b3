"""What every write to a review asks first: who writes, what they had read, and whether it is published."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date

from django.db import models
from django.db.models import Max

from plans.models import User
from plans.rules.access import ANSWERERS, REVIEWERS
from plans.rules.dates import Precision, long_date, read_date
from plans.services.errors import NotAllowed, NothingSaid, Refused, WrongDate
from reports.models import Review

GONE = "Somebody took this out since you opened it: save it again to write it anew."


class ChangedSince(Refused):
    """Somebody else changed what a form was opened on; `mark` is that of how it stands now."""

    def __init__(self, mark: str) -> None:
        super().__init__(
            "Somebody else changed this since you opened it. Nothing of yours is written yet: "
            "read theirs below, then save again to put yours in its place."
        )
        self.mark = mark


class GoneSince(Refused):
    """Somebody else took out what a form was opened on."""


class AlreadyThere(Refused):
    """The same is there already: it is not written twice."""


class RestsOnIt(Refused):
    """Something rests on what was to be taken out."""


class IsPublished(Refused):
    """The review is published, so this can be done no more, or not without a reason."""


def require_reviewer(by: User) -> None:
    """Raises NotAllowed unless the person writes reviews."""
    if by.position not in REVIEWERS:
        raise NotAllowed("Only the panel officer and the clerk write a review.")


def require_answerer(by: User) -> None:
    """Raises NotAllowed unless the person records what was answered to a review."""
    if by.position not in ANSWERERS:
        raise NotAllowed(
            "Only the panel officer, the clerk and the manager record what was answered "
            "to a review and what came of it."
        )


def locked(review: Review) -> Review:
    """The review, locked until the transaction ends, so that two people write one after the other."""
    return Review.objects.select_for_update(of=("self",)).get(pk=review.pk)


def open_for(review: Review, *, by: User, reason: str) -> Review:
    """The review, locked, for somebody who may write it.

    Once it is published it is corrected only with a reason, which goes on record.
    """
    require_reviewer(by)
    review = locked(review)
    if review.published_on and not reason.strip():
        raise IsPublished(
            f"This review was published on {long_date(review.published_on)}: "
            "say why it is corrected.",
            field="reason",
        )
    return review


def refuse_published(review: Review, what: str) -> None:
    """Raises IsPublished where the review is: what is in print is corrected, and not taken out."""
    if review.published_on:
        raise IsPublished(
            f"This review was published on {long_date(review.published_on)}, so {what} stays: "
            "correct its words instead."
        )


def mark_of(facts: dict) -> str:
    """A mark of what a form shows: another where any of it is another."""
    return hashlib.sha256(repr(sorted(facts.items())).encode()).hexdigest()


def require_seen(facts: dict, seen: str | None) -> None:
    """Raises ChangedSince where what stands now is not what was seen; `seen` None: not asked."""
    now = mark_of(facts)
    if seen is not None and seen != now:
        raise ChangedSince(now)


def now_of(row: models.Model | None, model: type[models.Model]) -> models.Model | None:
    """The row as it stands now. Raises GoneSince where it was taken out."""
    if row is None:
        return None
    found = model.objects.filter(pk=row.pk).first()
    if found is None:
        raise GoneSince(GONE)
    return found


def require_words(text: str, sentence: str, *, field: str) -> str:
    """The text without its margins. Raises NothingSaid where nothing is left of it."""
    text = text.strip()
    if not text:
        raise NothingSaid(sentence, field=field)
    return text


def save_words(row: models.Model, *fields: str) -> None:
    """Saves a row. Where its words are no longer its document's, it does not go on naming that as source.

    Else what was typed over a published text would count as published.
    """
    if row.pk and row.source_id:
        was = type(row).objects.filter(pk=row.pk).values(*fields).get()
        if any(was[name] != getattr(row, name) for name in fields):
            row.source, row.place = None, ""
    row.save()


def refuse_twice(
    rows: Iterable[models.Model],
    row: models.Model | None,
    said: Callable,
    new: object,
    sentence: str,
    *,
    field: str,
) -> None:
    """Raises AlreadyThere where another of these rows says the same; capitals make no difference."""
    for other in rows:
        if (row is None or other.pk != row.pk) and _plain(said(other)) == _plain(new):
            raise AlreadyThere(sentence, field=field)


def _plain(said: object) -> object:
    return " ".join(said.casefold().split()) if isinstance(said, str) else said


def next_of(rows: models.Manager, field: str) -> int:
    """The number, or position, after the last one."""
    return (rows.order_by().aggregate(last=Max(field))["last"] or 0) + 1


def lines_of(text: str) -> str:
    """The lines of a text without margins and without empty ones."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def date_facts(as_written: str, *, only_day_or_month: bool, field: str) -> tuple[date, str]:
    """The day that the words mean, and its precision. Raises WrongDate where they name none.

    `only_day_or_month`: a quarter, a season or a year is no date here.
    """
    written = read_date(as_written)
    exact = (Precision.DAY, Precision.MONTH)
    if (
        written.on is None
        or written.ongoing
        or (only_day_or_month and written.precision not in exact)
    ):
        raise WrongDate(
            f"“{as_written.strip()[:40]}” is not a date that can be read: write a day or a month, "
            "for example 20 May 2015 or May 2015.",
            field=field,
        )
    return written.on, written.precision.value


def surely_after(on: date | None, precision: str, day: date) -> bool:
    """Whether a date known no more exactly than that is later than the day, however it is read."""
    if on is None:
        return False
    if precision == Precision.DAY:
        return on > day
    if precision == Precision.MONTH:
        return (on.year, on.month) > (day.year, day.month)
    return precision == Precision.YEAR and on.year > day.year
