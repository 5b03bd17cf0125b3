"""What is on record of a plan's board up to a day, as its papers print it."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch, Q

from plans.models import Decision, Endorsement, Meeting, MinuteLine, Plan
from plans.models.recorded import Sourced
from plans.rules import attendance as rules
from plans.rules.dates import date_text, long_date
from plans.rules.governance import DecisionKind, MeetingKind
from plans.rules.words import count_of, listed
from plans.selectors.attendance import numbers, states_of
from plans.selectors.meetings import boundary_of, in_order, short_words_of, words_of
from plans.selectors.texts import EVERYTHING, Texts
from reports.readmodels_pack import NO_DAY, BoardRecord, Day, DecisionRow, MeetingLine, day_of

NO_BOARD = BoardRecord("", "No board is recorded for this plan.", "", (), ())
TAKEN_OUT = "Its line was taken out of the minutes; the decision stands."
_OWN = "yes, which the board has recorded that it allows"


def board_record(plan: Plan, *, as_at: date, texts: Texts = EVERYTHING) -> BoardRecord:
    """The meetings of the plan's board that were past by that day, with attendance and decisions.

    Six queries. A meeting without a date is named, and may have been earlier or later than the day.
    """
    if plan.board_id is None:
        return NO_BOARD
    rows = list(Meeting.objects.filter(board=plan.board_id).select_related("source").order_by("pk"))
    dated = [m for m in in_order(rows) if boundary_of(m) <= as_at]
    undated = [m for m in rows if m.held_on is None]
    seats, states = list(plan.board.seats.all()), states_of(dated)
    decisions = _decisions(plan, dated)
    name = plan.board.name
    lines = tuple(
        _meeting(
            m,
            name,
            numbers(m, seats, states.get(m.pk, {})),
            texts,
            sum(d.meeting_id == m.pk for d in decisions),
        )
        for m in (*dated, *undated)
    )
    held = {m.pk: _held(m) for m in dated}
    return BoardRecord(
        name=name,
        sentence=_sentence(name, lines[: len(dated)], as_at=as_at),
        undated_text=_undated_text(undated, texts),
        meetings=lines,
        decisions=tuple(_decision(d, held[d.meeting_id], name, texts) for d in decisions),
    )


def _decisions(plan: Plan, meetings: Sequence[Meeting]) -> list[Decision]:
    """The decisions of these meetings on the plan, or on none in particular, in their order."""
    order = {m.pk: n for n, m in enumerate(meetings)}
    found = (
        Decision.objects.filter(Q(plan=plan) | Q(plan=None), meeting__in=order)
        .select_related("action", "asked_of", "source", "endorsement__kept_rating")
        .prefetch_related(
            Prefetch("minute_lines", MinuteLine.objects.filter(replaced_by=None), "current_lines")
        )
    )
    return sorted(found, key=lambda d: (order[d.meeting_id], d.position))


def _held(meeting: Meeting) -> Day:
    """The day of the meeting, no more exact than it is known."""
    return day_of(meeting.held_on, short_words_of(meeting), meeting.precision)


def _meeting(
    meeting: Meeting, board: str, filled: rules.Filled, texts: Texts, n_decisions: int
) -> MeetingLine:
    known = filled.n_recorded > 0
    return MeetingLine(
        held_on=_held(meeting) if meeting.held_on else NO_DAY,
        date_text=_when(meeting, texts),
        not_before=meeting.not_before,
        not_after=meeting.not_after,
        board=board,
        kind=MeetingKind(meeting.kind).label,
        seats=filled.n_seats or None,
        present=filled.n_filled - filled.n_deputy if known else None,
        deputies=filled.n_deputy if known else None,
        attendance_text=_attendance_text(filled),
        decisions=n_decisions,
        note=texts.of(meeting, "note"),
        source=_source(meeting),
        id=meeting.pk,
    )


def _when(meeting: Meeting, texts: Texts) -> str:
    if meeting.held_on or texts.may(meeting, "as_written"):
        return words_of(meeting)
    return short_words_of(meeting)


def _attendance_text(filled: rules.Filled) -> str:
    return rules.filled_words(filled) if filled.n_recorded else "not recorded"


def _source(row: Sourced) -> str:
    return f"{row.source.title}: {row.place}" if row.source else ""


def _decision(decision: Decision, held: Day, board: str, texts: Texts) -> DecisionRow:
    about = decision.endorsement
    lines = (_minute(line, decision, texts) for line in decision.current_lines)
    text = " ".join(filter(None, lines))
    return DecisionRow(
        held_on=held,
        board=board,
        number=decision.position,
        kind=DecisionKind(decision.kind).label,
        ref=decision.action.ref if decision.action else "",
        text=text or TAKEN_OUT,
        reason=texts.of(about, "reason"),
        asked_of=decision.asked_of.name if decision.asked_of else "",
        asked_for=texts.of(decision, "asked_for"),
        back_by=texts.of(decision, "back_by") or texts.of(about, "back_to"),
        rating=_rating(about),
        comment=texts.of(about, "kept_comment"),
        evidence=_evidence(about, texts),
        due=_due(about, texts),
        owners="; ".join(name for _, name in about.kept_owners) if about else "",
        own_text=_OWN if about and about.is_own else "",
        source=_source(decision),
        meeting_id=decision.meeting_id,
    )


def _minute(line: MinuteLine, decision: Decision, texts: Texts) -> str:
    """A line of the minutes, published where its decision is and nobody changed it since."""
    is_published = decision.source_id is not None and line.replaces_id is None
    return texts.of(line, "text", is_published=is_published)


def _rating(about: Endorsement | None) -> str:
    if about is None:
        return ""
    return about.kept_rating.word if about.kept_rating else "Unrated"


def _evidence(about: Endorsement | None, texts: Texts) -> str:
    if about is None or not about.kept_evidence:
        return ""
    if not texts.may(about, "kept_evidence"):
        return texts.instead
    dated = f" ({long_date(about.kept_evidence_on)})" if about.kept_evidence_on else ""
    link = f", {about.kept_evidence_link}" if about.kept_evidence_link else ""
    return f"{about.kept_evidence}{dated}{link}"


def _due(about: Endorsement | None, texts: Texts) -> Day:
    if about is None:
        return NO_DAY
    on, precision = about.kept_due_on, about.kept_due_precision
    day = date_text(on, precision, short=True)
    return day_of(on, day or texts.of(about, "kept_due_as_written"), precision)


def _sentence(name: str, meetings: Sequence[MeetingLine], *, as_at: date) -> str:
    """How often the board met, of how many that is attended on record, and how much it decided."""
    n, day = len(meetings), long_date(as_at)
    if not n:
        return f"No meeting of the {name} with a date is recorded up to {day}."
    n_recorded = sum(m.present is not None for m in meetings)
    n_decisions = sum(m.decisions for m in meetings)
    attended = {0: "none of them", n: "each of them"}.get(n_recorded, f"{n_recorded:,} of them")
    decided = (
        f"{count_of(n_decisions, 'decision')} {'is' if n_decisions == 1 else 'are'} recorded"
        if n_decisions
        else "no decision is recorded"
    )
    return (
        f"{name}, {count_of(n, 'meeting')} up to {day}. "
        f"Attendance is recorded for {attended}, and {decided}."
    )


def _undated_text(undated: Sequence[Meeting], texts: Texts) -> str:
    """The meetings of which no date is known, by what is written of them."""
    if not undated:
        return ""
    written = [f"“{m.as_written}”" for m in undated if m.as_written and texts.may(m, "as_written")]
    words = f": {listed(written)}" if written else ""
    more = "meeting has" if len(undated) == 1 else "meetings have"
    return f"{len(undated):,} more {more} no date that can be read, and so no place in the order{words}."
