"""What is done about questions: answered, set aside by the board or kept open, rules switched off."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from plans.models import Action, Meeting, Plan, QuestionAnswer, RuleSwitch, Update, User
from plans.readmodels_questions import QuestionLine
from plans.rules.access import GOVERNORS, MANAGERS
from plans.rules.governance import AnswerKind, DecisionKind
from plans.rules.questions.register import BY_CODE
from plans.rules.words import stop
from plans.selectors.plans import get_plan
from plans.selectors.questions import asked_of
from plans.services.days import day_of
from plans.services.deciding import record_decision
from plans.services.errors import NotAllowed, Refused
from plans.services.meetings import require_held, require_open
from plans.services.standings import rebuild_standings
from plans.services.statements import lock_action, next_position, require_may_record


class NoLongerAsked(Refused):
    """The question is not asked any more: its facts have changed since the page was opened."""


class ClosedAlready(Refused):
    """Somebody else answered the question, or the board set it aside."""


@transaction.atomic
def answer_question(
    plan: Plan,
    code: str,
    action: Action | None,
    fingerprint: str,
    reason: str,
    *,
    by: User,
    at: datetime,
) -> QuestionAnswer:
    """Answers an open question: with an update on the action, whose reason is the answer.

    The update states nothing else, so how the action stands does not change. A question about the
    plan has no update. Raises a `Refused`; then nothing is written.
    """
    plan = _locked(plan)
    _require_answerer(by, action, on=day_of(at))
    line = _open(plan, code, action, fingerprint, on=day_of(at))
    reason = _given(reason, "Say what the answer is.")
    update = _record_answer(action, line, reason, by=by, at=at) if action else None
    return _add(plan, line, AnswerKind.ANSWERED, reason, action=action, update=update, by=by, at=at)


@transaction.atomic
def ask_set_aside(
    plan: Plan,
    code: str,
    action: Action | None,
    fingerprint: str,
    reason: str,
    *,
    by: User,
    at: datetime,
) -> QuestionAnswer:
    """Asks the board to set a question aside, with the reason. It stays open until the board has."""
    if by.position not in MANAGERS:
        raise NotAllowed("Only the YOT manager asks the board to set a question aside.")
    plan = _locked(plan)
    line = _open(plan, code, action, fingerprint, on=day_of(at))
    if line.state == "asked":
        raise ClosedAlready("The board has been asked already to set this question aside.")
    reason = _given(reason, "Say why the board should set it aside.")
    return _add(plan, line, AnswerKind.ASKED, reason, action=action, by=by, at=at)


@transaction.atomic
def set_aside(
    plan: Plan,
    code: str,
    action: Action | None,
    fingerprint: str,
    meeting: Meeting,
    reason: str,
    *,
    by: User,
    at: datetime,
) -> QuestionAnswer:
    """The board sets a question aside at a meeting, with its reason, which stands in the minutes."""
    reason = _given(reason, "Say why the board sets it aside.")
    kinds = AnswerKind.SET_ASIDE, DecisionKind.SET_ASIDE
    return _decide(plan, code, action, fingerprint, meeting, reason, kinds, by=by, at=at)


@transaction.atomic
def keep_open(
    plan: Plan,
    code: str,
    action: Action | None,
    fingerprint: str,
    meeting: Meeting,
    reason: str,
    *,
    by: User,
    at: datetime,
) -> QuestionAnswer:
    """The board keeps a question open at a meeting, with its reason, which stands in the minutes."""
    reason = _given(reason, "Say why the board keeps it open.")
    kinds = AnswerKind.KEPT_OPEN, DecisionKind.KEPT_OPEN
    return _decide(plan, code, action, fingerprint, meeting, reason, kinds, by=by, at=at)


def _decide(
    plan: Plan,
    code: str,
    action: Action | None,
    fingerprint: str,
    meeting: Meeting,
    reason: str,
    kinds: tuple[AnswerKind, DecisionKind],
    *,
    by: User,
    at: datetime,
) -> QuestionAnswer:
    """The board's answer and its line of the minutes; the meeting is locked before the plan."""
    if by.position not in GOVERNORS:
        raise NotAllowed("Only the chair of the board and the clerk record what the board decided.")
    meeting = require_open(meeting)
    held_on = require_held(meeting, at=at)
    plan = _locked(plan)
    if meeting.board_id != plan.board_id:
        raise Refused("That is a meeting of another board than the one that holds this plan.")
    line = _open(plan, code, action, fingerprint, on=day_of(at))
    answer = _add(
        *(plan, line, kinds[0], reason),
        action=action,
        meeting=meeting,
        effective_on=held_on,
        by=by,
        at=at,
    )
    record_decision(
        meeting,
        kinds[1],
        _minute(line, kinds[1], reason),
        plan=plan,
        action=action,
        answer=answer,
        by=by,
        at=at,
    )
    return answer


