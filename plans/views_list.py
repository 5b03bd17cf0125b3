"""The action list: filtered, sorted, page by page, and the same as a file."""

from collections.abc import Sequence
from functools import partial

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from plans.addresses import LEFT_OUT, OPEN, address_of, id_of, page_number, pairs_of, with_query
from plans.asat import plan_and_day
from plans.csv_file import actions_csv
from plans.filters import ALL_SORTS, SORTS, ActionFilter
from plans.forms import UpdateForm
from plans.models import Standing
from plans.problems import BadAddress
from plans.readmodels import LinkLine
from plans.readmodels_record import SortLink
from plans.rules.access import RECORDERS, may_record
from plans.rules.words import count_of
from plans.selectors.lines import action_lines
from plans.selectors.list_choices import list_choices
from plans.selectors.questions import plan_questions
from plans.selectors.recording import (
    known_of,
    owners_of,
    roles_for_recording,
    with_ownership,
)
from plans.selectors.state import with_questions
from plans.tables import PER_PAGE, ActionTable, loading
from plans.views_record import update_context


class ActionList(SingleTableMixin, FilterView):
    """The actions of a plan as at a day: filtered, sorted, page by page, all of it in the address."""

    model = Standing
    table_class = ActionTable
    filterset_class = ActionFilter
    template_name = "plans/action_list.html"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.plan, self.as_at = plan_and_day(request, kwargs["ref"])
        self.choices = list_choices(self.plan, as_at=self.as_at.on, known_on=self.as_at.known_on)
        self.may_update = request.user.position in RECORDERS and not self.as_at.is_past
        self.held = (
            roles_for_recording(request.user, on=self.as_at.on) if self.may_update else set()
        )

    def get_queryset(self):
        rows = Standing.objects.of_plan(self.plan).at(self.as_at.on, self.as_at.known_on)
        return loading(rows)

    def get_filterset_kwargs(self, filterset_class) -> dict:
        return {
            "data": self.request.GET,
            "queryset": self.get_queryset(),
            "choices": self.choices,
            "as_at": self.as_at.on,
            "overdue_is_behind": self.plan.overdue_is_behind,
        }

    def address(self, *without: str, **changes: str) -> str:
        """This page's address with some parameters changed; the page and the open form are left out."""
        return address_of(self.request, {"page", OPEN, *without}, changes)

    def get_table(self, **kwargs) -> ActionTable:
        """The page asked for, else that of the action whose form is open, else the nearest there is."""
        sort = self.filterset.order if self.filterset.is_valid() else "ref"
        here = self.address(**({"page": page} if (page := self.request.GET.get("page")) else {}))
        table = ActionTable(
            data=self.object_list,
            order_by=sort,
            as_at=self.as_at.on,
            query=self.as_at.query,
            update_address=with_query(self.address(), f"{OPEN}="),
            close_address=here,
            exclude=() if self.may_update else ("update",),
        )
        self.open_id, self.following = None, None
        pager, page = _Pager, self.request.GET.get("page", "1")
        if self.may_update and self.request.GET.get(OPEN):
            pager, page = self._open(table, page)
        elif self.filterset.is_valid() and not self.filterset.asked:
            pager = partial(_Pager, count=self.choices.n)
        table.paginate(paginator_class=pager, per_page=PER_PAGE, page=page_number(page))
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
        asked = id_of(self.request.GET[OPEN])
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
            "clear_url": with_query(self.request.path, self.as_at.query),
            "csv_url": address_of(
                self.request, {"page", OPEN}, {"sort": sort}, path=self._url("plans:action-csv")
            ),
            "groups": found.groups(),
            "keep": [(k, v) for k, v in pairs_of(self.request) if k not in LEFT_OUT],
            "today_url": self.address("as_at", "known_on"),
            "plan_url": with_query(self.plan.get_absolute_url(), self.as_at.query),
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
                next_url=address_of(self.request, {OPEN}, {}),
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
        if not n or "overdue" not in self.filterset.asked:
            return ""
        word = self.choices.behind_word.lower()
        called = f" The key’s word for behind is {word}." if word else ""
        return f"{self.choices.overdue_rule}{called}"

    def _tags(self) -> list[LinkLine]:
        """What is chosen, each with the address that leaves it out."""
        tags = []
        for name, chosen in self.filterset.asked.items():
            for choice in chosen:
                rest = [c.value for c in chosen if c is not choice]
                url = address_of(self.request, {"page", OPEN}, {name: rest})
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
    rows = Standing.objects.of_plan(plan).at(as_at.on, as_at.known_on).with_facts()
    found = ActionFilter(
        request.GET,
        queryset=rows,
        choices=list_choices(plan, as_at=as_at.on, known_on=as_at.known_on),
        as_at=as_at.on,
        overdue_is_behind=plan.overdue_is_behind,
    )
    if not found.is_valid():
        raise BadAddress(" ".join(e for errors in found.errors.values() for e in errors))
    table = ActionTable(data=found.qs, order_by=found.order, as_at=as_at.on)
    questions = plan_questions(plan, as_at=as_at.on, known_on=as_at.known_on)
    lines = with_questions(action_lines(plan, as_at=as_at.on, rows=table.data.data), questions)
    name = f"{plan.ref}-actions-{as_at.on.isoformat()}.csv"
    return HttpResponse(
        actions_csv(lines),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
