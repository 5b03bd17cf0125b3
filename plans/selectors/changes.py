"""What changed of a plan between the ends of two days, as lines and as a short list."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, pairwise
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from plans.addresses import with_query
from plans.models import Assurance, Meeting, Plan, Standing
from plans.readmodels import Word
from plans.readmodels_time import Boundary, ChangeLine, ChangesBrief, JoinedChange
from plans.rules import changes as rules
from plans.rules.changes import Change, Kind, Stood
from plans.rules.dates import Precision, date_text, long_date
from plans.rules.endorsing import STALE, BoardDecision
from plans.rules.meanings import Colour, Meaning
from plans.rules.words import stop
from plans.selectors.endorsements import board_reading
from plans.selectors.happenings import Happening, happenings, readable, source_text
from plans.selectors.meetings import board_meetings, boundary_of, short_words_of
from plans.selectors.texts import EVERYTHING, Texts

_FIELDS = (
    *("pk", "action_id", "from_on", "until_on", "action__ref", "action__title", "action__position"),
    *("objective__number", "lead_id", "lead__name"),
    *("rating__word", "rating__colour", "rating__meaning"),
    *("rated_by__inferred_from", "rated_by__effective_on", "rated_by__effective_precision"),
    *("rated_by__source__title", "rated_by__place"),
    *("rated_by__recorded_by__job_title", "rated_by__recorded_by__position"),
    *("due_on", "due__due_precision", "due__source__title", "due__place"),
    *("due__recorded_by__job_title", "due__recorded_by__position"),
    *("forecast_by__forecast_on", "forecast_by__forecast_precision"),
    *("forecast_by__source__title", "forecast_by__place"),
    *("forecast_by__recorded_by__job_title", "forecast_by__recorded_by__position"),
    *("due_id", "assignment_id", "decision_id", "endorsed"),
    *("rated_by_id", "action__source_id"),
)
_RESTS_ON = {"due": "due_id", "owners": "assignment_id", "decided": "decision_id"}
_DECIDED = {
    BoardDecision.ENDORSED: Kind.ENDORSED,
    BoardDecision.CHALLENGED: Kind.CHALLENGED,
    BoardDecision.DEFERRED: Kind.DEFERRED,
}
# The sign before a sentence where it is not the rating's own: shape and tone.
_SIGNS = {
    Kind.LATE: ("behind", Colour.RED),
    Kind.CHALLENGED: ("question", ""),
    Kind.STALE: ("disagree", ""),
    Kind.ASSURED: ("question", ""),
    Kind.REDATED: ("arrow", ""),
    Kind.FORECAST: ("arrow", ""),
    Kind.DEFERRED: ("arrow", ""),
    Kind.REOWNED: ("arrow", ""),
    Kind.GOOD_AGAIN: ("complete", Colour.GREY),
}
# Which statement of a standing a change comes from, and the words for a document that holds it.
_FROM = {
    Kind.LATE: ("due", "The date is from "),
    Kind.FORECAST: ("forecast_by", "The forecast is from "),
}
_OF_SEVERAL = (Kind.STALE, Kind.GOOD_AGAIN)  # they rest on more statements than one
N_JOINED = 4  # as many refs as a sentence can carry


def plan_changes(
    plan: Plan,
    *,
    since: date,
    until: date,
    known_on: date | None = None,
    query: str = "",
    texts: Texts = EVERYTHING,
) -> tuple[ChangeLine, ...]:
    """What changed after the end of `since` up to the end of `until`, the worst kinds first.

    Three queries whatever the size of the plan, and two more where an endorsement has gone stale.
    `query` is what the links carry along, as the page's own as-at part. Where not every text may be
    read, who recorded a statement is left out.
    """
    pairs = _pairs(plan, since=since, until=until, known_on=known_on)
    if not texts.is_everything:
        pairs = {
            pk: (before and _readable_row(before, texts), _readable_row(after, texts))
            for pk, (before, after) in pairs.items()
        }
    parts = _changed_parts(pairs.values())
    lines = [
        _line(after, change, query=query)
        for before, after in pairs.values()
        for change in rules.state_changes(
            _stood(before),
            _stood(after),
            since=since,
            until=until,
            changed_parts=parts.get(after["pk"], ()),
        )
    ]
    happened = happenings(
        plan, since=since, until=until, known_on=known_on, kinds=_kinds_of(pairs.values())
    )
    if not texts.is_everything:
        happened = [readable(h, texts) for h in happened]
    for action_id, own in groupby(happened, key=lambda h: h.action_id):
        _, row = pairs[action_id]
        lines += _dated_lines(plan, row, list(own), since=since, query=query)
    place = {pk: after["action__position"] for pk, (_, after) in pairs.items()}
    kinds = list(Kind)
    return tuple(sorted(lines, key=lambda n: (kinds.index(n.kind), place[n.action_id], n.on)))


def _pairs(
    plan: Plan, *, since: date, until: date, known_on: date | None
) -> dict[int, tuple[dict | None, dict]]:
    """The standings at both ends of every action of which anything can have changed, in one query.

    That is where a standing began in between, a due date or forecast passed, or others spoke.
    """
    all_rows = Standing.objects.of_plan(plan)
    spoken = Assurance.objects.filter(
        action__plan=plan, effective_on__gt=since, effective_on__lte=until
    )
    passed = Q(due_on__gte=since, due_on__lt=until) | Q(
        forecast_by__forecast_on__gte=since, forecast_by__forecast_on__lt=until
    )
    touched = all_rows.at(until, known_on).filter(
        Q(from_on__gt=since) | passed | Q(action__in=spoken.order_by().values("action"))
    )
    rows = (all_rows.at(since, known_on) | all_rows.at(until, known_on)).filter(
        action__in=touched.order_by().values("action")
    )
    found: dict[int, tuple[dict | None, dict]] = {}
    for row in rows.order_by("action_id", "from_on").values(*_FIELDS):
        before = row if row["from_on"] <= since else None
        earlier = found.get(row["action_id"], (None, None))[0]
        found[row["action_id"]] = (earlier or before, row)
    return found


def _readable_row(row: dict, texts: Texts) -> dict:
    """One end of a comparison without texts that may not be read, nor anybody's position."""
    said = (
        ("action__title", "plans.action", "action_id", "title", row["action__source_id"]),
        (
            "rated_by__inferred_from",
            "plans.update",
            "rated_by_id",
            "inferred_from",
            row["rated_by__source__title"],
        ),
    )
    changed = {
        column: texts.raw(model, row[pk], name, row[column] or "", is_published=bool(document))
        for column, model, pk, name, document in said
    }
    nobody = {column: "" for column in row if "recorded_by" in column}
    return row | changed | nobody


