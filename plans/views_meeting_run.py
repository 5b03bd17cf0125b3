"""The page of one meeting: what it is asked, what the chair and the clerk record on it, what was."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from plans.addresses import id_of
from plans.asat import today
from plans.forms import RefusedForm
from plans.forms_meetings import (
    AskForm,
    AttendanceForm,
    DateForm,
    LineForm,
    ReasonForm,
    WhyForm,
)
from plans.models import Action, DueDate, Meeting, MinuteLine, Plan, Seat
from plans.problems import BadAddress
from plans.readmodels import AsAt
from plans.readmodels_meetings import AskedAction, MeetingPage, SeatState
from plans.rules.dates import long_date
from plans.rules.endorsing import BoardDecision
from plans.rules.governance import AttendanceState
from plans.rules.meetings import has_happened
from plans.rules.minutes import endorsement_line
from plans.rules.words import count_of, listed
from plans.selectors import meeting_page as pages
from plans.selectors.meetings import boundary_of, short_words_of
from plans.services.attendance import record_attendance
from plans.services.deciding import agree_date, agree_revision, allow_own, ask_owner, keep_date
from plans.services.endorsing import decide_several
from plans.services.errors import NotAllowed, Refused
from plans.services.minutes import add_line, agree_minutes, edit_line, line_now
from plans.services.questions import keep_open, set_aside
from plans.views_meetings import (
    crumbs_of,
    day_of_page,
    find_meeting,
    may_write_of,
    signed,
)


@require_safe
def meeting(request: HttpRequest, ref: str) -> HttpResponse:
    found, siblings = find_meeting(ref)
    request.service = found.board.service
    as_at = day_of_page(request)
    return _page(request, found, siblings, as_at, _opened(request))


# ---------- the meeting page and the form that is open on it ----------


SHOWN = 50  # updates that ask for endorsement; as they are decided on the next ones come up


@dataclass
class Open:
    """The form that is open on the page: about what, about which thing, and with what typed in it.

    `chosen` gives the state and the deputy chosen of each seat, `ticked` the actions that were ticked,
    so that nothing is lost when it is refused.
    """

    what: str = ""
    key: str = ""
    how: str = ""
    form: RefusedForm | None = None
    minute: str = ""
    chosen: dict[int, tuple[str, str]] = field(default_factory=dict)
    ticked: frozenset[int] = frozenset()
    is_placed: bool = True


_FORMS: dict[str, type[RefusedForm]] = {
    "challenged": ReasonForm,
    "deferred": ReasonForm,
    "new": DateForm,
    "keep": WhyForm,
    "set-aside": WhyForm,
    "kept-open": WhyForm,
}
_OPENS = {
    "decide": ("challenged", "deferred"),
    "date": ("new", "keep"),
    "question": ("set-aside", "kept-open"),
}
_SPOKEN = {"challenge": "challenged", "defer": "deferred"}


def _opened(request: HttpRequest) -> Open:
    """The form that the address asks for: `?decide=12&as=challenge`; nothing where it names none."""
    how = request.GET.get("as", "")
    how = _SPOKEN.get(how, how)
    for what, hows in _OPENS.items():
        key = request.GET.get(what, "")
        if key and how in hows:
            return Open(what, key, how, _FORMS[how]())
    if key := request.GET.get("edit", ""):
        return Open("edit", key)
    return Open()


def _page(
    request: HttpRequest,
    found: Meeting,
    siblings: list[Meeting],
    as_at: AsAt,
    opened: Open,
    *,
    status: int = 200,
) -> TemplateResponse:
    request.service = found.board.service
    may_write = may_write_of(request, as_at)
    agreed = found.agreed_at is not None
    held = has_happened(boundary_of(found), on=as_at.on)
    running = may_write and held and not agreed
    is_coming = not held and boundary_of(found) is not None
    page = pages.meeting_page(
        found,
        siblings,
        as_at=as_at.on,
        with_asks=running or is_coming,
        shown=None if "all" in request.GET else SHOWN,
    )
    request.overdue_rules = set(page.overdue_rules)
    _place(opened, page)
    context = {
        "page": page,
        "as_at": as_at,
        "open": opened,
        "form": opened.form if status != 200 else None,
        "running": running,
        "states": list(AttendanceState),
        "seats": [_as_chosen(seat, opened) for seat in page.seats],
        "more_open": _is_among(page.asks.more if page.asks else (), opened),
        "questions_open": opened.what == "question",
        "record_url": reverse("plans:meeting-record", args=[found.ref]),
        "change_url": reverse("plans:meeting-change", args=[found.ref])
        if may_write and not agreed
        else "",
        "decisions_url": reverse("plans:meeting-decisions", args=[found.ref]),
        "crumbs": [*crumbs_of(found)[:2], {"label": short_words_of(found)}],
    }
    if running:
        is_line, is_ask = opened.what == "line", opened.what == "ask"
        context["line_form"] = opened.form if is_line else LineForm(prefix_id="line")
        context["ask_form"] = opened.form if is_ask else AskForm(roles=pages.roles_to_ask(found))
    return TemplateResponse(request, "plans/meeting.html", context, status=status)


def _as_chosen(seat: SeatState, opened: Open) -> SeatState:
    """The seat with what was chosen of it in a form that was refused."""
    if seat.id not in opened.chosen:
        return seat
    state, attended_by = opened.chosen[seat.id]
    return replace(seat, state=state, attended_by=attended_by)


def _is_among(items: Iterable[AskedAction], opened: Open) -> bool:
    """Whether the open form, or a ticked action, is about one of these."""
    return any(
        item.id in opened.ticked or (opened.what == "decide" and opened.key == str(item.id))
        for item in items
    )


def _place(opened: Open, page: MeetingPage) -> None:
    """Whether what the form is about still stands on the page, and the line's words for its form."""
    asks = page.asks
    if opened.what == "edit":
        line = next((ln for ln in page.lines if str(ln.id) == opened.key), None)
        opened.is_placed = line is not None
        if line and opened.form is None:
            opened.form = LineForm(text=line.text)
    elif opened.what == "decide":
        items = (*asks.complete, *asks.more, *asks.decided) if asks else ()
        item = next((i for i in items if str(i.id) == opened.key), None)
        opened.is_placed = item is not None
        if item:
            opened.minute = _minute(item, opened)
    elif opened.what in ("date", "question"):
        keys = (
            [str(d.id) for d in asks.dates]
            if asks and opened.what == "date"
            else [q.key for q in asks.questions]
            if asks
            else []
        )
        opened.is_placed = opened.key in keys


