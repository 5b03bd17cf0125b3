"""One action with everything said of it, as sentences."""

from datetime import date
from itertools import pairwise

from django.db.models import F, Q
from django.utils import timezone

from plans.models import Action, Assignment, DueDate, Endorsement, Standing, Update
from plans.readmodels import ActionPage, LinkLine, PaperSays, Sentence
from plans.readmodels_questions import QuestionLine
from plans.rules import words
from plans.rules.dates import date_text, days_text
from plans.rules.endorsing import STALE, BoardDecision
from plans.rules.governance import AssuranceFinding
from plans.rules.meanings import Colour, Mark, Meaning, board_mark
from plans.rules.minutes import OWN
from plans.rules.readings import overdue_rule
from plans.selectors.counts import list_url
from plans.selectors.journey import action_journey
from plans.selectors.kept import kept
from plans.selectors.lines import action_line as line_of
from plans.selectors.lines import links_of, source_places
from plans.selectors.meetings import short_words_of
from plans.selectors.questions import plan_questions, questions_of_action
from plans.selectors.wording import day_text, due_text, forecast_text, reported_mark
from plans.services.loading_accounts import LOADER

_CALCULATED_TONES = {
    Meaning.COMPLETE: Colour.GREEN,
    Meaning.UNDER_WAY: Colour.AMBER,
    Meaning.BEHIND: Colour.RED,
    Meaning.NOT_DUE: Colour.BLUE,
    Meaning.NOT_PURSUED: Colour.GREY,
}

_DECIDED = {
    BoardDecision.ENDORSED: "endorsed it",
    BoardDecision.CHALLENGED: "challenged it",
    BoardDecision.DEFERRED: "deferred it",
}


def action_page(
    action: Action, *, as_at: date, known_on: date | None = None, query: str = ""
) -> ActionPage:
    """The action, its readings, what each paper says, its history newest first, and its links.

    `query` is the page's as-at part, kept in every link.
    """
    plan = action.plan
    row = Standing.objects.filter(action=action).at(as_at, known_on).with_facts().get()
    line = line_of(row, plan=plan, as_at=as_at, links=links_of(plan), documents=source_places())
    updates = list(
        said_by(action.updates, as_at, known_on)
        .select_related("rating", "source", "recorded_by", "corrects", "corrected_by")
        .order_by("effective_on", "position", "pk")
    )
    papers = _papers(updates)
    neighbours = list(
        Action.objects.filter(
            plan=action.plan, position__in=[action.position - 1, action.position + 1]
        ).order_by("position")
    )
    return ActionPage(
        line=line,
        plan_ref=action.plan.ref,
        plan_title=action.plan.title,
        headline=_headline(line, papers),
        sub=_sub(line),
        reported_reason=_reported_reason(line, row),
        calculated_reason=words.calculated_reason(
            line.meaning,
            line.current_due_on,
            as_at=as_at,
            overdue_is_behind=plan.overdue_is_behind,
        ),
        endorsed_reason=_endorsed_reason(line),
        overdue_rule=overdue_rule(plan.overdue_is_behind) if line.is_overdue else "",
        questions=_questions(action, as_at=as_at, known_on=known_on),
        journey=action_journey(action, as_at=as_at, known_on=known_on),
        assurances=_assurances(action, as_at=as_at, known_on=known_on),
        calculated_mark=calculated_mark(line),
        papers=papers,
        history=_history(action, updates, as_at=as_at, known_on=known_on),
        links=_links(action, line, query=query),
        previous=_neighbour(neighbours, action.position - 1, query),
        next=_neighbour(neighbours, action.position + 1, query),
    )


def said_by(statements, as_at: date, known_on: date | None, *, first: bool = False):
    """Those dated up to the day, of what was known by `known_on`.

    `first`: those that the plan itself was written with are always known (see rules/history.py).
    """
    rows = statements.filter(effective_on__lte=as_at)
    if known_on is None:
        return rows
    known = Q(known_on__lte=known_on)
    return (
        rows.filter(known | Q(effective_on=F("action__plan__begins_on"), position=1))
        if first
        else rows.filter(known)
    )


def _endorsed_reason(line) -> str:
    board = line.board
    if board is None:
        return "No board decision on this action is recorded."
    said = [f"The {board.meeting}, {board.day_text}, recorded by {board.recorded_by}."]
    if board.reason:
        said.append(words.stop(board.reason))
    if board.back_to:
        said.append(f"Back to the board: {words.stop(board.back_to)}")
    if board.changed:
        parts = words.listed([c.label for c in board.changed])
        said.append(f"Since then {parts} changed, so it stands for what was, not for what is.")
    if board.own_text:
        said.append(board.own_text)
    return " ".join(said)


