"""Shows the texts of a review on its pages: Markdown with its live figures, as they stand on a day."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from plans.models import Plan
from plans.selectors.state import PlanState, plan_state
from reports.blocks import Block, Heading, Span
from reports.material import Asked, Material
from reports.models import Review
from reports.narrative.fields import Choice, Fields, choices
from reports.narrative.live import NoSuchField
from reports.narrative.markdown import blocks_of
from reports.render.html import Laid
from reports.render.medium import Medium
from reports.rules.packs import Kind

N_SUGGESTED = 10
_QUOTED = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_TOP = 3  # the level of the heading under which a text stands on a page


@dataclass(frozen=True)
class ShownText:
    """A text as a page shows it, and what of it could not be passed on, each with its line."""

    html: SafeString
    problems: tuple[str, ...]


class PageFields(Fields):
    """The live fields of a page, which has no paper to make: of the plan its state alone is read."""

    def state(self, ref: str) -> PlanState:
        return plan_state(self._plans[ref], as_at=self.material.as_at)


class ReviewWords:
    """The words of one review as at a day; figures are read at their first use, once for all texts."""

    def __init__(self, review: Review, *, as_at: date) -> None:
        self.review, self.as_at = review, as_at

    def show(self, markdown: str) -> ShownText:
        """The text with its problems. A text about no plan at all quotes no figures."""
        if not markdown.strip():
            return ShownText(SafeString(""), ())
        read = blocks_of(markdown, self.fields)
        blocks = tuple(_referring(block, self._places) for block in read.blocks)
        return ShownText(_html(blocks), tuple(problem.placed_text for problem in read.problems))

    @cached_property
    def material(self) -> Material | None:
        """What the figures are read from; None where the service has no plan yet."""
        plan = self.review.plan or _latest_plan(self.review, self.as_at)
        if plan is None or (self.review.plan and plan.begins_on > self.as_at):
            return None
        asked = Asked(kind=Kind.SCRUTINY, plan=plan, as_at=self.as_at, review=self.review)
        return Material(asked)

    @cached_property
    def fields(self) -> Fields | None:
        return PageFields(self.material) if self.material else None

    @cached_property
    def groups(self):
        """Everything that a text can quote, in groups."""
        return choices(self.material) if self.material else ()

    def suggested(self, texts: Iterable[str]) -> tuple[Choice, ...]:
        """The live fields that these texts quote most, then those of the plan: ten, with their values."""
        if self.material is None:
            return ()
        used = Counter(name for text in texts for name in _QUOTED.findall(text))
        plan = self.material.asked.plan.ref
        names = [name for name, _ in used.most_common()]
        names += [name for name in self.fields.named("plan", plan) if name not in used]
        found = (self._choice(name) for name in names[: 3 * N_SUGGESTED])
        return tuple(choice for choice in found if choice)[:N_SUGGESTED]

    def _choice(self, name: str) -> Choice | None:
        try:
            value = self.fields.value(name)
        except NoSuchField:
            return None
        return Choice(name, value.says, value.text or value.says)

    @cached_property
    def _places(self) -> dict[str, str]:
        """What the places of the report are called, by their anchors."""
        named = self.fields.named("see") if self.fields else {}
        return {value.anchor: value.says for value in named.values()}


def _latest_plan(review: Review, as_at: date) -> Plan | None:
    plans = Plan.objects.filter(service_id=review.service_id, begins_on__lte=as_at)
    return plans.select_related("service").order_by("-begins_on", "ref").first()


def _referring(value: Any, places: dict[str, str]) -> Any:
    """The same with the words of every reference: on a page of ours nothing is numbered yet."""
    if isinstance(value, Span):
        if value.text or not value.link.startswith("#"):
            return value
        said = places.get(value.link.removeprefix("#"), "a place in the report")
        return replace(value, text=said, link="", page_of="")
    if isinstance(value, tuple):
        return tuple(_referring(each, places) for each in value)
    if is_dataclass(value) and type(value).__module__ == "reports.blocks":
        inner = {f.name: _referring(getattr(value, f.name), places) for f in fields(value)}
        return replace(value, **inner)
    return value


def _html(blocks: Iterable[Block]) -> SafeString:
    medium = Medium(is_paged=False, top=_TOP)
    said = []
    for n, block in enumerate(blocks):
        level = min(_TOP - 1 + block.level, 6) if isinstance(block, Heading) else None
        laid = Laid(block, "", f"text-{n}", level)
        context = {"set": laid, "block": block, "medium": medium}
        said.append(render_to_string(laid.template, context))
    return mark_safe("".join(said))  # noqa: S308  the templates escape