def _minute(item, opened: Open) -> str:
    """What the minute will read, with brackets for what is not typed yet."""
    data = opened.form.data if opened.form and opened.form.is_bound else {}
    reason = (data.get("reason") or "").strip() or "[the reason]"
    back_to = (data.get("back_to") or "").strip()
    if not back_to and opened.how == "deferred":
        back_to = "[when]"
    return endorsement_line(
        item.ref, item.title, item.word, BoardDecision(opened.how), reason, back_to
    )


# ---------- what the page writes ----------


class Unclear(Exception):
    """What was sent cannot be kept as it is: the form says why, or, with `preview`, is only shown."""

    def __init__(self, opened: Open, *, preview: bool = False) -> None:
        super().__init__()
        self.opened, self.preview = opened, preview


Written = tuple[str, str]  # the message, and the place of the page to go back to


@require_POST
def meeting_record(request: HttpRequest, ref: str) -> HttpResponse:
    """Writes what one form of the meeting page says; a refusal comes back with what was typed."""
    found, siblings = find_meeting(ref)
    write = _WRITES.get(request.POST.get("what", ""))
    if write is None:
        raise BadAddress("This form was sent without its first part: load the page again.")
    try:
        said, place = write(request, found)
    except Unclear as unclear:
        found, siblings = find_meeting(ref)
        status = 200 if unclear.preview else 422
        return _page(request, found, siblings, _now(request), unclear.opened, status=status)
    messages.success(request, said)
    return HttpResponseRedirect(f"{found.get_absolute_url()}#{place}")


def _now(request: HttpRequest) -> AsAt:
    day = today()
    return AsAt(on=day, text=f"{day:%A} {long_date(day)}", is_past=False)


def _kept(opened: Open, write: Callable[[], object]):
    """What the service returns; a refusal is shown in the open form. NotAllowed is a page of its own."""
    if not opened.form.is_valid():
        raise Unclear(opened)
    try:
        return write()
    except NotAllowed as error:
        if type(error) is NotAllowed:
            raise
        opened.form.show(error)
    except Refused as error:
        opened.form.show(error)
    raise Unclear(opened)