def _questions(action: Action, *, as_at: date, known_on: date | None) -> tuple[QuestionLine, ...]:
    """What is asked of the action. The rules read the whole plan: found once, it is kept."""
    return kept(
        "questions of an action",
        (action.pk, as_at, known_on),
        lambda: tuple(
            questions_of_action(
                plan_questions(action.plan, as_at=as_at, known_on=known_on), action.ref
            )
        ),
    )


def _assurances(action: Action, *, as_at: date, known_on: date | None) -> tuple[Sentence, ...]:
    """What other bodies found of it, latest first. None of it is an endorsement."""
    rows = said_by(action.assurances, as_at, known_on).select_related("source", "recorded_by")
    return tuple(
        Sentence(
            day=a.effective_on,
            day_text=day_text(a),
            text=f"{a.body} {AssuranceFinding(a.finding)}: {words.stop(a.text)}",
            source=_source(a),
            recorded=_recorded(a),
        )
        for a in rows.order_by("-effective_on", "-position")
    )


def calculated_mark(line) -> Mark | None:
    """The calculated reading as a mark in words of its own; None where nothing is implied."""
    if line.calculated is None:
        return None
    text = line.calculated_text.split(",")[0]
    return Mark(
        word=text[0].upper() + text[1:],
        tone=_CALCULATED_TONES[line.calculated],
        shape=line.calculated.replace(" ", "-"),
        form="calc",
    )


def _headline(line, papers: tuple[PaperSays, ...]) -> str:
    if papers:
        n = "Two" if len(papers) == 2 else str(len(papers))
        return f"{n} statements of the same day disagree about this action."
    if line.meaning is None:
        late = f" It is {line.calculated_text}." if line.is_overdue else ""
        return f"Nothing has been reported of this action.{late}"
    text = f"Reported {line.mark.word.lower()}"
    if line.basis == "inferred":
        text += ", which is inferred"
    said = [line.calculated_text.replace(", by", " by")] if line.is_overdue else []
    if line.endorsed == STALE:
        said.append("endorsed by the board before it changed")
    elif line.endorsed:
        said.append(f"{line.endorsed} by the board")
    if said:
        return f"{', '.join([text, *said[:-1]])}, and {said[-1]}."
    if line.work_remains:
        return f"{text}, yet work remains."
    return f"{text}."


def _sub(line) -> str:
    owner = f"Led by: {line.lead_owner}." if line.lead_owner else "No owner is named."
    if line.supporting_owners:
        owner += f" In support: {words.listed(list(line.supporting_owners))}."
    success = (
        f"Success: {words.stop(line.success_measure)}"
        if line.success_measure
        else "No success measure is printed."
    )
    return f"{owner} Due: {line.due_text}. {success}"


def _reported_reason(line, row: Standing) -> str:
    if row.rated_by is None:
        return "No rating was stated by this day."
    day = day_text(row.rated_by)
    if line.basis == "inferred":
        return f"Inferred from {line.inferred_from}, {day}. No rating word is printed."
    return f"Stated in so many words, {day}."


def _papers(updates: list[Update]) -> tuple[PaperSays, ...]:
    """What documents say of the action on the latest day that any rates it, where they disagree.

    What people record one after the other on a day is no disagreement, and what was corrected is
    no longer said.
    """
    said = [u for u in updates if u.rating_id and u.source_id and not hasattr(u, "corrected_by")]
    latest = [u for u in said if u.effective_on == said[-1].effective_on]
    disagree = len({u.rating_id for u in latest}) > 1
    return tuple(_paper(u, latest) for u in latest) if disagree else ()


def _paper(update: Update, beside: list[Update]) -> PaperSays:
    def differs(get) -> bool:
        return len({get(u) for u in beside}) > 1

    mark = reported_mark(update.rating, update.basis)
    rows = [
        (
            "Rating",
            f"{mark.word}, inferred from {update.inferred_from}"
            if update.inferred_from
            else f"{mark.word}, stated",
            differs(lambda u: u.rating_id),
        ),
        ("Comment", update.comment or "none", differs(lambda u: u.comment)),
        ("Still to do", update.remaining or "nothing said", differs(lambda u: u.remaining)),
        (
            "Expected",
            forecast_text(update) or "no date given",
            differs(lambda u: u.forecast_as_written),
        ),
    ]
    return PaperSays(
        title=update.place or str(update.recorded_by),
        note=f"{update.source.title}; as at {day_text(update)}"
        if update.source
        else day_text(update),
        rows=tuple(rows),
    )


