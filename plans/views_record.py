"""The pages on which updates are recorded, one at a time or several at once."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from plans.addresses import OPEN, id_of
from plans.asat import as_at_of, plan_and_day, today
from plans.forms import BulkForm, UpdateForm
from plans.models import Action, Plan, Standing
from plans.problems import BadAddress, NotThere
from plans.readmodels_record import KnownOfAction
from plans.rules.access import MANAGERS, RECORDERS
from plans.rules.words import count_of, listed
from plans.selectors.plans import get_plan
from plans.selectors.recording import (
    known_of,
    roles_for_recording,
    updates_since,
    with_ownership,
)
from plans.services.errors import NotAllowed, Overtaken, Refused
from plans.services.statements import record_bulk_update, record_update, require_may_record


def update_context(
    form: UpdateForm,
    *,
    next_url: str,
    following: int | None = None,
    close_url: str = "",
    since: Sequence = (),
) -> dict:
    """What `plans/_update_form.html` prints: the form, where it goes, and what was recorded since."""
    return {
        "update_form": form,
        "update_url": reverse("plans:action-update", args=[form.known.id]),
        "update_next": next_url,
        "update_following": following,
        "update_close": close_url,
        "update_since": since,
        "update_opened": form.opened(),
    }


def update_form_of(request: HttpRequest, action: Action) -> dict:
    """The same for a page about one action, or nothing where the person may not record on it."""
    if request.user.position not in RECORDERS:
        return {}
    try:
        require_may_record(request.user, action, on=today())
    except NotAllowed:
        return {}
    plan = get_plan(action.plan.ref)
    known = known_of(plan, [action.pk], as_at=today())[0]
    return update_context(UpdateForm(known=known, today=today()), next_url=known.url)


@require_http_methods(["GET", "HEAD", "POST"])
def action_update(request: HttpRequest, pk: int) -> HttpResponse:
    """One action's update on a page of its own: where the form comes back when something is wrong."""
    action = Action.objects.select_related("plan").filter(pk=pk).first()
    if action is None:
        raise NotThere("There is no such action.")
    require_may_record(request.user, action, on=today())
    plan = get_plan(action.plan.ref)
    known = known_of(plan, [pk], as_at=today())[0]
    next_url = _safe_next(request, known.url)
    if request.method != "POST":
        return _update_page(request, plan, UpdateForm(known=known, today=today()), next_url)
    form = UpdateForm(request.POST, known=known, today=today())
    if form.is_valid():
        try:
            update = record_update(
                action,
                by=request.user,
                at=timezone.now(),  # noqa: TID251
                **form.facts(),
            )
        except NotAllowed:
            raise
        except Overtaken as error:
            return _overtaken(request, plan, form, error, next_url)
        except Refused as error:
            form.show(error)
        else:
            messages.success(request, _recorded(action, update, request))
            return _go_on(request, action, next_url)
    return _update_page(request, plan, form, next_url, status=422)


def _recorded(action: Action, update, request: HttpRequest) -> str:
    rated = f" as {update.rating.word.lower()}" if update.rating else ""
    text = f"The update on {action.ref} is recorded{rated}."
    if update.rating and not action.standings.filter(until_on=None, rated_by=update).exists():
        text += " A later statement still stands."
    if request.POST.get("go") == "next" and not request.POST.get("following"):
        text += " It was the last of the list."
    return text


def _go_on(request: HttpRequest, action: Action, next_url: str) -> HttpResponseRedirect:
    """Back to where the form was opened: at the row, or with the next row's form open."""
    following = id_of(request.POST.get("following", ""))
    if request.POST.get("go") == "next" and following is not None:
        path, _, query = next_url.partition("?")
        values = QueryDict(query, mutable=True)
        values.pop("page", None)
        values[OPEN] = str(following)
        return HttpResponseRedirect(f"{path}?{values.urlencode()}#a{following}")
    return HttpResponseRedirect(f"{next_url}#a{action.pk}")


def _overtaken(
    request: HttpRequest, plan: Plan, form: UpdateForm, error: Overtaken, next_url: str
) -> HttpResponse:
    """What was typed beside what was recorded since, ready to be saved over it."""
    seen = {form.known.id: form.cleaned_data["seen"]}
    since = updates_since(request.user, seen).get(form.known.id, ())
    form.known = known_of(plan, [form.known.id], as_at=today())[0]
    form = form.brought_up_to_date()
    form.is_valid()
    own = bool(since) and all(update.is_own for update in since)
    form.add_error(None, _OWN_UPDATE if own else str(error))
    return _update_page(request, plan, form, next_url, since=since, status=422)


_OWN_UPDATE = (
    "You recorded an update on this action after this form was opened: it is shown here. "
    "Save again only if there is more to say."
)