def _attendance(request: HttpRequest, found: Meeting) -> Written:
    seats = {seat.pk: seat for seat in Seat.objects.filter(board=found.board_id)}
    sent = AttendanceForm(request.POST, seats)
    opened = Open("attendance", form=RefusedForm(request.POST), chosen=sent.chosen)
    rows = _kept(
        opened,
        lambda: record_attendance(
            found,
            {seats[pk]: said for pk, said in sent.chosen.items()},
            seen={seats[pk]: row for pk, row in sent.seen.items()},
            **signed(request),
        ),
    )
    if not rows:
        return "Attendance stands as it was recorded already.", "attendance"
    return f"Attendance is recorded for {count_of(len(rows), 'seat')}.", "attendance"


def _decide(request: HttpRequest, found: Meeting) -> Written:
    one = request.POST.get("one", "")
    values = [one] if one else request.POST.getlist("chosen")
    how = "endorsed" if one else request.POST.get("as", "")
    if how not in [d.value for d in BoardDecision]:
        raise BadAddress("This form was sent without its decision: load the page again.")
    triples = [t for value in values if (t := _triple(value))]
    is_row = request.POST.get("row") == "1" and len(triples) == 1
    key = str(triples[0][0]) if is_row or (one and triples) else ""
    opened = Open(
        "decide" if is_row else "several",
        key,
        how,
        ReasonForm(request.POST, wanted=how),
        ticked=frozenset() if one or is_row else frozenset(t[0] for t in triples),
    )
    if "preview" in request.POST:
        raise Unclear(opened, preview=True)
    made = _kept(
        opened,
        lambda: decide_several(
            _chosen(found, triples),
            how,
            meeting=found,
            reason=opened.form.cleaned_data["reason"],
            back_to=opened.form.cleaned_data["back_to"],
            **signed(request),
        ),
    )
    last = made[-1].action_id
    refs = listed([e.action.ref for e in made])
    verb = "is" if len(made) == 1 else "are"
    return f"{refs} {verb} {how}; the minutes say so.", _after(request, last)


def _triple(value: str) -> tuple[int, int, int] | None:
    """Action, update and last decision seen, from "action-update-decision"."""
    ids = [id_of(part) for part in value.split("-")]
    return tuple(ids) if len(ids) == 3 and None not in ids else None


def _chosen(found: Meeting, triples: list[tuple[int, int, int]]) -> list[tuple[Action, int, int]]:
    rows = Action.objects.filter(plan__board=found.board_id).select_related("plan")
    actions = rows.in_bulk([action for action, _, _ in triples])
    if len(actions) < len({action for action, _, _ in triples}):
        raise Refused("One of the actions is not in a plan of this board: load the page again.")
    return [(actions[action], update, seen) for action, update, seen in triples]


def _after(request: HttpRequest, action: int) -> str:
    """The place of the next item of the list, so that it can be worked down; else the list."""
    order = request.POST.get("order", "").split(",")
    following = order[order.index(str(action)) + 1 :] if str(action) in order else []
    return f"a{following[0]}" if following and id_of(following[0]) else "asking"


def _date(request: HttpRequest, found: Meeting) -> Written:
    how = request.POST.get("as", "")
    action = (
        Action.objects.filter(
            pk=id_of(request.POST.get("action", "")) or 0, plan__board=found.board_id
        )
        .select_related("plan")
        .first()
    )
    if action is None:
        raise BadAddress("That action is not in a plan of this board: load the page again.")
    seen = id_of(request.POST.get("seen", "")) or 0
    if how == "agree":
        return _agree(request, found, action, seen)
    if how not in _OPENS["date"]:
        raise BadAddress("This form was sent without its decision: load the page again.")
    opened = Open("date", str(action.pk), how, _FORMS[how](request.POST))
    about = {"meeting": found, "seen": seen, **signed(request)}
    if how == "keep":
        _kept(
            opened,
            lambda: keep_date(action, reason=opened.form.cleaned_data["reason"], **about),
        )
        return f"The date of {action.ref} is kept; the minutes say so.", "dates"
    _kept(
        opened,
        lambda: agree_date(
            action,
            opened.form.cleaned_data["revised_due"],
            reason=opened.form.cleaned_data["revised_reason"],
            **about,
        ),
    )
    return f"The new date of {action.ref} is agreed; the minutes say so.", "dates"


