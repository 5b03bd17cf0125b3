"""Questions about what is claimed to be done: shown or not, contradicted, endorsed, changed since."""

import re

from plans.rules.dates import days_text, long_date
from plans.rules.endorsing import PARTS, STALE, BoardDecision
from plans.rules.governance import AssuranceFinding
from plans.rules.meanings import CLOSED, Meaning
from plans.rules.minutes import BY_AUTHOR
from plans.rules.questions.facts import ActionFacts, Finding, Found, PlanFacts, Severity
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
from plans.rules.words import count_of, is_are, listed

WELL_BEFORE_DAYS = 28  # a month: done a few weeks early is only good
BARE_WORDS = 5  # “The post is in place.”

# Words by which a comment takes back part of what it claims.
_HEDGE = re.compile(
    r"\b(?:except|not yet|yet to|still (?:to|being)|on-?going|in progress|under way|underway"
    r"|partly|partially|not all|not always|awaiting|to follow)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?;])\s+")


def complete_contradicted(action: ActionFacts, plan: PlanFacts) -> Found | None:
    """Reported complete, and something on record says that it is not.

    Why it is worth a minute: a claim that does not hold is the dearest thing a board can miss, and
    the contradiction mostly stands beside the claim: what it says remains, its own forecast, another
    document, another body’s finding, or the board’s own challenge. High; but medium where all that
    speaks against it is that something remains and its date has not passed, or that another body has
    doubts; and low where its comment only hedges (“except”, “ongoing”).
    """
    if not action.is_complete:
        return None
    strong = [
        *_forecast(action),
        *_others(action),
        *_bodies(action, AssuranceFinding.DISAGREES),
        *_board(action),
    ]
    weak = [*_remains(action), *_bodies(action, AssuranceFinding.DOUBTS)]
    grounds = [*weak, *strong] or _hedge(action)
    if not grounds:
        return None
    severity = Severity.MEDIUM if weak else Severity.LOW
    if strong:
        severity = Severity.HIGH
    elif weak and action.due and plan.as_at > action.due.on:
        severity = Severity.HIGH
        grounds.append((f"it was due by {long_date(action.due.on)}", None, ()))
    said = "; ".join(text for text, _, _ in grounds)
    return Found(
        text=f"{reported(action)}, yet {said}.",
        severity=severity,
        sources=places(action.rated_place, *(place for _, place, _ in grounds)),
        decisive=(action.word, *(fact for _, _, fact in grounds if fact)),
    )


Ground = tuple  # the phrase, where it stands, the facts that decide it


def _remains(action: ActionFacts) -> list[Ground]:
    if not (action.remains_said and action.remaining):
        return []
    same = action.remaining_place == action.rated_place
    text = f"work remains: {quoted(action.remaining)}"
    text += "" if same else where(action.remaining_place)
    return [(text, action.remaining_place, ("remains", action.remaining))]


def _forecast(action: ActionFacts) -> list[Ground]:
    forecast = action.forecast
    if not (forecast and action.forecast_said and forecast.on > action.rated.on):
        return []
    text = f"it is expected to be complete only in {day_text(forecast)}"
    if forecast.precision == "day":
        text = f"it is expected to be complete only on {day_text(forecast)}"
    return [(text, action.forecast_place, ("forecast", forecast.on))]


def _others(action: ActionFacts) -> list[Ground]:
    """What other documents say against it: of the same day by a rating, or of the whole later."""
    same_day = [
        (
            f"{s.place.place} of the same day says {s.word.lower()}",
            s.place,
            ("said", s.word, s.day.on),
        )
        for s in action.said
        if s.place and s.day.on == action.rated.on and s.meaning not in (None, action.meaning)
    ]
    remarks = [
        (
            f"it was said, {when(o.day)}, that {quoted(o.text)}{where(o.place)}",
            o.place,
            ("otherwise", o.text, o.day.on),
        )
        for o in action.otherwise
        if o.claims != action.meaning and o.day.on >= action.rated.on
    ]
    return same_day + remarks


