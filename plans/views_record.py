"""The action list, and the pages on which updates are recorded."""

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from plans.asat import as_at_of, plan_and_day, today
from plans.csv_file import actions_csv
from plans.filters import ALL_SORTS, SORTS, ActionFilter
from plans.forms import BulkForm, UpdateForm
from plans.models import Action, Plan, Standing
from plans.problems import BadAddress, NotThere
from plans.readmodels import LinkLine
from plans.readmodels_record import KnownOfAction, SortLink
from plans.rules.access import MANAGERS, RECORDERS, may_record
from plans.rules.words import count_of, listed
from plans.selectors.lines import action_lines
from plans.selectors.list_choices import list_choices
from plans.selectors.plans import get_plan
from plans.selectors.recording import (
    known_of,
    owners_of,
    roles_for_recording,
    updates_since,
    with_ownership,
)
from plans.services.errors import NotAllowed, Overtaken, Refused
from plans.services.statements import record_bulk_update, record_update, require_may_record
from plans.tables import PER_PAGE, ActionTable, loading

OPEN = "update"  # the parameter that names the action whose form is open


class ActionList(SingleTableMixin, FilterView):
    """The actions of a plan as at a day: filtered, sorted, page by page, all of it in the address."""

    model = Standing
    table_class = ActionTable
    filterset_class = ActionFilter
    template_name = "plans/action_list.html"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.plan, self.as_at = plan_and_day(request, kwargs["ref"])
        self.choices = list_choices(self.plan, as_at=self.as_at.on)
        self.may_update = request.user.position in RECORDERS and not self.as_at.is_past
        self.held = (
            roles_for_recording(request.user, on=self.as_at.on) if self.may_update else set()
        )

    def get_queryset(self):
        return loading(Standing.objects.of_plan(self.plan).at(self.as_at.on))

    def get_filterset_kwargs(self, filterset_class) -> dict:
        return {
            "data": self.request.GET,
            "queryset": self.get_queryset(),
            "choices": self.choices,
            "as_at": self.as_at.on,
        }

    def address(self, *without: str, **changes: str) -> str:
        """This page's address with some parameters changed; the page and the open form are left out."""
        return _address(self.request, {"page", OPEN, *without}, changes)

    def get_table(self, **kwargs) -> ActionTable:
        """The page asked for, else that of the action whose form is open, else the nearest there is."""
        sort = self.filterset.order if self.filterset.is_valid() else "ref"
        here = self.address(**({"page": page} if (page := self.request.GET.get("page")) else {}))
        table = ActionTable(
            data=self.object_list,
            order_by=sort,
            as_at=self.as_at.on,
            query=self.as_at.query,
            update_address=_with(self.address(), f"{OPEN}="),
            close_address=here,
            exclude=() if self.may_update else ("update",),
        )
        self.open_id, self.following = None, None
        pager, page = _Pager, self.request.GET.get("page", "1")
        if self.may_update and self.request.GET.get(OPEN):
            pager, page = self._open(table, page)
        elif self.filterset.is_valid() and not self.filterset.asked:
            pager = partial(_Pager, count=self.choices.n)
        table.paginate(paginator_class=pager, per_page=PER_PAGE, page=_number(page))
        table.open_id = self.open_id
        self.rows = list(table.page.object_list.data)
        table.owners = owners_of(self.rows)
        if self.may_update:
            table.may = {row.action_id for row in self.rows if self._is_theirs(table, row)}
        return table

    def _is_theirs(self, table: ActionTable, row: Standing) -> bool:
        owners = {role for role, _ in table.owners.get(row.assignment_id, ())}
        return may_record(self.request.user.position, roles_held=self.held, owner_roles=owners)

    def _open(self, table: ActionTable, page: str):
        """Finds the action whose form is to be open, and the one after it that may be updated too."""
        owned = with_ownership(table.data.data, self.request.user, self.held)
        ids = [pk for pk, _ in owned]
        mine = [pk for pk, is_mine in owned if is_mine]
        asked = _id(self.request.GET[OPEN])
        if asked in mine:
            self.open_id = asked
            page = str(ids.index(self.open_id) // PER_PAGE + 1)
            after = mine.index(self.open_id) + 1
            self.following = mine[after] if after < len(mine) else None
        return partial(_Pager, count=len(ids)), page

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        table, found = context["table"], self.filterset
        is_valid = found.is_valid()
        n = table.paginator.count if is_valid else 0
        sort = found.order if is_valid else "ref"
        page = table.page
        context |= {
            "plan": self.plan,
            "as_at": self.as_at,
            "is_valid": is_valid,
            "headline": found.sentence(n) if is_valid else "This filter cannot be read",
            "sub": self._sub(n),
            "n": n,
            "n_text": count_of(n, "action"),
            "sort_text": ALL_SORTS[sort][1],
            "sort": sort,
            "sorts": [(k, v[0]) for k, v in (SORTS | {sort: ALL_SORTS[sort]}).items()],
            "heads": self._heads(sort),
            "tags": self._tags(),
            "clear_url": _with(self.request.path, self.as_at.query),
            "csv_url": _address(
                self.request, {"page", OPEN}, {"sort": sort}, path=self._url("plans:action-csv")
            ),
            "groups": found.groups(),
            "keep": [(k, v) for k, v in _pairs(self.request) if k not in ("as_at", "page", OPEN)],
            "today_url": self.address("as_at"),
            "plan_url": _with(self.plan.get_absolute_url(), self.as_at.query),
            "pages": self._pages(page),
            "range_text": f"{page.start_index():,} to {page.end_index():,} of " if n else "",
            "may_update": self.may_update and bool(table.may),
            "is_recorder": self.request.user.position in RECORDERS,
            "bulk_url": self._url("plans:bulk-update"),
            "here": self.request.get_full_path(),
        }
        if not is_valid:
            context["form"] = found.form
        if self.open_id:
            known = known_of(self.plan, [self.open_id], as_at=self.as_at.on)[0]
            context |= update_context(
                UpdateForm(known=known, today=self.as_at.on),
                next_url=_address(self.request, {OPEN}, {}),
                following=self.following,
                close_url=f"{table.close_address}#a{self.open_id}",
            )
        elif self.may_update and self.request.GET.get(OPEN):
            context["not_here"] = True
        return context

    def render_to_response(self, context, **kwargs) -> HttpResponse:
        return super().render_to_response(
            context, status=200 if context["is_valid"] else 400, **kwargs
        )

    def _url(self, name: str) -> str:
        return reverse(name, args=[self.plan.ref])

    def _sub(self, n: int) -> str:
        """What the key calls an action that is past its date, once, where such are asked for."""
        word = self.choices.behind_word.lower()
        if not (n and word and "overdue" in self.filterset.asked):
            return ""
        return f"By the plan’s own key {'it' if n == 1 else 'each'} would be {word}."

    def _tags(self) -> list[LinkLine]:
        """What is chosen, each with the address that leaves it out."""
        tags = []
        for name, chosen in self.filterset.asked.items():
            for choice in chosen:
                rest = [c.value for c in chosen if c is not choice]
                url = _address(self.request, {"page", OPEN}, {name: rest})
                label = choice.label
                if name in ("part", "objective"):
                    word = "Part" if name == "part" else self.choices.objective_word.capitalize()
                    label = f"{word} {choice.value}"
                tags.append(LinkLine(label, url))
        return tags

    def _heads(self, sort: str) -> list[tuple[str, str, Sequence[SortLink]]]:
        """The heads of the table: width, words before the links, and the ways to sort."""

        def link(text: str, name: str, *, first: str = "") -> SortLink:
            first = first or name
            back = name if first.startswith("-") else f"-{name}"
            direction = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
            return SortLink(text, self.address(sort=back if sort == first else first), direction)

        return [
            ("yp-w-6", "", [link("Ref", "ref")]),
            ("yp-w-40", "Action,", [link("owner", "owner")]),
            ("yp-w-15", "", [link("Due, days late", "due")]),
            (
                "yp-w-17",
                "",
                [link("Reported", "rating"), link("last update", "updated", first="-updated")],
            ),
            ("", "", [link("Forecast", "forecast")]),
        ]

    def _pages(self, page) -> dict:
        """The links to other pages; nothing where there is one page."""
        if page.paginator.num_pages == 1:
            return {}
        numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
        return {
            "previous": self.address(page=str(page.number - 1)) if page.has_previous() else "",
            "next": self.address(page=str(page.number + 1)) if page.has_next() else "",
            "items": [
                (n, self.address(page=str(n)) if isinstance(n, int) else "", n == page.number)
                for n in numbers
            ],
        }


class _Pager(Paginator):
    """Gives the nearest page that there is; told how many rows there are, it does not ask."""

    def __init__(self, *args, count: int | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if count is not None:
            self.count = count

    def validate_number(self, number: int) -> int:
        return min(max(number, 1), self.num_pages)


@require_safe
def action_csv(request: HttpRequest, ref: str) -> HttpResponse:
    """The same filter as a file; a filter that cannot be read gets a page that says so."""
    plan, as_at = plan_and_day(request, ref)
    rows = Standing.objects.of_plan(plan).at(as_at.on).with_facts()
    found = ActionFilter(
        request.GET, queryset=rows, choices=list_choices(plan, as_at=as_at.on), as_at=as_at.on
    )
    if not found.is_valid():
        raise BadAddress(" ".join(e for errors in found.errors.values() for e in errors))
    table = ActionTable(data=found.qs, order_by=found.order, as_at=as_at.on)
    lines = action_lines(plan, as_at=as_at.on, rows=table.data.data)
    name = f"{plan.ref}-actions-{as_at.on.isoformat()}.csv"
    return HttpResponse(
        actions_csv(lines),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


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
    following = _id(request.POST.get("following", ""))
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
            following=_id(request.POST.get("following", "")),
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
    wanted = {pk for text in ids if (pk := _id(text)) is not None}
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
    seen = {_id(pk): _id(last) for pk, _, last in pairs}
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


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.GET.lists() for value in values if value]


def _address(
    request: HttpRequest, without: set[str], changes: dict[str, str | list[str]], path: str = ""
) -> str:
    """The address of this request without some parameters and with others in their place."""
    kept = [(k, v) for k, v in _pairs(request) if k not in without and k not in changes]
    new = [
        (name, value)
        for name, given in changes.items()
        for value in (given if isinstance(given, list) else [given])
    ]
    return _with(path or request.path, urlencode(kept + new))


def _with(path: str, query: str) -> str:
    if not query:
        return path
    return f"{path}{'&' if '?' in path else '?'}{query}"


def _number(page: str) -> int:
    return _id(page) or 1


def _id(text: str) -> int | None:
    """The number that an address or a form sent; None where it is none, or longer than any can be."""
    return int(text) if text.isdecimal() and len(text) < 19 else None