def _update_page(
    request: HttpRequest,
    plan: Plan,
    form: UpdateForm,
    next_url: str,
    *,
    since: Sequence = (),
    status: int = 200,
) -> TemplateResponse:
    as_at = as_at_of(request) if request.method != "POST" else None
    context = {
        "form": form,
        "plan": plan,
        "known": form.known,
        "as_at": as_at,
        "crumbs": [
            {"label": plan.title, "url": plan.get_absolute_url()},
            {"label": "Actions", "url": reverse("plans:action-list", args=[plan.ref])},
            {"label": form.known.ref, "url": form.known.url},
            {"label": "Update"},
        ],
        **update_context(
            form,
            next_url=next_url,
            following=id_of(request.POST.get("following", "")),
            close_url=next_url,
            since=since,
        ),
    }
    return TemplateResponse(request, "plans/action_update.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def bulk_update(request: HttpRequest, ref: str) -> HttpResponse:
    """Several actions at once: one update with its reason in the history of each, or in none."""
    plan, as_at = plan_and_day(request, ref)
    list_url = reverse("plans:action-list", args=[plan.ref])
    next_url = _safe_next(request, list_url)
    if as_at.is_past:
        raise BadAddress("Updates are recorded as at today: open the list without a past day.")
    sent = request.POST if request.method == "POST" else request.GET
    actions = _chosen(request, plan, sent.getlist("actions"))
    if not actions:
        messages.error(request, "Tick at least one action, then choose Update the ticked actions.")
        return HttpResponseRedirect(next_url)
    known = known_of(plan, [action.pk for action in actions], as_at=today())
    if request.method != "POST":
        form = BulkForm(key=known[0].key, today=today())
        return _bulk_page(request, plan, form, known, next_url)
    form = BulkForm(request.POST, key=known[0].key, today=today())
    seen, since = _seen_of(sent.getlist("seen"), known), {}
    if form.is_valid():
        try:
            updates = record_bulk_update(
                actions,
                by=request.user,
                at=timezone.now(),  # noqa: TID251
                seen=seen,
                **form.facts(),
            )
        except NotAllowed:
            raise
        except Overtaken:
            since = updates_since(request.user, seen)
            form.add_error(None, _overtaken_sentence(known, since))
        except Refused as error:
            form.show(error)
        else:
            n = count_of(len(updates), "action")
            messages.success(request, f"The update is recorded on {n}, with its reason on each.")
            return HttpResponseRedirect(next_url)
    return _bulk_page(
        request, plan, form, known, next_url, since=since, seen=None if since else seen, status=422
    )


def _overtaken_sentence(known: Sequence[KnownOfAction], since: dict) -> str:
    refs = [k.ref for k in known if k.id in since]
    return (
        f"Since this page was opened, updates were recorded on {listed(refs)}. They are shown below "
        "and nothing of yours is saved yet: untick those actions or save again."
    )


def _chosen(request: HttpRequest, plan: Plan, ids: list[str]) -> list[Action]:
    """The actions of the plan that were ticked, in plan order. Raises NotAllowed where one is not theirs."""
    wanted = {pk for text in ids if (pk := id_of(text)) is not None}
    actions = list(plan.actions.filter(pk__in=wanted).order_by("position"))
    if len(actions) < len(wanted) or len(wanted) < len(set(ids)):
        raise BadAddress("One of the actions is not in this plan: go back and tick them again.")
    if request.user.position not in MANAGERS:
        held = roles_for_recording(request.user, on=today())
        rows = Standing.objects.filter(action__in=wanted).at(today())
        theirs = {pk for pk, is_mine in with_ownership(rows, request.user, held) if is_mine}
        if foreign := [a.ref for a in actions if a.pk not in theirs]:
            raise NotAllowed(
                "You can record updates only on actions that a role of yours owns; "
                f"{listed(foreign)} {'is' if len(foreign) == 1 else 'are'} not."
            )
    return actions


def _seen_of(given: list[str], known: Sequence[KnownOfAction]) -> dict[int, int]:
    """The last update that was seen of each action, from "action-update"; 0 where none was sent."""
    pairs = [text.partition("-") for text in given]
    seen = {id_of(pk): id_of(last) for pk, _, last in pairs}
    return {k.id: seen.get(k.id) or 0 for k in known}


def _bulk_page(
    request: HttpRequest,
    plan: Plan,
    form: BulkForm,
    known: Sequence[KnownOfAction],
    next_url: str,
    *,
    since: dict | None = None,
    seen: dict[int, int] | None = None,
    status: int = 200,
) -> TemplateResponse:
    since = since or {}
    context = {
        "form": form,
        "plan": plan,
        "rows": [(k, (seen or {}).get(k.id, k.seen), since.get(k.id, ())) for k in known],
        "n_text": count_of(len(known), "action"),
        "next_url": next_url,
        "crumbs": [
            {"label": plan.title, "url": plan.get_absolute_url()},
            {"label": "Actions", "url": next_url},
            {"label": "Update together"},
        ],
    }
    return TemplateResponse(request, "plans/bulk_update.html", context, status=status)


def _safe_next(request: HttpRequest, default: str) -> str:
    """Where to go afterwards: an address of this site, else the default."""
    given = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        given, allowed_hosts=None, require_https=request.is_secure()
    )
    return given.partition("#")[0] if is_ours and given.startswith("/") else default