def _bodies(action: ActionFacts, finding: AssuranceFinding) -> list[Ground]:
    """What each other body found last, where it is that and nothing has answered it since."""
    last = {f.body: f for f in sorted(action.findings, key=lambda f: f.day.on)}
    against = [f for f in last.values() if f.finding == finding and not _answered(f, action)]
    return [
        (
            f"{f.body} {_FOUND[finding]} {when(f.day)}: {quoted(f.text)}{where(f.place)}",
            f.place,
            ("body", f.body, f.finding, f.text),
        )
        for f in against
    ]


_FOUND = {
    AssuranceFinding.DISAGREES: "disagreed",
    AssuranceFinding.DOUBTS: "had doubts",
}


def _answered(finding: Finding, action: ActionFacts) -> bool:
    """Whether a finding was met: by a claim of a later day with evidence, or by the board since."""
    decided = action.decided
    if decided and decided.reading == BoardDecision.ENDORSED:
        return decided.day.on > finding.day.on
    return action.has_evidence and action.rated.on > finding.day.on


def _board(action: ActionFacts) -> list[Ground]:
    decided = action.decided
    if not decided or decided.reading != BoardDecision.CHALLENGED or decided.awaits:
        return []
    text = f"the board challenged it {when(decided.day)}: {quoted(decided.reason)}"
    return [(text, decided.place, ("challenged", decided.day.on, decided.reason))]


def _hedge(action: ActionFacts) -> list[Ground]:
    for sentence in _SENTENCES.split(action.comment):
        found = _HEDGE.search(sentence)
        if found:
            text = f"its comment takes part of that back: {quoted(sentence)}"
            return [(text, action.comment_place, ("hedge", sentence))]
    return []


def is_bare(comment: str) -> bool:
    """Whether a comment says no more than that it is done: none, or a handful of words without a figure."""
    return len(comment.split()) <= BARE_WORDS and not any(c.isdigit() for c in comment)


def complete_no_evidence(action: ActionFacts, plan: PlanFacts) -> Found | None:
    """Reported complete, and no evidence is on record that shows it.

    Why it is worth a minute: without evidence a board takes somebody's word, and an inspector will
    not. Medium where the comment too says no more than that it is done (“In place.”) or there is
    none, else low.
    """
    if not action.is_complete or action.has_evidence:
        return None
    if not action.comment:
        said, severity = "there is neither a comment nor any evidence", Severity.MEDIUM
    elif is_bare(action.comment):
        said = f"all that is said of it is {quoted(action.comment)}, with no evidence"
        severity = Severity.MEDIUM
    else:
        said, severity = "no evidence is recorded: only the comment speaks for it", Severity.LOW
    return Found(
        text=f"{reported(action)}, and {said}. What shows it?",
        severity=severity,
        sources=places(action.rated_place),
        decisive=(action.word, action.comment),
    )


def no_evidence_together(found: list[tuple[ActionFacts, Found]], plan: PlanFacts) -> str:
    bare = [a.ref for a, _ in found if is_bare(a.comment)]
    text = (
        f"{count_of(len(found), 'action')} {is_are(len(found))} reported complete with no evidence "
        "on record"
    )
    if bare:
        text += (
            f". Of {len(bare)} there is no comment either, or none that says more than that it is "
            f"done: {refs_text(bare, most=30)}"
        )
    return f"{text}. What shows them?"


def complete_not_endorsed(action: ActionFacts, plan: PlanFacts) -> Found | None:
    """Reported complete by the board's last meeting, and the board has not decided on it.

    Why it is worth a minute: until the board has accepted it, complete is the manager's claim
    alone. What was reported after the last meeting is not asked about, for nobody could have
    decided on it yet. Medium; high where it holds for a whole plan.
    """
    if not action.is_complete or (plan.last_meeting and action.rated.on > plan.last_meeting):
        return None
    decided = action.decided
    if decided and not decided.awaits:
        return None
    if decided and decided.reading == STALE:  # endorsed-then-changed asks that
        return None
    said = "no decision of the board on it is recorded"
    if decided and decided.reading == BoardDecision.DEFERRED:
        said = f"the board deferred it {when(decided.day)} and has not decided on it since"
    elif decided:
        said = f"the board challenged it {when(decided.day)} and has not decided on what was changed since"
    return Found(
        text=f"{reported(action)}, and {said}.",
        severity=Severity.MEDIUM,
        sources=places(action.rated_place),
        decisive=(action.word, decided.reading if decided else ""),
    )


