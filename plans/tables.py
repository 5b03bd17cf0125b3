"""The table of the action list: its columns, how each sorts, and what is read for a page of it."""

from datetime import date

import django_tables2 as tables
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Lower
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from plans.models import Standing
from plans.rules.dates import days_text
from plans.rules.meanings import (
    Mark,
    Meaning,
    board_mark,
    days_late,
    forecast_passed,
    is_overdue,
)
from plans.rules.minutes import BY_AUTHOR
from plans.rules.readings import DISPUTED
from plans.selectors.wording import day_text, due_text, forecast_text, reported_mark

PER_PAGE = 50


def loading(rows: QuerySet) -> QuerySet:
    """What a page of the table prints and nothing more; the owners come apart (`owners_of`)."""
    return rows.select_related("action", "rating", "due", "forecast_by", "latest", "decision").only(
        "basis",
        "due_on",
        "endorsed",
        "decision__is_own",
        "action__ref",
        "action__title",
        "rating__word",
        "rating__colour",
        "rating__meaning",
        "due__as_written",
        "due__due_on",
        "due__due_precision",
        "due__ongoing",
        "forecast_by__forecast_on",
        "forecast_by__forecast_precision",
        "forecast_by__forecast_as_written",
        "latest__effective_on",
        "latest__effective_precision",
        "assignment_id",
    )