def _agree(request: HttpRequest, found: Meeting, action: Action, due_id: int) -> Written:
    due = DueDate.objects.filter(pk=due_id, action=action).select_related("action__plan").first()
    if due is None:
        raise BadAddress("That date is not one of the action’s: load the page again.")
    opened = Open("agree", str(action.pk), form=RefusedForm(request.POST))
    _kept(opened, lambda: agree_revision(due, meeting=found, **signed(request)))
    return f"The new date of {action.ref} is agreed; the minutes say so.", "dates"


def _question(request: HttpRequest, found: Meeting) -> Written:
    how = request.POST.get("as", "")
    plan_id, _, fingerprint = request.POST.get("question", "").partition("-")
    plan = Plan.objects.filter(board=found.board_id, pk=id_of(plan_id) or 0).first()
    if how not in _OPENS["question"] or plan is None:
        raise BadAddress("This form was sent without its question: load the page again.")
    action_id = id_of(request.POST.get("action", ""))
    action = plan.actions.filter(pk=action_id).first() if action_id else None
    decide = set_aside if how == "set-aside" else keep_open
    opened = Open("question", request.POST["question"], how, WhyForm(request.POST))
    _kept(
        opened,
        lambda: decide(
            plan,
            request.POST.get("code", ""),
            action,
            fingerprint,
            found,
            opened.form.cleaned_data["reason"],
            **signed(request),
        ),
    )
    said = "set aside" if how == "set-aside" else "kept open"
    return f"The question is {said}; the minutes say so.", "questions"


def _add_line(request: HttpRequest, found: Meeting) -> Written:
    opened = Open("line", form=LineForm(request.POST, prefix_id="line"))
    line = _kept(
        opened,
        lambda: add_line(found, opened.form.cleaned_data["text"], **signed(request)),
    )
    return "The line is added to the minutes.", f"m{line.pk}"


def _edit_line(request: HttpRequest, found: Meeting) -> Written:
    line = MinuteLine.objects.filter(
        pk=id_of(request.POST.get("line", "")) or 0, meeting=found
    ).first()
    if line is None:
        raise BadAddress("That is no line of these minutes: load the page again.")
    opened = Open("edit", str(line.pk), form=LineForm(request.POST, text=line.text))
    try:
        now = _kept(
            opened,
            lambda: edit_line(line, opened.form.cleaned_data["text"], **signed(request)),
        )
    except Unclear:
        opened.key = str(line_now(line).pk)
        raise
    said = "The line reads as you wrote it." if now.text else "The line is taken out."
    return said, f"m{now.pk}" if now.text else "minutes"


def _ask(request: HttpRequest, found: Meeting) -> Written:
    form = AskForm(request.POST, roles=pages.roles_to_ask(found))
    opened = Open("ask", form=form)

    def write():
        data = form.cleaned_data
        action = _named(found, data["ref"])
        return ask_owner(
            found,
            data["role"],
            data["asked_for"],
            back_by=data["back_by"],
            action=action,
            **signed(request),
        )

    decision = _kept(opened, write)
    return f"{decision.asked_of.name} is asked; the minutes say so.", "minutes"


def _named(found: Meeting, ref: str) -> Action | None:
    """The action of that reference in a plan of the board; None where none is named."""
    if not ref:
        return None
    actions = Action.objects.filter(plan__board=found.board_id, ref=ref).select_related("plan")
    action = actions.order_by("-plan__begins_on").first()
    if action is None:
        raise Refused(f"No plan of this board has an action “{ref}”.", field="ref")
    return action


def _own(request: HttpRequest, found: Meeting) -> Written:
    is_allowed = request.POST.get("allow") == "1"
    opened = Open("own", form=RefusedForm(request.POST))
    _kept(opened, lambda: allow_own(found, is_allowed, **signed(request)))
    return "That is recorded; the minutes say so.", "minutes"


def _agree_minutes(request: HttpRequest, found: Meeting) -> Written:
    opened = Open("minutes", form=RefusedForm(request.POST))
    _kept(opened, lambda: agree_minutes(found, **signed(request)))
    return "The minutes are agreed. Nothing is added to them from now on.", "main"


_WRITES: dict[str, Callable[[HttpRequest, Meeting], Written]] = {
    "attendance": _attendance,
    "decide": _decide,
    "date": _date,
    "question": _question,
    "line": _add_line,
    "edit": _edit_line,
    "ask": _ask,
    "own": _own,
    "agree-minutes": _agree_minutes,
}
