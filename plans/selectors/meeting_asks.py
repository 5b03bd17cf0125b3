"""What is asked of one meeting: endorsements, dates, what is newly late, and questions."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from plans.models import Decision, DueDate, Endorsement, Meeting, Plan, Standing, Update
from plans.readmodels_meetings import AskedAction, Asks, DateWanted, LateAction, QuestionAsked
from plans.rules.dates import date_text, days_text, long_date
from plans.rules.endorsing import BoardDecision
from plans.rules.governance import DecisionKind
from plans.rules.meanings import CLOSED, Meaning, days_late, forecast_passed, is_overdue
from plans.rules.meetings import short_words, shortened
from plans.rules.minutes import BY_AUTHOR
from plans.rules.words import count_of, listed
from plans.selectors.meetings import boundary_of
from plans.selectors.texts import EVERYTHING, Texts
from plans.selectors.wording import day_text, due_text, forecast_text, reported_mark
from plans.services.endorsing import was_written_after

_CLOSED = [meaning.value for meaning in CLOSED]
_AGREED = (DecisionKind.DATE_AGREED, DecisionKind.RE_DATED)


def plans_of(meeting: Meeting, *, as_at: date) -> list[Plan]:
    """The plans that the meeting's board holds people to and that had begun, each with `newest`: the
    day of the newest update by that day; one query.
    """
    said = Update.objects.filter(action__plan=OuterRef("pk"), effective_on__lte=as_at)
    newest = said.order_by("-effective_on").values("effective_on")[:1]
    return list(
        Plan.objects.filter(board=meeting.board_id, begins_on__lte=as_at)
        .select_related("service")
        .annotate(newest=Subquery(newest))
    )


def meeting_asks(
    meeting: Meeting,
    previous: Meeting | None,
    plans: Sequence[Plan],
    questions: Sequence[QuestionAsked],
    *,
    as_at: date,
    shown: int | None = None,
    texts: Texts = EVERYTHING,
    only: Plan | None = None,
) -> Asks:
    """What is asked of the meeting on `as_at`: its own day, or today where it is to come; one query.

    `only` limits it to one of the plans that the board holds people to. A meeting that is not on
    record yet has decided nothing.
    """
    found = _rows(meeting, boundary_of(previous) if previous else None, as_at=as_at)
    rows = list(found.filter(action__plan=only) if only else found)
    several = len(plans) > 1
    asked = [
        _asked(row, meeting, as_at=as_at, several=several, texts=texts)
        for row in rows
        if row.decided_here
        or (row.awaits and row.latest and not was_written_after(row.latest, as_at))
    ]
    open_ = [item for item in asked if not item.decided]
    dates = [
        w for row in rows if (w := _date_wanted(row, as_at=as_at, several=several, texts=texts))
    ]
    late = [
        _late(row, as_at=as_at, several=several, texts=texts)
        for row in rows
        if _is_newly_late(row, as_at)
    ]
    complete = tuple(item for item in open_ if item.is_complete)
    more = tuple(item for item in open_ if not item.is_complete)
    n_hidden = sum(max(len(group) - shown, 0) for group in (complete, more)) if shown else 0
    return Asks(
        complete=complete[:shown],
        more=more[:shown],
        n_asking=len(open_),
        hidden_text=f"{count_of(n_hidden, 'more update')} ask as well" if n_hidden else "",
        decided=tuple(item for item in asked if item.decided),
        dates=tuple(dates),
        late=tuple(late),
        late_since=_since(previous),
        questions=tuple(questions),
        sentence=_sentence(
            len(complete),
            len(more),
            len(dates),
            len(late),
            sum(q.is_request for q in questions),
        ),
        more_text=f"{count_of(len(more), 'more update')}, of actions still under way",
        papers_text=_papers_text(plans, as_at=as_at),
    )


def _rows(meeting: Meeting, before: date | None, *, as_at: date) -> QuerySet[Standing]:
    """The standings of all that could be asked about, each told what became of it before."""
    earlier = Standing.objects.filter(action=OuterRef("action"))
    was_late = earlier.at(before).overdue(before) if before else earlier.none()
    about_date = Decision.objects.filter(due_date=OuterRef("due"))
    last = Endorsement.objects.filter(action=OuterRef("action")).order_by()
    outstanding = Q(rating__isnull=True) | ~Q(rating__meaning__in=_CLOSED)
    return (
        Standing.objects.filter(action__plan__board=meeting.board_id)
        .at(as_at)
        .annotate(
            decided_here=Exists(
                Endorsement.objects.filter(pk=OuterRef("decision"), meeting=meeting.pk)
            ),
            was_late=Exists(was_late),
            date_agreed=Exists(about_date.filter(kind__in=_AGREED)),
            date_kept=Exists(about_date.filter(kind=DecisionKind.DATE_KEPT, meeting=meeting.pk)),
            last_decision=Subquery(last.values("action").annotate(last=Max("pk")).values("last")),
        )
        .filter(
            Q(awaits=True)
            | Q(decided_here=True)
            | (outstanding & (Q(due_on__lt=as_at) | Q(due__is_revision=True)))
        )
        .select_related(
            "action__plan",
            "rating",
            "commented_by",
            "remains_by",
            "forecast_by",
            "evidenced_by",
            "latest",
            "due",
            "decision__meeting",
        )
        .order_by(F("action__plan__begins_on").desc(), "action__plan", "action__position", "pk")
    )


def _meaning(row: Standing) -> Meaning | None:
    return Meaning(row.rating.meaning) if row.rating else None


def _plan(row: Standing, several: bool) -> str:
    return row.action.plan.title if several else ""


def _asked(
    row: Standing, meeting: Meeting, *, as_at: date, several: bool, texts: Texts
) -> AskedAction:
    meaning = _meaning(row)
    late = is_overdue(meaning, row.due_on, as_at=as_at)
    return AskedAction(
        id=row.action_id,
        ref=row.action.ref,
        title=texts.of(row.action, "title"),
        url=row.action.get_absolute_url(),
        plan=_plan(row, several),
        mark=reported_mark(row.rating, row.basis),
        word=row.rating.word if row.rating else "",
        is_complete=meaning is Meaning.COMPLETE,
        days_late=f"{days_late(row.due_on, as_at=as_at):,}" if late else "",
        notes=tuple(_notes(row, meaning, texts)),
        value=f"{row.action_id}-{row.latest_id}-{row.last_decision or 0}",
        decided=_decided(row, texts) if row.decided_here else "",
        endorse_text=f"Endorse {row.action.ref}",
    )


def _notes(row: Standing, meaning: Meaning | None, texts: Texts) -> Iterable[str]:
    """What the board should know before it decides, in short."""
    if row.commented_by and row.commented_by.comment:
        comment = texts.of(row.commented_by, "comment")
        yield f"{day_text(row.commented_by)}: {shortened(comment)}"
    if meaning is Meaning.COMPLETE and row.remains_said and row.remains_by:
        remaining = row.remains_by.remaining
        if texts.may(row.remains_by, "remaining"):
            yield f"It says that this remains: {shortened(remaining)}"
    if meaning is Meaning.COMPLETE and not row.evidenced_by_id:
        yield "No evidence is recorded."
    if meaning is not Meaning.COMPLETE and row.forecast_by:
        yield f"Forecast: {forecast_text(row.forecast_by, texts=texts)}"
    if row.decision_id and not row.decided_here:
        yield _decided(row, texts)


def _decided(row: Standing, texts: Texts) -> str:
    """What the board decided last, where and why."""
    decision = row.decision
    meeting = decision.meeting
    at = short_words(meeting.held_on, meeting.precision)
    words = BoardDecision(decision.decision).label
    deferred = decision.decision == BoardDecision.DEFERRED
    back_to = decision.back_to if texts.may(decision, "back_to") else ""
    until = f"{' to' if deferred else ', back by'} {back_to}" if back_to else ""
    own = BY_AUTHOR if decision.is_own else ""
    said = f"{words} at the meeting of {at}{until}{own}"
    if row.endorsed == "stale":
        return f"{said}; it has changed since"
    reason = texts.of(decision, "reason")
    return f"{said}: {shortened(reason)}" if reason else said


def _date_wanted(row: Standing, *, as_at: date, several: bool, texts: Texts) -> DateWanted | None:
    """What the board has to decide about the date; None where it has nothing to."""
    meaning, due = _meaning(row), row.due
    if due is None or row.date_kept:
        return None
    unagreed = due.is_revision and not due.meeting_id and not due.agreed_at and not row.date_agreed
    forecast = row.forecast_by.forecast_on if row.forecast_by else None
    late = is_overdue(meaning, row.due_on, as_at=as_at)
    if meaning in CLOSED or not (unagreed or (late and (forecast is None or forecast < as_at))):
        return None
    return DateWanted(
        id=row.action_id,
        ref=row.action.ref,
        title=texts.of(row.action, "title"),
        url=row.action.get_absolute_url(),
        plan=_plan(row, several),
        text=_moved_text(due) if unagreed else _late_text(row, meaning, texts, as_at=as_at),
        note=_reason(due, texts) if unagreed else _late_note(row, as_at=as_at),
        seen=due.pk,
        agree_due=due.pk if unagreed else 0,
        agree_text=f"Agree {date_text(due.due_on, due.due_precision)}" if unagreed else "",
    )


def _reason(due: DueDate, texts: Texts) -> str:
    return f"The reason given: {texts.of(due, 'reason')}"


def _moved_text(due: DueDate) -> str:
    return (
        f"The date was moved to {date_text(due.due_on, due.due_precision)} on "
        f"{day_text(due)}; no meeting has agreed that."
    )


def _late_text(row: Standing, meaning: Meaning | None, texts: Texts, *, as_at: date) -> str:
    forecast = row.forecast_by
    if forecast and forecast_passed(meaning, forecast.forecast_on, as_at=as_at):
        words = forecast_text(forecast, texts=texts)
        return f"Due {due_text(row.due, texts)}; the forecast, {words}, has passed."
    return f"Due {due_text(row.due, texts)}; no forecast that can be read."


def _late_note(row: Standing, *, as_at: date) -> str:
    return f"{days_text(days_late(row.due_on, as_at=as_at))} late"


def _is_newly_late(row: Standing, as_at: date) -> bool:
    return is_overdue(_meaning(row), row.due_on, as_at=as_at) and not row.was_late


def _late(row: Standing, *, as_at: date, several: bool, texts: Texts) -> LateAction:
    word = row.rating.word.lower() if row.rating else "unrated"
    reported = f"reported {word}" if row.rating else word
    also = "Also asking for endorsement above." if row.awaits else ""
    return LateAction(
        ref=row.action.ref,
        title=texts.of(row.action, "title"),
        url=row.action.get_absolute_url(),
        plan=_plan(row, several),
        text=f"Due {due_text(row.due, texts)}, {reported}. {also}".strip(),
        note=_late_note(row, as_at=as_at),
    )


def _since(previous: Meeting | None) -> str:
    if previous is None:
        return "No earlier meeting of this board has a date, so all that is late is listed."
    day = short_words(previous.held_on, previous.precision)
    if previous.precision != "day":
        return (
            f"Past the date since the meeting of {day}, whose day is not known: "
            f"counted from {long_date(boundary_of(previous))}."
        )
    return f"Past the date since the meeting of {day}."


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _number(n: int) -> str:
    return _NUMBERS[n] if n < len(_NUMBERS) else f"{n:,}"


def _sentence(n_complete: int, n_more: int, n_dates: int, n_late: int, n_requests: int) -> str:
    """What is asked of the meeting, in the one sentence that the page opens with."""
    said = []
    if n_complete:
        one = (
            "action reported complete asks" if n_complete == 1 else "actions reported complete ask"
        )
        said.append(f"{_number(n_complete)} {one} for endorsement")
    elif n_more:
        said.append(
            f"{_number(n_more)} {'update waits' if n_more == 1 else 'updates wait'} for endorsement"
        )
    if n_dates:
        said.append(f"{_number(n_dates)} {'wants' if n_dates == 1 else 'want'} a date decided")
    if n_late:
        said.append(f"{_number(n_late)} {'is' if n_late == 1 else 'are'} newly late")
    if n_requests:
        one = "question is" if n_requests == 1 else "questions are"
        said.append(f"{_number(n_requests)} {one} asked to be set aside")
    text = listed(said) or "nothing is asked of this meeting"
    return text[0].upper() + text[1:] + "."


def _papers_text(plans: Sequence[Plan], *, as_at: date) -> str:
    """How old the newest update before the meeting is."""
    newest = max((p.newest for p in plans if p.newest), default=None)
    if newest is None:
        return f"As at {long_date(as_at)}; no update is recorded by then"
    age = (as_at - newest).days
    old = "of that day" if age == 0 else f"{days_text(age)} before"
    return f"As at {long_date(as_at)}; the newest update is of {long_date(newest)}, {old}"
