"""Every write function of reports leaves on record who wrote, when, and by what; as in test_record.py."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

import pytest

import reports.services
from plans.models import Plan, User
from plans.services.acting import arriving
from reports.kinds import OWN
from reports.material import Chosen
from reports.models import Conclusion, Draft, IssuedPack, PanelRecommendation, Review
from reports.readmodels_lint import Finding, Weight
from reports.released import fingerprint
from reports.rules.packs import Audience, Kind
from reports.selectors.drafts import mark_of
from reports.services import review_texts
from reports.services.reviews import facts_of_review
from reports.services.writing_review import ReviewWriter
from tests.conftest import AT
from tests.plans.test_record import last_change, since
from tests.reports import reviews
from tests.reports.kept_rows import keep_rows

LATER = reviews.LATER
AS_AT = date(2015, 6, 16)


@dataclass
class World:
    """What the write functions are tried on: a review being written, one published, two drafts."""

    plan: Plan
    officer: User
    administrator: User
    at: datetime = LATER
    made: dict = field(default_factory=dict)

    @property
    def review(self) -> Review:
        return self._once("review", reviews.whole)

    @property
    def published(self) -> Review:
        return self._once("published", reviews.published)

    @property
    def conclusion(self) -> Conclusion:
        return self.review.conclusions.get()

    @property
    def answered(self) -> PanelRecommendation:
        return self.published.recommendations.get()

    @property
    def draft(self) -> Draft:
        return Draft.objects.get(title="Two")

    def _once(self, name: str, make: Callable) -> Review:
        if name not in self.made:
            self.made[name] = make(self.plan, self.officer)
        return self.made[name]


@pytest.fixture
def world(loaded, panel_officer, administrator) -> World:
    keep_rows(loaded, {"recorded_by": panel_officer, "recorded_at": AT})
    return World(loaded, panel_officer, administrator)


def rewritten(w: World):
    """An objective with an earlier version."""
    row = w.review.objectives.get(number=1)
    facts = {"title": "Otherwise", "summary": "Otherwise.", "by": w.officer, "at": AT}
    return review_texts.write_objective(w.review, row=row, **facts)


def released_key(w: World) -> str:
    text = w.review.narratives.get(kind="purpose")
    return f"reports.narrative:{text.pk}:text:{fingerprint(text.text)}"


FINDING = Finding("x", Weight.ASKS, "a section", "It does not add up.", "Counted.")
REVIEW = {"title": "R", "panel": "P", "executive": "E", "begins_as_written": "May 2015"}
STYLE = {"council": "C", "accent": "#14344f", "cover": "plain", "footer": "", "logo_alt": ""}
FIRST = [Chosen(OWN[Kind.PLAN][0], "In short")]
MADE = {"as_at": AS_AT, "audience": Audience.BOARD}
# Who calls it, and with what; the function itself is found by its name.
CALLS: dict[str, tuple[str, Callable[[World], tuple[tuple, dict]]]] = {
    "drafts.begin_draft": ("officer", lambda w: ((), {"kind": Kind.PLAN, "plan": w.plan} | MADE)),
    "drafts.begin_correction": ("officer", lambda w: ((IssuedPack.objects.get(),), {})),
    "drafts.change_draft": (
        "officer",
        lambda w: ((w.draft,), {"seen": mark_of(w.draft), "title": "Three"} | MADE),
    ),
    "drafts.set_sections": (
        "officer",
        lambda w: ((w.draft, FIRST), {"seen": mark_of(w.draft)}),
    ),
    "drafts.withdraw_draft": ("officer", lambda w: ((w.draft,), {})),
    "drafts.accept_findings": ("officer", lambda w: ((w.draft, [FINDING], "So."), {})),
    "house.set_house_style": (
        "administrator",
        lambda w: ((w.plan.service,), STYLE | {"without_logo": True}),
    ),
    "house.set_disclosure": (
        "administrator",
        lambda w: ((w.plan.service,), {"threshold": 10, "keeps_zeros": False, "reason": "So."}),
    ),
    "house.set_section_order": (
        "administrator",
        lambda w: ((w.plan.service, Kind.PLAN, FIRST), {}),
    ),
    "releases.say_of_texts": (
        "officer",
        lambda w: ((w.plan.service, [released_key(w)]), {"is_released": True}),
    ),
    "responses.record_response": (
        "officer",
        lambda w: (
            (w.answered,),
            {"answer": "accepted", "answered_on": date(2015, 7, 10), "answered_by": "Cabinet"},
        ),
    ),
    "responses.record_progress": (
        "officer",
        lambda w: ((w.answered,), {"progress": "under way", "on": date(2015, 7, 10)}),
    ),
    "review_days.publish_review": ("officer", lambda w: ((w.review,), {"on": AS_AT})),
    "review_days.receive_review": ("officer", lambda w: ((unreceived(w),), {"on": AS_AT})),
    "review_evidence.write_evidence": ("officer", lambda w: ((w.review,), {"text": "More."})),
    "review_findings.write_conclusion": ("officer", lambda w: ((w.review,), {"text": "More."})),
    "review_findings.write_recommendation": (
        "officer",
        lambda w: ((w.review,), {"text": "More.", "conclusions": [w.conclusion.pk]}),
    ),
    "review_findings.write_term": (
        "officer",
        lambda w: ((w.review,), {"short": "YJB", "meaning": "Youth Justice Board"}),
    ),
    "review_meetings.write_meeting": (
        "officer",
        lambda w: ((w.review,), {"as_written": "20 May 2015"}),
    ),
    "review_rows.take_out": ("officer", lambda w: ((w.review.terms.get(),), {})),
    "review_rows.move": ("officer", lambda w: ((w.review.objectives.get(number=1), "down"), {})),
    "review_rows.put_back": ("officer", lambda w: ((rewritten(w), 0), {})),
    "review_texts.write_narrative": (
        "officer",
        lambda w: ((w.review,), {"kind": "preface", "text": "Read this first."}),
    ),
    "review_texts.write_objective": ("officer", lambda w: ((w.review,), {"title": "More"})),
    "review_texts.write_member": ("officer", lambda w: ((w.review,), {"role": "Deputy"})),
    "reviews.begin_review": (
        "officer",
        lambda w: ((w.plan.service,), REVIEW | {"plan": w.plan.pk}),
    ),
    "reviews.change_review": (
        "officer",
        lambda w: ((w.review,), facts_of_review(w.review) | {"title": "Otherwise"}),
    ),
}
# They ask whether somebody may, and write nothing; or what they write is work in progress.
WRITE_NOTHING = {
    *("reviewing.require_reviewer", "reviewing.require_answerer", "reviewing.open_for"),
    *("issuing.prepare_issue", "jobs.ask_for", "jobs.cancel_job"),
}
# They make every file of a pack first, so they are tried where packs are issued (test_issuing.py).
OF_AN_ISSUE = {
    *("issuing.issue_pack", "issuing.prepared_and_kept", "issuing.keep_issue"),
    "jobs.keep_issued",
}


def unreceived(w: World) -> Review:
    review = reviews.publish_review(w.review, on=AS_AT, by=w.officer, at=AT)
    review.refresh_from_db()
    return review


def write_functions() -> set[str]:
    """Every public function of the services that says who writes."""
    found = set()
    for each in pkgutil.iter_modules(reports.services.__path__):
        module = importlib.import_module(f"reports.services.{each.name}")
        for name, value in vars(module).items():
            ours = inspect.isfunction(value) and value.__module__ == module.__name__
            if ours and name[0] != "_" and "by" in inspect.signature(value).parameters:
                found.add(f"{each.name}.{name}")
    return found


def test_every_write_function_is_tried():
    assert write_functions() == set(CALLS) | WRITE_NOTHING | OF_AN_ISSUE


@pytest.mark.parametrize("name", CALLS)
def test_every_write_function_leaves_who_when_and_by_what(name, world):
    who, arguments = CALLS[name]
    args, more = arguments(world)
    module, _, function = name.partition(".")
    service = getattr(importlib.import_module(f"reports.services.{module}"), function)
    by, last = getattr(world, who), last_change()
    with arriving("page reports:of-the-test"):
        service(*args, **more, by=by, at=world.at)
    changes = since(last)
    assert changes
    assert {(c.by, c.at, c.via) for c in changes} == {(by, world.at, "page reports:of-the-test")}


# The methods of who writes a document's rows

PLACED = {"place": ""}
WRITES: dict[str, Callable[[World], tuple[tuple, dict]]] = {
    "add_review": lambda w: ((w.plan.service,), REVIEW | {"ref": "r"}),
    "add_narrative": lambda w: ((w.review,), {"kind": "preface", "text": "T"}),
    "add_objective": lambda w: ((w.review,), {"number": 9, "title": "T"}),
    "add_member": lambda w: ((w.review,), {"role": "Deputy", "position": 9}),
    "add_meeting": lambda w: ((w.review,), {"as_written": "2 April", "position": 9}),
    "add_witness": lambda w: ((w.review.meetings.get(),), {"role": "R", "position": 9}),
    "add_document": lambda w: ((w.review.meetings.get(),), {"title": "T", "position": 9}),
    "add_evidence": lambda w: (
        (w.review,),
        {"text": "T", "position": 9, "witnesses": list(w.review.meetings.get().witnesses.all())},
    ),
    "add_exhibit": lambda w: (
        (w.review.evidence.first(),),
        {"caption": "C", "outstanding_of": w.plan, "position": 1},
    ),
    "add_conclusion": lambda w: ((w.review,), {"number": 9, "text": "T"}),
    "add_recommendation": lambda w: (
        (w.review,),
        {"number": 9, "text": "T", "conclusions": [w.conclusion]},
    ),
    "add_term": lambda w: ((w.review,), {"short": "S", "meaning": "M"}),
    "add_response": lambda w: (
        (w.answered,),
        {"answer": "accepted", "answered_on": AS_AT, "answered_by": "Cabinet"},
    ),
    "add_implementation": lambda w: ((w.answered,), {"progress": "done", "on": AS_AT}),
}


def test_every_method_that_writes_is_tried():
    own = {name for name in vars(ReviewWriter) if name[0] != "_"}
    assert own == set(WRITES)


@pytest.mark.parametrize("name", WRITES)
def test_every_method_that_writes_leaves_who_when_and_by_what(name, world):
    args, more = WRITES[name](world)
    write, last = ReviewWriter(by=world.officer, at=LATER), last_change()
    with arriving("command of-the-test"):
        getattr(write, name)(*args, **(PLACED | more))
    changes = since(last)
    assert changes
    rows = {(c.by, c.at, c.via) for c in changes if "_" not in c.model}
    assert rows == {(world.officer, LATER, "command of-the-test")}