def _kinds_of(pairs: Iterable[tuple[dict | None, dict]]) -> frozenset[str]:
    """Which kinds of statements there can be, by what the two ends rest on; others speak apart."""
    kinds = {"assured"}
    for before, after in pairs:
        for kind, column in _RESTS_ON.items():
            if before is None or before[column] != after[column]:
                kinds.add(kind)
    return frozenset(kinds)


def _stood(row: dict | None) -> Stood:
    if row is None:
        return Stood()
    rated_on, precision = row["rated_by__effective_on"], row["rated_by__effective_precision"]
    return Stood(
        word=row["rating__word"] or "",
        meaning=Meaning(row["rating__meaning"]) if row["rating__meaning"] else None,
        inferred_from=row["rated_by__inferred_from"] or "",
        rated_on=rated_on,
        rated_text=date_text(rated_on, precision),
        due_on=row["due_on"],
        due_precision=row["due__due_precision"] or "",
        forecast_on=row["forecast_by__forecast_on"],
        forecast_precision=row["forecast_by__forecast_precision"] or "",
        decision=row["decision_id"],
        endorsed=row["endorsed"],
    )


def _changed_parts(pairs: Iterable[tuple[dict | None, dict]]) -> dict[int, tuple[str, ...]]:
    """What differs from what was endorsed, by the id of each stale standing that was not so before."""
    ids = [
        after["pk"]
        for before, after in pairs
        if after["endorsed"] == STALE and not (before and before["endorsed"] == STALE)
    ]
    if not ids:
        return {}
    rows = Standing.objects.filter(pk__in=ids).with_facts()
    return {row.pk: tuple(part.label for part in board_reading(row).changed) for row in rows}


def _line(row: dict, change: Change, *, query: str, source: str = "", sign=None) -> ChangeLine:
    """A change of an action; its sign is the rating's where the kind has none of its own."""
    kind = change.kind
    shape, tone = sign or _SIGNS.get(kind) or _rating_sign(row)
    return ChangeLine(
        kind=kind,
        action_id=row["action_id"],
        ref=row["action__ref"],
        title=row["action__title"],
        url=with_query(reverse("plans:action", args=[row["action_id"]]), query),
        objective=row["objective__number"],
        owner_id=row["lead_id"],
        owner=row["lead__name"] or "",
        on=change.on,
        day_text=change.day_text,
        text=change.text,
        detail=change.detail,
        source=source or _source_of(row, kind),
        shape=shape,
        tone=tone,
        at_first_report=kind is Kind.COMPLETED and change.text.startswith("{was} reported for"),
    )


