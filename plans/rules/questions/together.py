"""Questions about what does not fit together: documents, titles, objectives and forecasts."""

import re
from collections import defaultdict

from plans.rules.dates import long_date
from plans.rules.questions.facts import ActionFacts, Found, PlanFacts, Said, Severity
from plans.rules.questions.wording import (
    all_places,
    day_text,
    places,
    quoted,
    refs_text,
    reported,
    when,
    where,
)
from plans.rules.words import count_of, listed, plural

MANY_AT_ONCE = 5


def sources_disagree(action: ActionFacts, plan: PlanFacts) -> Found | None:
    """Documents say different things of it: of the same day, or of the whole that it is part of.

    Why it is worth a minute: the board and the public read different papers, and only one can be
    right. Asked until a later statement settles it. High where they disagree on how it stands; low
    where only on when it will be complete.
    """
    ratings, forecasts = _ratings(action), _forecasts(action)
    remarks = [
        o
        for o in action.otherwise
        if o.claims != action.meaning
        and not (action.rated and action.rated.on > o.day.on)
        and not action.is_complete  # of a complete action complete-contradicted asks it
    ]
    if not (ratings or forecasts or remarks):
        return None
    said = []
    if ratings:
        papers = [f"{s.word.lower()}{where(s.place)}" for s in ratings]
        said.append(
            f"Statements of the same day, {day_text(ratings[0].day)}, "
            f"rate it differently: {'; '.join(papers)}. Which is it?"
        )
    for o in remarks:
        said.append(
            f"{reported(action)}, yet {when(o.day)} it was said: {quoted(o.text)}{where(o.place)}."
        )
    if forecasts:
        papers = [f"{day_text(s.forecast)}{where(s.place)}" for s in forecasts]
        said.append(
            f"Statements of the same day expect it at different times: {'; '.join(papers)}."
        )
    return Found(
        text=" ".join(said),
        severity=Severity.HIGH if ratings or remarks else Severity.LOW,
        sources=places(
            *(s.place for s in ratings),
            action.rated_place if remarks else None,
            *(o.place for o in remarks),
            *(s.place for s in forecasts),
        ),
        decisive=(
            tuple((s.word, s.day.on) for s in ratings),
            tuple(o.text for o in remarks),
            tuple(s.forecast.on for s in forecasts),
        ),
    )


def _ratings(action: ActionFacts) -> list[Said]:
    """The documents' ratings of the day of the one that stands, where they differ."""
    if not (action.rated and action.rated_place):
        return []
    said = [s for s in action.said if s.word and s.day.on == action.rated.on]
    return said if len({s.word for s in said}) > 1 else []


def _forecasts(action: ActionFacts) -> list[Said]:
    """The documents' forecasts of the day of the one that stands, where they differ."""
    if not (action.is_outstanding and action.forecast_on_record and action.forecast_place):
        return []
    said = [s for s in action.said if s.forecast and s.day.on == action.forecast_on_record.on]
    return said if len({s.forecast.on for s in said}) > 1 else []


def same_title_differs(plan: PlanFacts) -> list[Found]:
    """One title stands under several refs with different ratings or dates.

    Why it is worth a minute: one piece of work cannot be done and not done. Medium; high where one of
    them is complete and another is not.
    """
    found = []
    for group in _same_titles(plan):
        words = {a.word for a in group}
        dates = {a.due.on if a.due else None for a in group}
        if len(words) == 1 and len(dates) == 1:
            continue
        said = listed([f"{a.ref} {_how(a)}" for a in group])
        mixed = {a.is_complete for a in group} == {True, False}
        found.append(
            Found(
                text=f"{quoted(group[0].title)} stands under {len(group)} references that differ: {said}.",
                severity=Severity.HIGH if mixed else Severity.MEDIUM,
                sources=all_places(group),
                decisive=tuple((a.ref, a.word, a.due and a.due.on) for a in group),
                refs=tuple(a.ref for a in group),
            )
        )
    return found