def _minute(line: QuestionLine, kind: DecisionKind, reason: str) -> str:
    about = f"{line.ref}, {line.title.rstrip('. ')}" if line.ref else "The plan as a whole"
    return f"{about}. {kind.label} ({line.label}): {stop(reason)}"


@transaction.atomic
def switch_rule(
    plan: Plan, code: str, is_on: bool, reason: str, *, by: User, at: datetime
) -> RuleSwitch:
    """Switches one rule of questions off for a plan, or on again, with the reason."""
    if by.position not in MANAGERS | GOVERNORS:
        raise NotAllowed("Only the YOT manager, the chair of the board and the clerk switch rules.")
    if code not in BY_CODE:
        raise Refused(f"There is no rule “{code[:60]}”.")
    reason = _given(reason, f"Say why the rule is switched {'on' if is_on else 'off'}.")
    plan = _locked(plan)
    last = plan.rule_switches.filter(code=code).order_by("-pk").first()
    if (last.is_on if last else True) == is_on:
        raise ClosedAlready(
            f"The rule “{BY_CODE[code].label}” is {'on' if is_on else 'off'} already."
        )
    return RuleSwitch.objects.create(
        plan=plan, code=code, is_on=is_on, reason=reason, recorded_by=by, recorded_at=at
    )


def _locked(plan: Plan) -> Plan:
    """The plan, locked until the transaction ends, so that no two people close one question."""
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    return get_plan(plan.ref)


def _require_answerer(by: User, action: Action | None, *, on: date) -> None:
    if action is not None:
        require_may_record(by, action, on=on)
    elif by.position not in MANAGERS:
        raise NotAllowed("Only the YOT manager answers a question about the whole plan.")


def _given(reason: str, sentence: str) -> str:
    reason = reason.strip()
    if not reason:
        raise Refused(sentence, field="reason")
    return reason


def _open(
    plan: Plan, code: str, action: Action | None, fingerprint: str, *, on: date
) -> QuestionLine:
    """The question, as it is asked on that day. Refuses one that is closed or not asked any more."""
    asked = asked_of(plan, as_at=on)
    wanted = (code, action.pk if action else None, fingerprint)
    for line in asked.open:
        if (line.code, line.action_id, line.fingerprint) == wanted:
            return line
    for closed in asked.closed:
        if (closed.line.code, closed.line.action_id, closed.line.fingerprint) == wanted:
            raise ClosedAlready(
                f"That question was {closed.how.lower()} already ({closed.closed_text}): "
                f"{closed.reason}"
            )
    raise NoLongerAsked(
        "That question is not asked any more: its facts have changed since the page was opened. "
        "Nothing was recorded."
    )


def _record_answer(
    action: Action, line: QuestionLine, reason: str, *, by: User, at: datetime
) -> Update:
    """An update that says only why: it is the last word on the action and changes nothing of it."""
    action, today = lock_action(action), day_of(at)
    update = Update.objects.create(
        action=action,
        recorded_by=by,
        recorded_at=at,
        effective_on=today,
        position=next_position(action.updates, today),
        known_on=today,
        reason=f"Answer to the question “{line.label}”: {reason}",
    )
    rebuild_standings([action])
    return update


def _add(
    plan: Plan,
    line: QuestionLine,
    kind: AnswerKind,
    reason: str,
    *,
    action: Action | None,
    by: User,
    at: datetime,
    update: Update | None = None,
    meeting: Meeting | None = None,
    effective_on: date | None = None,
) -> QuestionAnswer:
    """The row. It comes after everything that was done about the same question."""
    same = QuestionAnswer.objects.filter(
        plan=plan, code=line.code, action=action, fingerprint=line.fingerprint
    )
    last = same.aggregate(last=Max("effective_on"))["last"]
    on = effective_on or day_of(at)
    on = max(on, last) if last else on
    return QuestionAnswer.objects.create(
        plan=plan,
        action=action,
        code=line.code,
        fingerprint=line.fingerprint,
        question=line.text,
        kind=kind,
        reason=reason,
        update=update,
        meeting=meeting,
        effective_on=on,
        position=next_position(plan.answers, on),
        known_on=day_of(at),
        recorded_by=by,
        recorded_at=at,
    )
