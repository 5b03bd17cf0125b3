"""The change log: of a plan, an action, any row, or everything, newest first."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils import timezone

from plans.models import Change, Redaction, User
from plans.readmodels_log import Asked, Chooser, FieldChange, LogLine, LogPage
from plans.rules.dates import long_date
from plans.rules.record_words import Group, done_words, labels_of, text_words, via_words
from plans.rules.redaction import BLANKABLE
from plans.rules.words import count_of

ON_A_PAGE = 50
# By which of its columns a row is named in a sentence, where it is named by its action no better.
_NAMED_BY = {
    "plans.role": "name",
    "plans.rolealias": "name",
    "plans.roleholder": "role__name",
    "plans.user": "username",
    "plans.plan": "title",
    "plans.part": "title",
    "plans.objective": "title",
    "plans.outcome": "title",
    "plans.rating": "word",
    "plans.successmeasure": "text",
    "plans.inspection": "title",
    "plans.recommendation": "title",
    "plans.source": "title",
    "plans.service": "name",
    "plans.board": "name",
    "plans.seat": "name",
    "plans.chairterm": "held_by",
    "plans.champion": "subject",
    "plans.meeting": "as_written",
    "plans.meetingpaper": "title",
    "plans.attendance": "seat__name",
    "plans.minuteline": "text",
    "plans.ruleswitch": "code",
    "plans.duedate": "as_written",
    "plans.assignment": "as_written",
    "plans.assignmentrole": "role__name",
    "plans.endorsement": "decision",
    "plans.decision": "kind",
    "plans.questionanswer": "kind",
    "indicators.indicator": "name",
    "indicators.reading": "period",
    "indicators.approval": "reading__period",
    "indicators.countingrule": "version",
    "indicators.step": "name",
    "indicators.bandset": "name",
    "indicators.band": "word",
    "indicators.target": "as_written",
    "indicators.note": "text",
    "indicators.claim": "text",
    "indicators.link": "indicator__name",
    "indicators.sourcetable": "title",
    "indicators.tablecolumn": "heading",
    "indicators.tablerow": "heading",
    "indicators.tablecell": "printed",
    "reports.review": "title",
    "reports.narrative": "kind",
    "reports.reviewobjective": "title",
    "reports.panelmember": "role",
    "reports.panelmeeting": "as_written",
    "reports.witness": "role",
    "reports.receiveddocument": "title",
    "reports.evidence": "text",
    "reports.exhibit": "caption",
    "reports.conclusion": "text",
    "reports.panelrecommendation": "text",
    "reports.glossaryterm": "short",
    "reports.response": "answer",
    "reports.implementation": "progress",
    "reports.sectionorder": "kind",
    "reports.housestyle": "council",
    "reports.draft": "kind",
    "reports.accepted": "code",
    "reports.issuedpack": "title",
    "reports.issuedfile": "name",
}
_NAME_LENGTH = 80  # of a name in a sentence; the row itself has the rest


def plan_log(plan_id: int) -> QuerySet[Change]:
    return Change.objects.filter(plan=plan_id)


def action_log(action_id: int) -> QuerySet[Change]:
    return Change.objects.filter(action=action_id)


def object_log(label: str, object_id: int) -> QuerySet[Change]:
    return Change.objects.filter(model=label, object_id=object_id)


def log_page(
    log: QuerySet[Change],
    asked: Asked,
    number: int,
    *,
    is_whole: bool = False,
    is_administrator: bool = False,
) -> LogPage:
    """One page of a log, narrowed; four queries however long it is.

    `is_whole`: it is the log of everything, accounts included. Administrators see which account it
    was, and are led to blanking a text.
    """
    rows = _narrowed(log, asked).select_related("by", "plan", "action").order_by("-pk")
    pages = Paginator(rows, ON_A_PAGE)
    page = pages.get_page(number)
    changes = list(page.object_list)
    names = names_of((c.model, c.object_id) for c in changes)
    return LogPage(
        n=pages.count,
        n_text=count_of(pages.count, "change"),
        range_text=f"{page.start_index():,} to {page.end_index():,} of " if pages.count else "",
        lines=tuple(_line(change, names, is_administrator) for change in changes),
        groups=_groups(asked, is_whole=is_whole),
        people=_people(log, asked, is_administrator),
        is_narrowed=asked != Asked(),
        number=page.number,
        n_pages=pages.num_pages,
    )


def _narrowed(log: QuerySet[Change], asked: Asked) -> QuerySet[Change]:
    if asked.group:
        log = log.filter(model__in=labels_of(asked.group))
    if asked.by:
        log = log.filter(by=asked.by)
    if asked.since:
        log = log.filter(at__gte=_midnight(date.fromisoformat(asked.since)))
    if asked.until:
        log = log.filter(at__lt=_midnight(date.fromisoformat(asked.until) + timedelta(days=1)))
    return log


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def _groups(asked: Asked, *, is_whole: bool) -> tuple[Chooser, ...]:
    """The kinds of thing; accounts are in the log of everything alone."""
    groups = [group for group in Group if is_whole or group is not Group.PEOPLE]
    return tuple(Chooser(group.value, group.label, group == asked.group) for group in groups)


def _people(log: QuerySet[Change], asked: Asked, is_administrator: bool) -> tuple[Chooser, ...]:
    users = User.objects.filter(pk__in=log.order_by().values("by"))
    return tuple(
        Chooser(str(user.pk), _who(user, is_administrator), user.pk == asked.by) for user in users
    )


def _who(user: User, is_administrator: bool) -> str:
    return f"{user} ({user.username})" if is_administrator else str(user)


def names_of(rows: Iterable[tuple[str, int]]) -> dict[tuple[str, int], tuple[str, str]]:
    """What each row is named by, and the reason that it gives itself; one query for all of them."""
    wanted = defaultdict(set)
    for label, pk in rows:
        wanted[label].add(pk)
    parts = [_named(label, pks) for label, pks in sorted(wanted.items())]
    parts = [part for part in parts if part is not None]
    if not parts:
        return {}
    found = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return {(label, pk): (name or "", reason or "") for label, pk, name, reason in found}


def _named(label: str, pks: set[int]) -> QuerySet | None:
    """Label, id, name and reason of these rows; None where the table has neither, or is no more."""
    try:
        model = apps.get_model(label)
    except LookupError:
        return None
    has_reason = "reason" in {f.name for f in model._meta.local_concrete_fields}
    path = _NAMED_BY.get(label)
    if model is Redaction:
        name = Concat(F("model"), Value("."), F("field"), output_field=TextField())
    elif path:
        name = Cast(F(path), TextField())
    else:
        name = Value("", TextField())
    if not (path or has_reason):
        return None
    reason = Cast(Coalesce(F("reason"), Value("")), TextField()) if has_reason else Value("")
    return (
        models.QuerySet(model)
        .filter(pk__in=pks)
        .order_by()
        .values_list(Value(label, CharField()), F("pk"), name, reason)
    )


def _line(change: Change, names: dict, is_administrator: bool) -> LogLine:
    label, pk = change.model, change.object_id
    name, reason = names.get((label, pk), ("", ""))
    name = name or _name_then(change)
    ref = change.action.ref if change.action else ""
    if label == "plans.redaction":
        name = text_words(*name.rpartition(".")[::2], ref=ref)
    else:
        name = name.partition("\n")[0]
        name = f"{name[:_NAME_LENGTH].rstrip()}…" if len(name) > _NAME_LENGTH else name
    done = done_words(change.kind, label, name=name, ref=ref)
    via = via_words(change.via)
    if change.by:
        sentence = f"{_who(change.by, is_administrator)} {done}, {via}."
    else:
        sentence = f"{_nobody(change.via)} {done}."
    return LogLine(
        number=change.pk,
        at_text=at_text(change.at),
        sentence=sentence,
        why=change.why or (reason if change.kind == "added" else ""),
        plan=change.plan.title if change.plan else "",
        changes=_field_changes(change),
        url=change.action.get_absolute_url() if change.action else "",
        url_text=f"Action {ref}" if ref else "",
        record_url=reverse("plans:object-record", args=[label, pk]),
        texts_url=reverse("plans:redact", args=[label, pk])
        if is_administrator and label in BLANKABLE
        else "",
    )


def _nobody(via: str) -> str:
    """Who did what no account is known of."""
    kind, _, name = via.partition(" ")
    if kind == "command":
        return f"The command {name}"
    return "Somebody at the database" if kind == "direct" else "Somebody who was not signed in"


def at_text(at: datetime) -> str:
    """ "21 November 2026, 10:32", as clocks in the United Kingdom showed it."""
    local = timezone.localtime(at)
    return f"{long_date(local.date())}, {local:%H:%M}"


def _name_then(change: Change) -> str:
    """How a row that is no more was named."""
    path = _NAMED_BY.get(change.model, "")
    return str((change.before or {}).get(path) or "")


def _field_changes(change: Change) -> tuple[FieldChange, ...]:
    """What was changed of a row, field by field."""
    if change.kind != "changed":
        return ()
    before, after = change.before or {}, change.after or {}
    fields = _fields(change.model)
    return tuple(
        FieldChange(
            _label(fields, name), *_said(fields.get(name), before.get(name), after.get(name))
        )
        for name in after
        if before.get(name) != after.get(name)
    )


def _fields(label: str) -> dict[str, models.Field]:
    try:
        return {f.column: f for f in apps.get_model(label)._meta.local_concrete_fields}
    except (LookupError, FieldDoesNotExist):
        return {}


def _label(fields: dict[str, models.Field], name: str) -> str:
    text = str(fields[name].verbose_name) if name in fields else name.replace("_", " ")
    return text[:1].upper() + text[1:]


def _said(field: models.Field | None, before, after) -> tuple[str, str]:
    if field is not None and field.name == "password":
        return "", "changed"
    if isinstance(field, models.ForeignKey):
        words = ["" if v is None else f"no. {v}" for v in (before, after)]
        return words[0], words[1]
    return _value_text(field, before), _value_text(field, after)


def _value_text(field: models.Field | None, value) -> str:
    """A value of the log in words: "" for nothing. Each database writes true, and times, its own way."""
    if value is None or value == "":
        return ""
    if isinstance(field, models.BooleanField):
        return "yes" if value in (True, 1) else "no"
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateField):
        try:
            day = field.to_python(value)
        except ValidationError:
            return str(value)
        if isinstance(day, datetime):
            return at_text(day if timezone.is_aware(day) else day.replace(tzinfo=UTC))
        return long_date(day)
    return str(value)
