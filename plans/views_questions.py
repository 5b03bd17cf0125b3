"""The pages of questions: what is asked of a plan, answers to it, and which rules ask."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.addresses import LEFT_OUT, id_of, page_number, pairs_of
from plans.asat import plan_and_day, today
from plans.forms_questions import AnswerForm, DecideForm, SwitchForm
from plans.models import Action, Plan
from plans.problems import BadAddress, NotThere
from plans.readmodels_questions import QuestionLine
from plans.rules.access import GOVERNORS, MANAGERS, Position
from plans.rules.readings import overdue_rule
from plans.selectors.meetings import board_meetings, words_of
from plans.selectors.question_page import Narrowed, question_page, unknown_part
from plans.selectors.questions import actions_owned, plan_questions, rule_lines
from plans.services.errors import Refused
from plans.services.plan_settings import set_precedence
from plans.services.questions import (
    answer_question,
    ask_set_aside,
    keep_open,
    set_aside,
    switch_rule,
)
from plans.services.statements import require_may_record

GONE = "That question is not asked any more: its facts have changed, or somebody closed it."


def _narrowed(request: HttpRequest, query: str) -> Narrowed:
    given = {name: request.GET.get(name, "").strip() for name in ("severity", "code", "objective")}
    by = request.GET.get("by", "")
    page = page_number(request.GET.get("page", ""))
    return Narrowed(**given, by_objective=by == "objective", query=query, page=page)


@require_safe
def question_list(request: HttpRequest, ref: str) -> TemplateResponse:
    """Every open question of the plan, grouped, with forms for those who may answer."""
    plan, as_at = plan_and_day(request, ref)
    narrowed = _narrowed(request, as_at.query)
    if wrong := unknown_part(plan, narrowed):
        raise BadAddress(wrong)
    page = question_page(plan, narrowed, as_at=as_at.on, known_on=as_at.known_on)
    position = request.user.position
    context = {
        "page": page,
        "plan": plan,
        "as_at": as_at,
        "keep": [(k, v) for k, v in pairs_of(request) if k not in LEFT_OUT],
        "decides": not as_at.is_past and position in GOVERNORS,
        "may_ask": not as_at.is_past and position in MANAGERS,
        "mine": _mine(request, plan) if not as_at.is_past else set(),
        "answer_url": reverse("plans:question-answer", args=[plan.ref]),
        "rules_url": reverse("plans:rule-list", args=[plan.ref]),
    }
    return TemplateResponse(request, "plans/question_list.html", context)


def _mine(request: HttpRequest, plan: Plan) -> set[int]:
    """The actions on which an action owner may record; no query for anybody else."""
    if request.user.position != Position.OWNER:
        return set()
    return actions_owned(plan, request.user, on=today())


@require_http_methods(["GET", "HEAD", "POST"])
def question_answer(request: HttpRequest, ref: str) -> HttpResponse:
    """One question with its form: answered, brought before the board, or decided on by it."""
    plan, as_at = plan_and_day(request, ref)
    if as_at.is_past:
        raise BadAddress("Questions are answered as at today: open the page without a past day.")
    sent = request.POST if request.method == "POST" else request.GET
    code, fingerprint = sent.get("code", ""), sent.get("fingerprint", "")
    action = _action(plan, sent.get("action", ""))
    if action and request.user.position not in GOVERNORS:
        require_may_record(request.user, action, on=today())
    decides = request.user.position in GOVERNORS
    form = _form(request, plan, decides=decides)
    if request.method == "POST" and form.is_valid():
        try:
            sentence = _record(request, plan, code, action, fingerprint, form.cleaned_data)
        except Refused as error:
            form.show(error)
        else:
            messages.success(request, sentence)
            return HttpResponseRedirect(reverse("plans:question-list", args=[plan.ref]))
    line = _line(plan, code, action, fingerprint)
    if line is None and request.method != "POST":
        raise NotThere(GONE)
    context = {
        "form": form,
        "line": line,
        "plan": plan,
        "code": code,
        "fingerprint": fingerprint,
        "action_id": action.pk if action else "",
        "decides": decides,
        "may_ask": request.user.position in MANAGERS,
        "crumbs": [
            {"label": plan.title, "url": plan.get_absolute_url()},
            {"label": "Questions", "url": reverse("plans:question-list", args=[plan.ref])},
            {"label": line.about if line else "Question"},
        ],
        "title": "Decide on a question" if decides else "Answer a question",
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "plans/question_answer.html", context, status=status)


def _action(plan: Plan, text: str) -> Action | None:
    """The action that is named; None where the question is about the plan."""
    if not text:
        return None
    found = plan.actions.filter(pk=id_of(text)).select_related("plan").first()
    if found is None:
        raise BadAddress("That action is not in this plan: go back and choose the question again.")
    return found


def _form(request: HttpRequest, plan: Plan, *, decides: bool) -> AnswerForm:
    data = request.POST if request.method == "POST" else None
    if not decides:
        return AnswerForm(data)
    held = reversed(board_meetings(plan, as_at=today()))
    open_ones = [(m.pk, words_of(m)) for m in held if m.agreed_at is None]
    return DecideForm(data, meetings=open_ones)


def _record(
    request: HttpRequest,
    plan: Plan,
    code: str,
    action: Action | None,
    fingerprint: str,
    data: dict,
) -> str:
    """Does what the button says; what was done, in a sentence."""
    recorded = {"by": request.user, "at": timezone.now()}  # noqa: TID251
    about = action.ref if action else "the plan"
    do = request.POST.get("do", "")
    named = (plan, code, action, fingerprint)
    if "meeting" in data:
        meeting = next(
            m for m in board_meetings(plan, as_at=today()) if str(m.pk) == data["meeting"]
        )
        decide, done = {
            "keep-open": (keep_open, "kept open"),
        }.get(do, (set_aside, "set aside"))
        decide(*named, meeting, data["reason"], **recorded)
        return f"The question about {about} is {done}, and stands so in the minutes."
    if do == "ask":
        ask_set_aside(*named, data["reason"], **recorded)
        return f"The board is asked to set aside the question about {about}."
    answer_question(*named, data["reason"], **recorded)
    return f"The question about {about} is answered."


def _line(plan: Plan, code: str, action: Action | None, fingerprint: str) -> QuestionLine | None:
    wanted = (code, action.pk if action else None, fingerprint)
    lines = plan_questions(plan, as_at=today())
    return next((q for q in lines if (q.code, q.action_id, q.fingerprint) == wanted), None)


@require_safe
def rule_list(request: HttpRequest, ref: str) -> TemplateResponse:
    """Every rule of questions: what it asks and why, and whether it is on for this plan."""
    plan, as_at = plan_and_day(request, ref)
    may_switch = not as_at.is_past and request.user.position in MANAGERS | GOVERNORS
    return _rule_page(request, plan, as_at, may_switch=may_switch)


@require_POST
def rule_switch(request: HttpRequest, ref: str) -> HttpResponse:
    """Switches one rule off or on; what is wrong is said beside the rule."""
    plan, as_at = plan_and_day(request, ref)
    form, code = SwitchForm(request.POST), request.POST.get("code", "")
    if form.is_valid():
        try:
            row = switch_rule(
                plan,
                code,
                request.POST.get("is_on") == "on",
                form.cleaned_data["reason"],
                by=request.user,
                at=timezone.now(),  # noqa: TID251
            )
        except Refused as error:
            form.show(error)
        else:
            messages.success(request, f"The rule is {'on' if row.is_on else 'off'} for this plan.")
            address = reverse("plans:rule-list", args=[plan.ref])
            return HttpResponseRedirect(f"{address}#{code}")
    return _rule_page(request, plan, as_at, form=form, code=code, status=422)


@require_POST
def precedence(request: HttpRequest, ref: str) -> HttpResponse:
    """Changes the rule by which work that goes on past its date is behind, or still under way."""
    plan, as_at = plan_and_day(request, ref)
    form = SwitchForm(request.POST)
    if form.is_valid():
        try:
            set_precedence(
                plan,
                overdue_is_behind=request.POST.get("overdue_is_behind") == "on",
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=timezone.now(),  # noqa: TID251
            )
        except Refused as error:
            form.show(error)
        else:
            messages.success(request, "The rule on overdue work is changed, for every day shown.")
            return HttpResponseRedirect(f"{reverse('plans:rule-list', args=[plan.ref])}#overdue")
    return _rule_page(request, plan, as_at, form=form, code="overdue", status=422)


def _rule_page(
    request: HttpRequest,
    plan: Plan,
    as_at,
    *,
    may_switch: bool = True,
    form: SwitchForm | None = None,
    code: str = "",
    status: int = 200,
) -> TemplateResponse:
    rules = rule_lines(plan, as_at=as_at.on, known_on=as_at.known_on)
    context = {
        "title": "Rules of this plan",
        "plan": plan,
        "as_at": as_at,
        "rules": rules,
        "n_off": sum(1 for rule in rules if not rule.is_on),
        "may_switch": may_switch,
        "form": form,
        "wrong_code": code,
        "switch_url": reverse("plans:rule-switch", args=[plan.ref]),
        "overdue_rule": overdue_rule(plan.overdue_is_behind),
        "precedence_url": reverse("plans:precedence", args=[plan.ref]),
        "crumbs": [
            {"label": plan.title, "url": plan.get_absolute_url()},
            {"label": "Questions", "url": reverse("plans:question-list", args=[plan.ref])},
            {"label": "Rules"},
        ],
    }
    return TemplateResponse(request, "plans/rule_list.html", context, status=status)
