"""What a draft can be: a day, an audience, a meeting or review, and sections that go together."""

from collections.abc import Sequence
from datetime import date

from plans.models import Meeting, Plan
from plans.selectors.plans import BeforeThePlan, require_day
from plans.services.errors import Refused
from reports.asking import meetings_of, require_begun, require_paragraph, reviews_of
from reports.kinds import OWN
from reports.material import Chosen
from reports.models import Review
from reports.papers import PaperRefused
from reports.rules.packs import Audience, Kind

LONGEST_TITLE = 160


def checked_facts(
    kind: Kind,
    plan: Plan,
    *,
    as_at: date,
    audience: Audience,
    review: Review | None,
    meeting: Meeting | None,
    paragraph: int | None,
    title: str,
    today: date,
) -> dict:
    """The facts of a draft, once they are possible together. Raises Refused with the field."""
    if as_at > today:
        raise Refused("That day is in the future: nothing is known of it yet.", field="as_at")
    _raised_for("as_at", require_day, plan, as_at)
    _raised_for("paragraph", require_paragraph, audience, paragraph)
    if kind is Kind.SCRUTINY:
        _require_review(plan, review, as_at)
    if kind is Kind.BOARD and meeting not in meetings_of(plan):
        raise Refused("Choose a meeting of the plan’s board.", field="meeting")
    title = " ".join(title.split())
    if len(title) > LONGEST_TITLE:
        raise Refused(f"Keep the title to {LONGEST_TITLE} characters.", field="title")
    return {
        "as_at": as_at,
        "audience": audience.value,
        "exempt_paragraph": paragraph,
        "review": review if kind is Kind.SCRUTINY else None,
        "meeting": meeting if kind is Kind.BOARD else None,
        "title": title,
    }


def _require_review(plan: Plan, review: Review | None, as_at: date) -> None:
    if review is None or review not in reviews_of(plan):
        raise Refused("Choose a review of this plan.", field="review")
    _raised_for("as_at", require_begun, review, as_at)


def _raised_for(field: str, check, *args) -> None:
    try:
        check(*args)
    except (PaperRefused, BeforeThePlan) as error:
        raise Refused(str(error), field=field) from None


def checked_sections(kind: Kind, sections: Sequence[Chosen]) -> list[dict]:
    """The sections as they are kept. Raises Refused where one is unknown or none is left."""
    keys = [c.key for c in sections]
    if len(set(keys)) < len(keys) or not set(keys) <= set(OWN[kind]):
        raise Refused("These are not the sections of this kind of pack: open the page again.")
    if not any(c.is_in for c in sections):
        raise Refused("Choose at least one section.", field="sections")
    if long := next((c.title for c in sections if len(c.title) > LONGEST_TITLE), None):
        raise Refused(f"Keep each title to {LONGEST_TITLE} characters: “{long[:40]}…” is longer.")
    return [
        {"key": c.key, "title": " ".join(c.title.split()), "is_in": c.is_in}
        for c in _with_the_rest(kind, sections)
    ]


def _with_the_rest(kind: Kind, sections: Sequence[Chosen]) -> list[Chosen]:
    """The sections with those that nobody was offered, each after the one that it follows by itself.

    So a sixth objective, added later, stands after the fifth.
    """
    rows, before = list(sections), None
    for key in OWN[kind]:
        keys = [c.key for c in rows]
        if key not in keys:
            rows.insert(keys.index(before) + 1 if before else 0, Chosen(key))
        before = key
    return rows