def _rating_sign(row: dict) -> tuple[str, str]:
    if row["rating__meaning"] is None:
        return "unrated", Colour.GREY
    return row["rating__meaning"].replace(" ", "-"), row["rating__colour"]


def _source_of(row: dict, kind: Kind) -> str:
    """Where a change of state comes from. That time has passed was recorded by nobody."""
    if kind in _OF_SEVERAL:
        return ""
    name, lead = _FROM.get(kind, ("rated_by", ""))
    document = row[f"{name}__source__title"] or ""
    if lead and not document:
        return ""
    return lead + source_text(
        document,
        row[f"{name}__place"] or "",
        row[f"{name}__recorded_by__job_title"] or "",
        row[f"{name}__recorded_by__position"] or "",
    )


def _dated_lines(
    plan: Plan, row: dict, own: list[Happening], *, since: date, query: str
) -> Iterator[ChangeLine]:
    """The dated statements about one action, each set against the one before it."""
    for kind, rows in groupby(own, key=lambda h: h.kind):
        make = {"due": _moves, "owners": _passings, "decided": _decisions, "assured": _findings}
        for change, happening, sign in make[kind](plan, list(rows)):
            if happening.on > since:
                yield _line(row, change, query=query, source=happening.source, sign=sign)


def _moves(plan: Plan, dues: list[Happening]):
    for before, now in pairwise(dues):
        if before.day == now.day and now.day:
            continue
        text = rules.redated_text(
            (before.day, before.day_precision), (now.day, now.day_precision), words=now.as_written
        )
        agreed = now.agreed_at or (meeting_words(plan, now) if now.meeting_id else "")
        detail = f"Reason: {stop(now.text)} {rules.agreed_text(agreed)}"
        yield Change(Kind.REDATED, now.on, now.day_text, text, detail), now, None


def _passings(plan: Plan, rows: list[Happening]):
    whole = [list(own) for _, own in groupby(rows, key=lambda h: h.id)]
    for before, now in zip([None, *whole], whole, strict=False):
        was = _roles(before) if before else ()
        if was == _roles(now):
            continue
        detail = f"Reason: {stop(now[0].text)}" if now[0].text else "No reason is recorded."
        text = rules.reowned_text(was, _roles(now))
        yield Change(Kind.REOWNED, now[0].on, now[0].day_text, text, detail), now[0], None


def _roles(rows: list[Happening]) -> tuple[str, ...]:
    return tuple(h.role for h in rows if h.role)


def _decisions(plan: Plan, rows: list[Happening]):
    for h in rows:
        text = rules.decided_text(
            h.word, word=h.as_written, meeting=meeting_words(plan, h), is_own=h.is_own
        )
        detail = f"Reason: {stop(h.text)}" if h.text else ""
        if h.agreed_at:
            detail = f"{detail} To come back: {stop(h.agreed_at)}".strip()
        kind = _DECIDED[BoardDecision(h.word)]
        sign = (h.meaning.replace(" ", "-"), h.colour) if h.meaning else ("unrated", "grey")
        change = Change(kind, h.on, h.day_text, text, detail)
        yield change, h, sign if kind is Kind.ENDORSED else None


def _findings(plan: Plan, rows: list[Happening]):
    for h in rows:
        change = Change(
            Kind.ASSURED, h.on, h.day_text, rules.assured_text(h.board, h.word), stop(h.text)
        )
        yield change, h, ("disagree", "") if h.word == "disagrees" else None


def meeting_words(plan: Plan, happening: Happening) -> str:
    """ "the board of 24 September 2026"; another body by its name, a day no more exact than known."""
    day = date_text(happening.held_on, happening.held_precision)
    if happening.board_id == plan.board_id:
        return f"the board of {day}" if day else "a board whose date is not recorded"
    return f"{happening.board}, {day or 'date not recorded'}"


