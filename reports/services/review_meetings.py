"""Writes the meetings of a panel: when, what for, who was heard, and which documents it received."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from plans.models import User
from plans.rules.dates import long_date
from plans.services.acting import acts
from plans.services.errors import NothingSaid, Refused, WrongDate
from reports.models import PanelMeeting, ReceivedDocument, Review, Witness
from reports.rules.reviews import PanelMeetingKind
from reports.services.reviewing import (
    AlreadyThere,
    RestsOnIt,
    date_facts,
    next_of,
    now_of,
    open_for,
    refuse_published,
    require_seen,
    require_words,
    save_words,
    surely_after,
)


@dataclass(frozen=True)
class Heard:
    """A witness by role, as a form says it; `id` None: a new one."""

    role: str
    agency: str = ""
    id: int | None = None


@dataclass(frozen=True)
class Received:
    """A document that the panel received, as a form says it; `id` None: a new one."""

    title: str
    link: str = ""
    id: int | None = None


def facts_of_meeting(row: PanelMeeting) -> dict:
    """What its form shows; where the witnesses and documents are fetched beforehand, no query."""
    return {
        "as_written": row.as_written,
        "kind": row.kind,
        "note": row.note,
        "witnesses": tuple(Heard(w.role, w.agency, w.pk) for w in row.witnesses.all()),
        "documents": tuple(Received(d.title, d.link, d.pk) for d in row.documents.all()),
    }


@transaction.atomic
@acts
def write_meeting(
    review: Review,
    *,
    as_written: str,
    kind: PanelMeetingKind | str = PanelMeetingKind.EVIDENCE,
    note: str = "",
    witnesses: Sequence[Heard] = (),
    documents: Sequence[Received] = (),
    by: User,
    at: datetime,
    row: PanelMeeting | None = None,
    seen: str | None = None,
    reason: str = "",
) -> PanelMeeting:
    """One meeting with its witnesses and documents, in their order; those not named are taken out.

    A witness whose evidence is quoted stays, and after publication everybody does.
    """
    review = open_for(review, by=by, reason=reason)
    row = now_of(row, PanelMeeting)
    if row is not None:
        require_seen(facts_of_meeting(row), seen)
    as_written = require_words(as_written, "Write the date of the meeting.", field="as_written")
    if row is None:
        position = next_of(review.meetings, "position")
        row = PanelMeeting(review=review, position=position, recorded_by=by, recorded_at=at)
    row.kind = PanelMeetingKind(kind).value
    if as_written != row.as_written:
        _set_date(review, row, as_written)
    _refuse_same_day(review, row)
    row.note = note.strip()
    row.save()
    _set_witnesses(review, row, witnesses, by=by, at=at)
    _set_documents(review, row, documents, by=by, at=at)
    return row


def _set_date(review: Review, row: PanelMeeting, as_written: str) -> None:
    held_on, precision = date_facts(as_written, only_day_or_month=True, field="as_written")
    published = review.published_on
    if published and surely_after(held_on, precision, published):
        raise WrongDate(
            f"{as_written} is after the report was published, on {long_date(published)}: "
            "a panel meets on a review before that.",
            field="as_written",
        )
    row.as_written, row.held_on, row.precision = as_written, held_on, precision


def _refuse_same_day(review: Review, row: PanelMeeting) -> None:
    """Two meetings of a day are of two kinds; of a month there can be several."""
    same = review.meetings.filter(kind=row.kind, held_on=row.held_on, precision="day")
    if row.precision == "day" and same.exclude(pk=row.pk).exists():
        raise AlreadyThere(
            f"A meeting of that kind on {row.as_written} is recorded already: open that one.",
            field="as_written",
        )


def _set_witnesses(
    review: Review, row: PanelMeeting, said: Sequence[Heard], *, by: User, at: datetime
) -> None:
    held = {w.pk: w for w in row.witnesses.all()}
    named = {(h.role.strip().casefold(), h.agency.strip().casefold()) for h in said}
    if len(named) < len(said):
        raise AlreadyThere("The same witness is named twice: empty one row.", field="witnesses")
    for pk in held.keys() - {heard.id for heard in said}:
        refuse_published(review, f"the witness “{held[pk].role}”")
        _refuse_quoted(held[pk])
        held[pk].delete()
    for position, heard in enumerate(said, start=1):
        if not heard.role.strip():
            raise NothingSaid(
                f"Say in which role the witness of {heard.agency.strip()} came: "
                "witnesses go by their role.",
                field="witnesses",
            )
        witness = held.get(heard.id) or Witness(meeting=row, recorded_by=by, recorded_at=at)
        witness.position = position
        witness.role, witness.agency = heard.role.strip(), heard.agency.strip()
        witness.save()


def _refuse_quoted(witness: Witness) -> None:
    quoted = witness.evidence.count()
    if quoted:
        where = "a paragraph" if quoted == 1 else f"{quoted} paragraphs"
        raise RestsOnIt(
            f"“{witness.role}” stays: {where} of the evidence rests on what this witness said. "
            "Take the witness out there first.",
            field="witnesses",
        )


def _set_documents(
    review: Review, row: PanelMeeting, said: Sequence[Received], *, by: User, at: datetime
) -> None:
    held = {d.pk: d for d in row.documents.all()}
    titles = [received.title.strip().casefold() for received in said]
    if len(set(titles)) < len(titles):
        raise AlreadyThere("The same document is named twice: empty one row.", field="documents")
    for pk in held.keys() - {received.id for received in said}:
        refuse_published(review, f"the document “{held[pk].title}”")
        held[pk].delete()
    for position, received in enumerate(said, start=1):
        title = require_words(
            received.title, "Write what the document is called.", field="documents"
        )
        if received.link and not received.link.startswith("https://"):
            raise Refused(
                f"The link of “{title}” has to begin with https://, so that it can stand in a "
                "published paper.",
                field="documents",
            )
        document = held.get(received.id) or ReceivedDocument(
            meeting=row, recorded_by=by, recorded_at=at
        )
        document.position, document.title, document.link = position, title, received.link
        save_words(document, "title")