def _history(
    action: Action, updates: list[Update], *, as_at: date, known_on: date | None
) -> tuple[Sentence, ...]:
    """Everything that happened to the action up to the day, newest first."""
    dues = list(
        said_by(action.due_dates, as_at, known_on, first=True).select_related(
            "source", "recorded_by", "meeting__board"
        )
    )
    owners = list(
        said_by(action.assignments, as_at, known_on, first=True)
        .select_related("source", "recorded_by")
        .prefetch_related("places__role")
    )
    first_rated = next((n for n, u in enumerate(updates) if u.rating_id), len(updates))
    dated = [
        (u.effective_on, 3, u.position, _update_sentence(u, rated_before=n > first_rated))
        for n, u in enumerate(updates)
    ]
    dated += [
        (d.effective_on, 1, d.position, s) for d, s in zip(dues, _due_sentences(dues), strict=True)
    ]
    dated += [
        (o.effective_on, 0, o.position, s)
        for o, s in zip(owners, _owner_sentences(owners), strict=True)
    ]
    decisions = said_by(action.endorsements, as_at, known_on).select_related(
        "source", "recorded_by", "meeting__board", "kept_rating"
    )
    dated += [(e.effective_on, 4, e.position, _decision_sentence(e)) for e in decisions]
    objective = action.objective
    if objective.due_on and objective.due_on <= as_at:
        text = f"{str(action.plan.objective_word).capitalize()} {objective.number} was to be met."
        day = date_text(objective.due_on, "day")
        dated.append(
            (
                objective.due_on,
                2,
                0,
                Sentence(
                    day=objective.due_on,
                    day_text=day,
                    text=text,
                    detail=f"From its own words: “{objective.due_as_written}”.",
                ),
            )
        )
    dated.sort(key=lambda item: item[:3], reverse=True)
    return tuple(sentence for *_, sentence in dated)


def _update_sentence(update: Update, *, rated_before: bool) -> Sentence:
    said = []
    if update.rating_id:
        how = f", inferred from {update.inferred_from}" if update.inferred_from else ""
        said.append(f"Reported {update.rating.word.lower()}{how}.")
    elif update.comment or update.remaining or update.forecast_as_written:
        said.append(f"No rating given{'; the one before stands' if rated_before else ''}.")
    if update.comment:
        said.append(words.stop(update.comment))
    if update.remaining:
        said.append(f"Still to be done: {words.stop(update.remaining)}")
    if update.forecast_as_written:
        said.append(f"Expected: {forecast_text(update)}.")
    if update.evidence:
        on = f" ({date_text(update.evidence_on, 'day')})" if update.evidence_on else ""
        said.append(f"Evidence{on}: {words.stop(update.evidence)}")
    if update.clears:
        said.append(f"No longer holds: {words.listed(update.clears)}.")
    if update.reason:
        said.append(f"Reason: {words.stop(update.reason)}")
    if hasattr(update, "corrected_by"):
        said.append("Corrected by a later update.")
    return Sentence(
        day=update.effective_on,
        day_text=day_text(update),
        text=" ".join(said),
        mark=reported_mark(update.rating, update.basis) if update.rating_id else None,
        url=update.evidence_link,
        source=_source(update),
        recorded=_recorded(update),
    )


def _decision_sentence(decision: Endorsement) -> Sentence:
    """What the board decided, on which words, and where."""
    rating = decision.kept_rating
    said = [
        f"The {decision.meeting.board} {_DECIDED[decision.decision]}: "
        f"{f'reported {rating.word.lower()}' if rating else 'unrated'}"
        + (f", “{decision.kept_comment.removesuffix('.')}”" if decision.kept_comment else "")
        + "."
    ]
    if decision.reason:
        said.append(f"Reason: {words.stop(decision.reason)}")
    if decision.back_to:
        said.append(f"Back to the board: {words.stop(decision.back_to)}")
    if decision.is_own:
        said.append(OWN)
    return Sentence(
        day=decision.effective_on,
        day_text=day_text(decision),
        text=" ".join(said),
        mark=board_mark(decision.decision, Meaning(rating.meaning) if rating else None),
        source=_source(decision),
        recorded=_recorded(decision),
    )