def joined(lines: Iterable[ChangeLine]) -> tuple[JoinedChange, ...]:
    """The lines in their order, those of which the very same is to be said as one sentence."""
    groups: dict[tuple, list[ChangeLine]] = {}
    for line in lines:
        same = (line.kind, line.text, line.day_text, line.detail)
        groups.setdefault(same, []).append(line)
    return tuple(
        _joined(own[n : n + N_JOINED])
        for own in groups.values()
        for n in range(0, len(own), N_JOINED)
    )


def _joined(own: list[ChangeLine]) -> JoinedChange:
    first = own[0]
    sources = {line.source for line in own}
    documents = {source.partition(": ")[0] for source in sources}
    return JoinedChange(
        kind=first.kind,
        refs=tuple(Word(line.ref, line.url) for line in own),
        text=rules.said_of(first.text, len(own)),
        day_text=first.day_text,
        detail=first.detail,
        source=(sources if len(sources) == 1 else documents).pop() if len(documents) == 1 else "",
        shape=first.shape,
        tone=first.tone,
    )


def sentence(boundary: Boundary, lines: Iterable[ChangeLine]) -> str:
    """ "Since the board of 24 September 2026: 3 completed, 1 went backwards and 2 became late." """
    return rules.since_sentence(boundary.words, *_counted(lines))


def _counted(lines: Iterable[ChangeLine]) -> tuple[dict[Kind, int], int]:
    """How many there are of each kind, and how many were completed at their first report."""
    counts: dict[Kind, int] = {}
    n_first = 0
    for line in lines:
        counts[line.kind] = counts.get(line.kind, 0) + 1
        n_first += line.at_first_report
    return counts, n_first


def boundary_at(meeting: Meeting, texts: Texts = EVERYTHING) -> Boundary:
    """The boundary that a dated meeting of the plan's board is, saying what is not exact about it."""
    on, words = boundary_of(meeting), short_words_of(meeting)
    note = ""
    if meeting.precision != Precision.DAY:
        written = f", only “{meeting.as_written}”" if texts.may(meeting, "as_written") else ""
        note = (
            f"The day of that board is not known{written}: "
            f"it is counted from {long_date(on)}, the last day that it can have been."
        )
    return Boundary(on, f"the board of {words}", note, meeting.ref)


def since_pair(boundary: Boundary) -> dict[str, str]:
    """The boundary as the parameter of an address."""
    if boundary.meeting_ref:
        return {"since_meeting": boundary.meeting_ref}
    return {"since": boundary.on.isoformat()}


def boundary_on_day(day: date) -> Boundary:
    """A day as a boundary."""
    return Boundary(day, long_date(day))


def last_boundary(plan: Plan, *, as_at: date) -> Boundary:
    """The last board meeting that was past before that day, else the plan's beginning; one query."""
    meetings = boundaries(plan, as_at=as_at)
    return boundary_at(meetings[-1]) if meetings else beginning(plan)


def boundaries(plan: Plan, *, as_at: date) -> list[Meeting]:
    """The dated meetings of the plan's board, oldest first, from which changes can be counted.

    One on the very day is none, as nothing can have changed since; nor is one before the plan.
    """
    met = board_meetings(plan, as_at=as_at)
    return [m for m in met if plan.begins_on <= boundary_of(m) < as_at]


def beginning(plan: Plan) -> Boundary:
    """The plan's own beginning as a boundary."""
    begins = date_text(plan.begins_on, plan.begins_precision)
    return Boundary(
        plan.begins_on,
        f"the plan began, {begins}",
        "No dated meeting of its board is on record before the day shown.",
    )


def changes_brief(
    plan: Plan,
    *,
    since: Boundary | date,
    until: date,
    known_on: date | None = None,
    n: int = 6,
    query: str = "",
) -> ChangesBrief:
    """The short list for a first page, the worst first, with the way to everything that changed.

    `since` is a boundary (`last_boundary`) or a day.
    """
    boundary = since if isinstance(since, Boundary) else boundary_on_day(since)
    lines = plan_changes(plan, since=boundary.on, until=until, known_on=known_on, query=query)
    wanted = [line for line in lines if line.kind in rules.SHORT_LIST]
    short = joined(sorted(wanted, key=lambda line: rules.SHORT_LIST.index(line.kind)))
    asked = since_pair(boundary)
    return ChangesBrief(
        boundary=boundary,
        heading=f"Since {boundary.words}",
        sentence=rules.counts_sentence(*_counted(lines)),
        lines=short[:n],
        n_more=len(lines) - sum(len(line.refs) for line in short[:n]),
        url=with_query(
            with_query(reverse("plans:changes", args=[plan.ref]), urlencode(asked)), query
        ),
    )
