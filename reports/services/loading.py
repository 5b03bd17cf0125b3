"""Loads the fixture files with the reviews that are in them, and what came of these."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from indicators.models import SourceTable
from indicators.services import loading
from indicators.services.loading_names import known_of
from plans.models import Plan
from plans.services.fixture_file import check_sections
from plans.services.loading import Further
from plans.services.loading_file import FixtureFile
from reports.models import PanelRecommendation, Review, Witness
from reports.services.review_sections import SECTIONS
from reports.services.writing_review import ReviewWriter

_BACKGROUND = "background"  # where paragraphs stand that bear on no objective


def load_fixtures(folder: Path, *, at: datetime, further: Sequence[Further] = (), **options) -> int:
    """Loads every file of the folder, with its reviews; see plans/services/loading.py."""
    own = (_load_reviews, _load_panels, _load_evidence, _load_findings, _load_answers)
    return loading.load_fixtures(folder, at=at, further=(*own, *further), **options)


def _writer(file: FixtureFile) -> ReviewWriter:
    return ReviewWriter(by=file.by.clerk, at=file.at, source=file.source)


def _load_reviews(file: FixtureFile) -> None:
    """The reviews, their texts that stand alone, their objectives and their glossaries."""
    given = {name: file.facts[name] for name in SECTIONS if name in file.facts}
    check_sections(file.name, given, SECTIONS, has_source="source" in file.facts)
    write = _writer(file)
    for _, ref, item in file.each("review", "ref"):
        facts = file.placed(item, "plan")
        known_of(file, "review")[ref] = file.put(
            f"review {ref}",
            item,
            lambda f=facts, i=item: write.add_review(file.service, plan=_plan(file, i), **f),
        )
    for section, called, add in (
        ("narrative", "kind", write.add_narrative),
        ("review_objective", "number", write.add_objective),
        ("term", "short", write.add_term),
    ):
        for _, name, item in file.each(section, called):
            key, review = _review(file, section, item)
            row = _put(file, f"{key}, {section} {name}", item, review, add)
            known_of(file, section)[key, name] = row


def _plan(file: FixtureFile, item: dict) -> Plan | None:
    """The plan that a review is of: the one that it names, if it names one. Raises KeyError."""
    plans = {plan.ref: plan for plan in file.known.plans[file.service.pk] if plan}
    return plans[item["plan"]] if "plan" in item else None


def _review(file: FixtureFile, section: str, item: dict) -> tuple[str, Review | None]:
    """The review that an entry is of, after the name of it in the ledger."""
    own = [entry["ref"] for entry in file.facts.get("review", ())]
    if "review" not in item and len(own) != 1:
        raise file.broken(section, 'say which review it is of: review = "its-ref".')
    ref = item.get("review", *own[:1])
    with file.needs(section):
        return f"review {ref}", known_of(file, "review")[ref]


def _put(file: FixtureFile, key: str, item: dict, row, add, *, without=(), **more):
    """A row that belongs to another; what has rows of its own is left out of it."""
    given = {name: value for name, value in item.items() if name not in without}
    facts = file.placed(given, "review")
    return file.put(key, given, lambda: add(row, **(facts | more)))


def _load_panels(file: FixtureFile) -> None:
    """Who sat on the panel, when it met, whom it heard and what it received."""
    write, n_of = _writer(file), _count()
    for _, _, item in file.each("panel_member"):
        key, review = _review(file, "panel_member", item)
        n = n_of(key, "member")
        _put(file, f"{key}, member {n}", item, review, write.add_member, position=n)
    for _, day, item in file.each("panel_meeting", "as_written"):
        key, review = _review(file, "panel_meeting", item)
        n = n_of(key, "meeting")
        kept = ("witnesses", "documents")
        name = f"{key}, meeting {n}"
        meeting = _put(file, name, item, review, write.add_meeting, without=kept, position=n)
        place = item.get("place", "")
        for m, each in enumerate(item.get("witnesses", ()), start=1):
            known_of(file, "witness")[key, each["role"], day] = _put(
                *(file, f"{name}, witness {m}", each, meeting, write.add_witness),
                position=m,
                place=place,
            )
        for m, each in enumerate(item.get("documents", ()), start=1):
            _put(
                *(file, f"{name}, document {m}", each, meeting, write.add_document),
                position=m,
                place=place,
            )


def _count():
    """A function that counts what it is called with: 1, 2, 3 of each."""
    counts: defaultdict[tuple, int] = defaultdict(int)

    def count(*what) -> int:
        counts[what] += 1
        return counts[what]

    return count


def _load_evidence(file: FixtureFile) -> None:
    """The paragraphs, numbered within their objective or the background, and what they show."""
    write, n_of = _writer(file), _count()
    for _, _, item in file.each("evidence"):
        key, review = _review(file, "evidence", item)
        number = item.get("objective")
        where = f"{key}, {_BACKGROUND if number is None else f'objective {number}'}"
        n = n_of(where)
        name = f"{where}, evidence {n}"
        with file.needs(name):
            objective = known_of(file, "review_objective")[key, number] if number else None
            heard = _heard(file, key, item)
        evidence = file.put(
            name,
            {k: v for k, v in item.items() if k != "exhibits"},
            lambda r=review, n=n, o=objective, h=heard, i=item: write.add_evidence(
                r,
                position=n,
                objective=o,
                witnesses=h,
                **file.placed(i, "review", "objective", "witnesses", "exhibits"),
            ),
        )
        for m, each in enumerate(item.get("exhibits", ()), start=1):
            facts = {"place": item.get("place", "")} | each
            file.put(
                f"{name}, exhibit {m}",
                each,
                lambda e=evidence, m=m, f=facts: write.add_exhibit(
                    e, position=m, **(f | _shown(file, f))
                ),
            )


def _heard(file: FixtureFile, review: str, item: dict) -> list[Witness | None]:
    """The witnesses that a paragraph names, each at the meeting named, else at all of theirs.

    Raises KeyError.
    """
    known, found = known_of(file, "witness"), []
    for each in item.get("witnesses", ()):
        rows = [
            row
            for (of, role, day), row in known.items()
            if (of, role) == (review, each["role"]) and day == each.get("meeting", day)
        ]
        if not rows:
            raise KeyError(each["role"])
        found += rows
    return found


def _shown(file: FixtureFile, item: dict) -> dict:
    """What an exhibit shows, as rows. Raises KeyError."""
    shown = {}
    if "indicator" in item:
        shown["indicator"] = known_of(file, "indicator")[item["indicator"]]
    if "table" in item:
        tables = {t.ref: t for t in SourceTable.objects.filter(service=file.service)}
        shown["table"] = tables[item["table"]]
    if "outstanding_of" in item:
        shown["outstanding_of"] = _plan(file, {"plan": item["outstanding_of"]})
    return shown


def _load_findings(file: FixtureFile) -> None:
    """The conclusions, and the recommendations that rest on them."""
    write = _writer(file)
    for _, number, item in file.each("conclusion", "number"):
        key, review = _review(file, "conclusion", item)
        row = _put(file, f"{key}, conclusion {number}", item, review, write.add_conclusion)
        known_of(file, "conclusion")[key, number] = row
    for _, number, item in file.each("panel_recommendation", "number"):
        key, review = _review(file, "panel_recommendation", item)
        name = f"{key}, recommendation {number}"
        with file.needs(name):
            rests_on = [known_of(file, "conclusion")[key, n] for n in item.get("conclusions", ())]
        known_of(file, "panel_recommendation")[key, number] = _put(
            *(file, name, item, review, write.add_recommendation),
            conclusions=rests_on,
            **{part: "\n".join(item.get(part, ())) for part in _LINES},
        )


_LINES = ("action_by", "policy_framework", "resource_implications")


def _load_answers(file: FixtureFile) -> None:
    """What the executive answered to recommendations, and how far they were carried out."""
    write, n_of = _writer(file), _count()
    for section, add in (
        ("response", write.add_response),
        ("implementation", write.add_implementation),
    ):
        for _, number, item in file.each(section, "recommendation"):
            key, review = _review(file, section, item)
            name = f"{key}, recommendation {number}, {section}"
            with file.needs(name):
                row = known_of(file, "panel_recommendation")[key, number]
            file.put(
                f"{name} {n_of(name)}",
                item,
                lambda a=add, row=row, i=item, r=review: a(
                    row, **file.placed(i, "review", "recommendation", "action"), **_by(r, row, i)
                ),
            )


def _by(review: Review, recommendation: PanelRecommendation, item: dict) -> dict:
    """The action that carries a recommendation out, where the entry names one. Raises KeyError."""
    if "action" not in item:
        return {}
    actions = {action.ref: action for action in review.plan.actions.order_by()}
    return {"action": actions[item["action"]]}
