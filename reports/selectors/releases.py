"""The texts of a service and whether the public may read them: those that wait first."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.core.paginator import Paginator
from django.db.models import Q

from plans.models import Service
from plans.rules.dates import long_date
from plans.rules.redaction import is_marker
from reports.released import Releases, fingerprint, releases_of
from reports.rules.releasing import RELEASABLE, Stand, Texts

ON_A_PAGE = 50


@dataclass(frozen=True)
class ReleaseLine:
    """One text. `key` names it in a form: table, row, field and the mark of the text as it stands."""

    key: str
    called: str
    name: str
    field: str
    text: str
    stand: Stand
    stand_text: str
    written_text: str
    has_changed: bool


@dataclass(frozen=True)
class ReleasePage:
    """One page of texts. `counts` are by the stand, of every text of the service."""

    counts: tuple[tuple[Stand, int], ...]
    lines: tuple[ReleaseLine, ...]
    asked: str
    kind: str
    kinds: tuple[tuple[str, str], ...]
    number: int
    n_pages: int
    n: int


def release_page(
    service: Service, *, stand: str = "", kind: str = "", number: int = 1
) -> ReleasePage:
    """The texts that stand so, of one kind or of all; as many queries as there are kinds, and one."""
    releases = releases_of(service, is_public=True)
    texts = [line for label in RELEASABLE for line in _of_table(service, label, releases)]
    counts = tuple((s, sum(1 for line in texts if line.stand is s)) for s in Stand)
    asked = stand if stand in {s.value for s in Stand} else Stand.WAITING.value
    shown = [
        line
        for line in texts
        if line.stand == asked and (not kind or line.key.startswith(f"{kind}:"))
    ]
    pages = Paginator(shown, ON_A_PAGE)
    page = pages.get_page(number)
    return ReleasePage(
        counts=counts,
        lines=tuple(page.object_list),
        asked=asked,
        kind=kind if kind in RELEASABLE else "",
        kinds=tuple((label, each.called) for label, each in RELEASABLE.items()),
        number=page.number,
        n_pages=pages.num_pages,
        n=pages.count,
    )


def _of_table(service: Service, label: str, releases: Releases) -> Iterable[ReleaseLine]:
    own = RELEASABLE[label]
    model = apps.get_model(label)
    said = Q()
    for name in own.fields:
        said |= Q(**{f"{name}__gt": ""})
    columns = ("pk", "recorded_at", "recorded_by__position", "source_id", *own.fields)
    has_source = any(f.name == "source" for f in model._meta.fields)
    columns = tuple(c for c in columns if c != "source_id" or has_source)
    named = (own.named_by,) if own.named_by and own.named_by not in own.fields else ()
    rows = model._default_manager.filter(said, **{own.service: service}).order_by("-pk")
    for row in rows.values(*columns, *named):
        for name in own.fields:
            if row[name] and not is_marker(row[name]):
                yield _line(label, own, row, name, releases)


def _line(label: str, own: Texts, row: dict, name: str, releases: Releases) -> ReleaseLine:
    text, is_published = row[name], row.get("source_id") is not None
    said = releases.said.get((label, row["pk"], name))
    stand = stand_of(releases, label, row["pk"], name, text, is_published=is_published)
    return ReleaseLine(
        key=f"{label}:{row['pk']}:{name}:{fingerprint(text)}",
        called=own.called,
        name=str(row.get(own.named_by) or "") if own.named_by else "",
        field=name.replace("_", " "),
        text=text,
        stand=stand,
        stand_text=stand.label,
        written_text=f"{long_date(row['recorded_at'].date())}",
        has_changed=bool(said and said[1] and said[0] != fingerprint(text)),
    )


def stand_of(
    releases: Releases, label: str, pk: int, name: str, text: str, *, is_published: bool
) -> Stand:
    """How a text stands: what was said of it last, as far as it holds of the text as it is."""
    said = releases.said.get((label, pk, name))
    if said and not said[1]:
        return Stand.CONFIDENTIAL
    if releases.is_released(label, pk, name, text, is_published=is_published):
        return Stand.PUBLISHED if is_published and not said else Stand.RELEASED
    return Stand.WAITING