def _due_sentences(dues: list[DueDate]) -> list[Sentence]:
    if not dues:
        return []
    sentences = [_due_sentence(dues[0], f"Due as first written: {_first_due(dues[0])}.")]
    for before, now in pairwise(dues):
        moved = ""
        if before.due_on and now.due_on:
            n = (now.due_on - before.due_on).days
            moved = f", {days_text(abs(n))} {'later' if n >= 0 else 'earlier'}"
        text = f"Due date moved from {due_text(before)} to {due_text(now)}{moved}: {words.stop(now.reason)}"
        agreed = f" Agreed at {_agreed_at(now)}." if now.agreed_at or now.meeting else ""
        sentences.append(_due_sentence(now, text + agreed))
    return sentences


def _agreed_at(due: DueDate) -> str:
    if due.meeting is None:
        return due.agreed_at
    return f"the {due.meeting.board} of {short_words_of(due.meeting)}"


def _first_due(due: DueDate) -> str:
    if due.due_on is None:
        return f"“{due.as_written}”, so the date is not known"
    return (
        f"{date_text(due.due_on, due.due_precision)}, which means by {date_text(due.due_on, 'day')}"
    )


def _due_sentence(due: DueDate, text: str) -> Sentence:
    return Sentence(
        day=due.effective_on,
        day_text=day_text(due),
        text=text,
        source=_source(due),
        recorded=_recorded(due),
    )


def _owner_sentences(assignments: list[Assignment]) -> list[Sentence]:
    sentences = []
    for n, assignment in enumerate(assignments):
        names = [place.role.name for place in assignment.places.all()]
        lead = names[0] if names else "nobody"
        support = f", with {words.listed(names[1:])} in support" if names[1:] else ""
        verb = "Given to" if n == 0 else "Passed to"
        printed = f" The words are “{assignment.as_written}”." if assignment.as_written else ""
        sentences.append(
            Sentence(
                day=assignment.effective_on,
                day_text=day_text(assignment),
                text=f"{verb} {lead}{support}.{printed}",
                source=_source(assignment),
                recorded=_recorded(assignment),
            )
        )
    return sentences


def _source(statement) -> str:
    return f"{statement.source.title}: {statement.place}" if statement.source else ""


def _recorded(statement) -> str:
    day = date_text(timezone.localtime(statement.recorded_at).date(), "day")
    known = f"; published {date_text(statement.known_on, 'day')}" if statement.source_id else ""
    if statement.recorded_by.username.startswith(LOADER) and statement.source_id:
        return f"Loaded {day}{known}."
    return f"Recorded {day} by {statement.recorded_by}{known}."


def _links(action: Action, line, *, query: str) -> tuple[LinkLine, ...]:
    suffix = f"?{query}" if query else ""
    objective = action.objective
    links = [
        LinkLine(
            f"{str(action.plan.objective_word).capitalize()} {objective.number}: {objective.title}",
            list_url(action.plan.ref, query=query, objective=objective.number),
            objective.due_as_written,
        )
    ]
    answered = action.recommendations.all() or objective.recommendations.all()
    for r in answered.select_related("inspection"):
        links.append(
            LinkLine(
                f"Recommendation {r.number}: {r.title}",
                f"{r.get_absolute_url()}{suffix}",
                r.addressee_as_written,
            )
        )
    for link in action.links.select_related("to_action", "to_objective"):
        note = f"Named here: “{link.as_printed}”"
        if link.to_action:
            url = f"{link.to_action.get_absolute_url()}{suffix}"
        else:
            url = list_url(action.plan.ref, query=query, objective=link.to_objective.number)
        links.append(LinkLine(str(link.to_action or link.to_objective), url, note))
    for link in action.linked_from.select_related("action"):
        links.append(
            LinkLine(
                str(link.action),
                f"{link.action.get_absolute_url()}{suffix}",
                f"Names this one: “{link.as_printed}”",
            )
        )
    for remark in action.disagreeing.select_related("source").order_by("effective_on"):
        links.append(
            LinkLine(remark.text, "", f"Says otherwise, {day_text(remark)}. {_source(remark)}")
        )
    return tuple(links)


def _neighbour(actions: list[Action], position: int, query: str) -> LinkLine | None:
    suffix = f"?{query}" if query else ""
    for a in actions:
        if a.position == position:
            return LinkLine(f"{a.ref} {a.title}", f"{a.get_absolute_url()}{suffix}")
    return None