class ActionTable(tables.Table):
    """One row an action as it stood on the day. A column's name is its word in `sort`."""

    ref = tables.Column(accessor="action__ref", verbose_name="")
    owner = tables.Column(accessor="action__title", verbose_name="")
    due = tables.Column(accessor="pk", verbose_name="Due, days late")
    rating = tables.Column(accessor="pk", verbose_name="Reported")
    forecast = tables.Column(accessor="pk", verbose_name="Forecast")
    updated = tables.Column(accessor="pk", visible=False)
    update = tables.Column(accessor="action_id", verbose_name="", orderable=False)

    class Meta:
        model = Standing
        fields = ()
        sequence = ("ref", "owner", "due", "rating", "forecast", "updated", "update")

    def __init__(
        self,
        *args,
        as_at: date,
        query: str = "",
        update_address: str = "",
        close_address: str = "",
        **kwargs,
    ) -> None:
        """`query` is the page's as-at part; the addresses open and close the form of a row."""
        self.as_at = as_at  # before the rest, which sorts
        super().__init__(*args, **kwargs)
        self.query = f"?{query}" if query else ""
        self.update_address, self.close_address = update_address, close_address
        self.open_id: int | None = None
        self.may: set[int] = set()  # ids of the actions on which the person may record
        self.owners: dict[int, list[tuple[int, str]]] = {}  # of each assignment, the lead first
        self._drawn: dict[Mark | str, SafeString] = {}

    def draw(self, mark: Mark) -> SafeString:
        """The mark as it is drawn everywhere; each kind once a page."""
        if mark not in self._drawn:
            self._drawn[mark] = mark_safe(  # noqa: S308 (our own template)
                render_to_string("components/rag.html", {"mark": mark}).strip()
            )
        return self._drawn[mark]

    def late(self, days: int) -> SafeString:
        if "late" not in self._drawn:
            shape = {"shape": "behind", "tone": "red"}
            self._drawn["late"] = mark_safe(  # noqa: S308 (our own template)
                render_to_string("components/shape.html", shape).strip()
            )
        words = days_text(days).split(" ")
        return format_html(
            '<br class="yp-wide"> <span class="yp-red yp-nowrap">{} <b>{}</b>'
            '<span class="govuk-visually-hidden"> {} late</span></span>',
            self._drawn["late"],
            words[0],
            words[1],
        )

    def render_ref(self, record) -> SafeString:
        ref = record.action.ref
        if record.action_id not in self.may:
            return format_html("<b>{}</b>", ref)
        return format_html(
            '<label class="yp-pick"><input class="yp-check" type="checkbox" name="actions" value="{}" '
            'form="together"><b><span class="govuk-visually-hidden">Choose </span>{}</b></label>',
            record.action_id,
            ref,
        )

    def render_owner(self, record) -> SafeString:
        owners = "; ".join(name for _, name in self.owners.get(record.assignment_id, ()))
        return format_html(
            '<a class="govuk-link" href="{}{}">{}</a><br><span class="yp-note">{}</span>',
            record.action.get_absolute_url(),
            self.query,
            record.action.title,
            owners or "No owner",
        )

    def render_due(self, record) -> SafeString:
        meaning = Meaning(record.rating.meaning) if record.rating else None
        late = (
            self.late(days_late(record.due_on, as_at=self.as_at))
            if is_overdue(meaning, record.due_on, as_at=self.as_at)
            else ""
        )
        return format_html("<span>{}{}</span>", due_text(record.due), late)

    def render_rating(self, record) -> SafeString:
        said = day_text(record.latest, short=True) if record.latest else "nothing reported"
        return format_html(
            '<span>{}{}<br><span class="yp-note yp-nowrap">{}</span></span>',
            self.draw(reported_mark(record.rating, record.basis)),
            self.board(record),
            said,
        )

    def board(self, record) -> SafeString | str:
        """The board's reading, in words of its own: quiet where it agrees, marked where it does not."""
        if not record.endorsed:
            return ""
        if record.endorsed in DISPUTED:
            meaning = Meaning(record.rating.meaning) if record.rating else None
            return format_html("<br>{}", self.draw(board_mark(record.endorsed, meaning)))
        own = BY_AUTHOR if record.decision and record.decision.is_own else ""
        return format_html(
            '<br><span class="yp-note">{} by the board{}</span>', record.endorsed, own
        )

    def render_forecast(self, record) -> SafeString | str:
        forecast = record.forecast_by
        if forecast is None:
            return mark_safe('<span class="yp-dim">none</span>')
        meaning = Meaning(record.rating.meaning) if record.rating else None
        passed = forecast_passed(meaning, forecast.forecast_on, as_at=self.as_at)
        return format_html(
            "<span>{}{}</span>",
            forecast_text(forecast, short=True),
            mark_safe('<br class="yp-wide"> <span class="yp-note">passed</span>') if passed else "",
        )

    def render_update(self, record) -> SafeString | str:
        if record.action_id not in self.may:
            return ""
        is_open = record.action_id == self.open_id
        return format_html(
            '<a class="yp-disc{}" href="{}#a{}">{}<span class="govuk-visually-hidden"> {}</span></a>',
            " is-open" if is_open else "",
            self.close_address if is_open else f"{self.update_address}{record.action_id}",
            record.action_id,
            "Close" if is_open else "Update",
            record.action.ref,
        )

    def order_ref(self, rows: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return _sorted(rows, is_descending, F("action__position"))

    def order_owner(self, rows: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return _sorted(rows, is_descending, Lower("lead__name"))

    def order_due(self, rows: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        """The longest overdue first; then what is not overdue, by date. Backwards: the latest date first."""
        if is_descending:
            return _sorted(rows, True, F("due_on"))
        overdue = When(pk__in=rows.order_by().overdue(self.as_at).values("pk"), then=Value(0))
        rows = rows.annotate(not_late=Case(overdue, default=1, output_field=IntegerField()))
        return _sorted(rows, False, F("not_late"), F("due_on"))

    def order_rating(self, rows: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        """By the key's severity, the worst first; unrated ones last either way."""
        return _sorted(rows, is_descending, F("rating__severity"))

    def order_forecast(self, rows: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return _sorted(rows, is_descending, F("forecast_by__forecast_on"))

    def order_updated(self, rows: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return _sorted(rows, is_descending, F("latest__effective_on"))


def _sorted(rows: QuerySet, is_descending: bool, *by: F | Lower) -> tuple[QuerySet, bool]:
    """Unknown values last either way; the plan's order and the primary key break ties."""
    first = [f.desc(nulls_last=True) if is_descending else f.asc(nulls_last=True) for f in by]
    return rows.order_by(*first, "action__position", "pk"), True