def not_endorsed_together(found: list[tuple[ActionFacts, Found]], plan: PlanFacts) -> str:
    n = len(found)
    rest = sum(1 for a in plan.actions if a.is_complete) - n
    beside = f", besides {rest} that it decided on" if rest else ""
    it = "it" if n == 1 else "any of them"
    return (
        f"{count_of(n, 'action')} {is_are(n)} reported complete{beside}, and no decision of the board "
        f"on {it} is recorded: which did it endorse?"
    )


def endorsed_then_changed(action: ActionFacts, plan: PlanFacts) -> Found | None:
    """Endorsed by the board, and what it endorsed no longer stands as it was.

    Why it is worth a minute: the board's name stands behind something that it has not seen. High
    where the rating or the due date is what changed, else medium.
    """
    decided = action.decided
    if not decided or decided.reading != STALE:
        return None
    weighty = {"rating", "due"} & set(decided.changed)
    parts = listed([PARTS[part] for part in decided.changed]) or "what was endorsed"
    verb = "has" if len(decided.changed) == 1 else "have"
    own = BY_AUTHOR if decided.is_own else ""
    now = f" It is now reported {action.word.lower()}." if "rating" in decided.changed else ""
    return Found(
        text=(
            f"The board endorsed it {when(decided.day)}{own}; since then {parts} "
            f"{verb} changed.{now} Does the endorsement still hold?"
        ),
        severity=Severity.HIGH if weighty else Severity.MEDIUM,
        sources=places(decided.place, action.rated_place),
        decisive=(
            *(decided.day.on, decided.changed, action.word, action.comment, action.has_evidence),
            *(action.due and action.due.on, action.owners_as_written),
        ),
    )


def complete_early(action: ActionFacts, plan: PlanFacts) -> Found | None:
    """Reported complete well before its date, or before anything was done, with nothing to show for it.

    Why it is worth a minute: done early is good news, so early alone is no question. It is one where
    the work was to run until a later date and no evidence says that it is over: more than four weeks
    before the date; or with a date that is still to be confirmed; or straight from not due to
    complete. Asked until the date has passed. Medium; high where what remains is said as well.
    """
    if not action.is_complete or action.has_evidence:
        return None
    early = _early(action, plan)
    if not early:
        return None
    return Found(
        text=f"{reported(action)}, {early}, and no evidence is recorded. What is it that is complete?",
        severity=Severity.HIGH if action.remains_said and action.due else Severity.MEDIUM,
        sources=places(action.rated_place, action.place),
        decisive=(action.word, action.due and action.due.on, action.due_as_written),
    )


def _early(action: ActionFacts, plan: PlanFacts) -> str:
    if action.due:
        if plan.as_at > action.due.on:
            return ""
        lead = (action.due.on - action.rated.on).days
        if lead > WELL_BEFORE_DAYS:
            due = long_date(action.due.on)
            return f"{days_text(lead)} before it is due ({due})"
    elif re.search(r"\b(?:tbc|to be confirmed|tba|to be agreed)\b", action.due_as_written, re.I):
        return f"while its date is still to be confirmed ({quoted(action.due_as_written)})"
    if action.before and action.before.meaning is Meaning.NOT_DUE:
        said = f"{action.before.word.lower()} {when(action.before.day)}"
        return f"straight from being reported {said} with nothing between"
    return ""


def rests_on_open(action: ActionFacts, plan: PlanFacts) -> Found | None:
    """Reported complete, and an action that it names as what it rests on is not.

    Why it is worth a minute: what is built on something unfinished is either not finished or was not
    built on it. Medium.
    """
    if not action.is_complete:
        return None
    others = [plan.by_ref[ref] for ref in action.names if ref in plan.by_ref]
    unfinished = [o for o in others if o.meaning not in CLOSED]
    if not unfinished:
        return None
    said = listed([f"{o.ref} ({o.word.lower() or 'unrated'})" for o in unfinished])
    is_one = len(unfinished) == 1
    return Found(
        text=f"{reported(action)}, and it names {said}, which {'is' if is_one else 'are'} not complete.",
        severity=Severity.MEDIUM,
        sources=places(action.rated_place, *all_places(unfinished)),
        decisive=(action.word, tuple((o.ref, o.word) for o in unfinished)),
    )