def counted_again(plan: PlanFacts) -> list[Found]:
    """One title stands under several refs, alike in all: one piece of work counts several times.

    Why it is worth a minute: it flatters the count of what is complete, and nobody can say which of
    the objectives it was done for. Low. Not asked before anything is reported of them.
    """
    found = []
    for group in _same_titles(plan):
        first = group[0]
        alike = {(a.word, a.due.on if a.due else None) for a in group}
        if len(alike) > 1 or first.rated is None:
            continue
        found.append(
            Found(
                text=(
                    f"{quoted(first.title)} stands under {len(group)} references, each reported "
                    f"{first.word.lower()}, and so counts {len(group)} times: "
                    f"{refs_text(a.ref for a in group)}."
                ),
                severity=Severity.LOW,
                sources=all_places(group),
                decisive=(first.word, tuple(a.ref for a in group)),
                refs=tuple(a.ref for a in group),
            )
        )
    return found


def _how(action: ActionFacts) -> str:
    due = f", due by {long_date(action.due.on)}" if action.due else ", without a date"
    return f"({action.word.lower() or 'unrated'}{due})"


def _same_titles(plan: PlanFacts) -> list[list[ActionFacts]]:
    """Actions whose titles are the same but for case, spaces and punctuation, in plan order."""
    groups = defaultdict(list)
    for action in plan.actions:
        groups[" ".join(re.findall(r"\w+", action.title.casefold()))].append(action)
    return [group for title, group in groups.items() if title and len(group) > 1]


def objective_not_judged(plan: PlanFacts) -> list[Found]:
    """Objectives whose dates have passed, with no judgement on record of whether they are met.

    Why it is worth a minute: actions are means; nobody but the board can say whether an objective is
    met, and a plan whose actions are all green answers nothing until it has. Medium.
    """
    past = [o for o in plan.objectives if o.due and o.due.on < plan.as_at and not o.is_judged]
    if not past:
        return []
    numbers = {o.number for o in past}
    still = [a for a in plan.actions if a.is_outstanding and a.objective in numbers]
    with_open = [o.number for o in past if any(a.objective == o.number for a in still)]
    word, many = plan.objective_word, plural(plan.objective_word)
    n, first = len(past), min(o.due.on for o in past)
    who = (
        f"{'Both' if n == 2 else f'All {n}'} {many} are"
        if n == len(plan.objectives) > 1
        else (f"{count_of(n, word, many)} {'is' if n == 1 else 'are'}")
    )
    open_text = (
        f" Actions are outstanding in {listed(with_open)}."
        if with_open
        else " Every action is done."
    )
    return [
        Found(
            text=(
                f"{who} past {'its' if n == 1 else 'their'} date (the first, {long_date(first)}), "
                f"and no judgement of the board on whether {'it is' if n == 1 else 'any is'} met "
                f"is on record.{open_text} Which does it judge to be met, and on what?"
            ),
            severity=Severity.MEDIUM,
            decisive=(tuple(sorted(numbers)), tuple(with_open)),
            refs=tuple(a.ref for a in still),
            sources=places(*(o.place for o in past)),
        )
    ]


def forecasts_together(plan: PlanFacts) -> list[Found]:
    """Most of what is outstanding is expected in one and the same month.

    Why it is worth a minute: when everything hangs on one month, often on one event, one slip moves
    the whole plan, and no single row shows that. Medium. Asked from five actions, and where they are
    more than half of what is outstanding.
    """
    outstanding = [a for a in plan.actions if a.is_outstanding]
    months = defaultdict(list)
    for action in outstanding:
        if action.forecast and action.forecast.on >= plan.as_at:
            months[action.forecast.on.year, action.forecast.on.month].append(action)
    if not months:
        return []
    together = max(months.values(), key=len)
    if len(together) < MANY_AT_ONCE or 2 * len(together) <= len(outstanding):
        return []
    refs = tuple(a.ref for a in together)
    month = f"{together[0].forecast.on:%B %Y}"
    return [
        Found(
            text=(
                f"{len(together)} of the {count_of(len(outstanding), 'outstanding action')} are "
                f"expected in one month, {month}: {refs_text(refs)}. What if that month is missed?"
            ),
            severity=Severity.MEDIUM,
            sources=places(*(a.forecast_place for a in together)),
            decisive=(month, refs),
            refs=refs,
        )
    ]
