"""Drafts for tests, and files that are made at once: what is tested is who keeps what, not its looks."""

from dataclasses import replace
from datetime import date

import pytest

from plans.models import Plan, User
from plans.readmodels import Made
from plans.rules.access import Position
from reports import papers
from reports.drafting import compiled
from reports.manifests import manifest_of
from reports.material import Chosen
from reports.models import Draft, IssuedPack, Job, Review
from reports.papers import Format, Gathered, Paper
from reports.readmodels_lint import Weight
from reports.rules.errata import Erratum
from reports.rules.packs import Audience, Kind, Task
from reports.selectors.drafts import asked_of, mark_of
from reports.selectors.house import policy_of
from reports.services import issuing, jobs, working
from reports.services.drafts import accept_findings, begin_correction, begin_draft
from reports.services.issuing import Prepared
from tests.conftest import AT
from tests.reports.sample_document import sample

KEY = (Chosen("plan-key"),)
ON = date(2015, 4, 23)


@pytest.fixture
def quickly(monkeypatch) -> None:
    """Files of a few words in place of those that take seconds to lay out; they differ as those do."""

    def rendered(form: Format, made: Gathered) -> bytes:
        said = [s.title for s in made.document.sections]
        return f"{form.ending}: {made.document.title}, {made.document.edition}, {said}".encode()

    monkeypatch.setattr(papers, "_rendered", rendered)
    # on PostgreSQL a lease renewed by a thread would wait for the test's own transaction
    monkeypatch.setattr(working, "BEAT", 3600)


def begun(plan: Plan, by, kind=Kind.PLAN, *, at=AT, sections=None, **facts) -> Draft:
    """A draft of the plan’s key alone, as at 23 April 2015, for the board, unless told otherwise."""
    facts = {"as_at": ON, "audience": Audience.BOARD} | facts
    if sections is None:
        sections = only(kind)
    if kind is Kind.SCRUTINY:
        facts.setdefault("review", Review.objects.filter(plan=plan).first())
    return begin_draft(kind=kind, plan=plan, sections=sections, by=by, at=at, **facts)


def only(kind: Kind, *keys: str) -> tuple[Chosen, ...]:
    """The sections of a kind with all but these left out; without any the first alone."""
    from reports.kinds import OWN

    wanted = keys or OWN[kind][:1]
    return tuple(Chosen(key, is_in=key in wanted) for key in OWN[kind])


def accept_all(draft: Draft, by) -> int:
    """Accepts whatever the lint asks about; how many that were."""
    asks = [f for f in compiled(draft).findings() if f.weight is Weight.ASKS]
    if asks:
        accept_findings(draft, asks, "As the document has it.", by=by, at=AT)
    return len(asks)


def prepared(draft: Draft) -> Prepared:
    """An issue of one small file, as if it had been made."""
    made = Made("YOT manager", AT)
    asked = replace(asked_of(draft), number=1, made=made, issue_text="Issue 1")
    papers = (Paper("x.pdf", "application/pdf", b"%PDF", "pdf"),)
    policy = policy_of(draft.plan.service)
    manifest = manifest_of(asked, sample(), papers, (), policy)
    return Prepared(draft.pk, mark_of(draft), asked, sample(), papers, manifest, {}, ())


def one_of_each() -> tuple[Draft, Job, IssuedPack]:
    """A draft for the public, work on it, and an issue that corrects another: for pages to be read."""
    plan = Plan.objects.get(ref="2014-improvement")
    by, _ = User.objects.get_or_create(
        username="a-panel-officer", defaults={"position": Position.PANEL_OFFICER.value}
    )
    first = issuing.keep_issue(prepared(begun(plan, by)), by=by, at=AT)
    errata = (Erratum("Key", "Table 1, 5.3, Due", "May 2015", "June 2015"),)
    correction = replace(prepared(begin_correction(first, by=by, at=AT)), errata=errata)
    correction = replace(correction, asked=replace(correction.asked, number=first.number + 1))
    pack = issuing.keep_issue(correction, by=by, at=AT)
    draft = begun(plan, by, audience=Audience.PUBLIC, sections=())
    return draft, jobs.ask_for(draft, Task.ISSUE, by=by, at=AT), pack
