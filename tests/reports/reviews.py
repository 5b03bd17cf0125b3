"""A scrutiny review for the tests: one that is being written, and one that is published."""

from datetime import UTC, date, datetime, timedelta

from plans.models import Plan, User
from reports.models import Review
from reports.services import review_findings as findings
from reports.services import review_texts as texts
from reports.services.review_days import publish_review, receive_review
from reports.services.review_evidence import write_evidence
from reports.services.review_meetings import Heard, Received, write_meeting
from reports.services.reviews import begin_review

AT = datetime(2015, 7, 20, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(hours=3)
PUBLISHED, RECEIVED = date(2015, 6, 16), date(2015, 6, 30)


def begun(of: Plan, by: User, **facts) -> Review:
    """A review that was begun, with nothing in it."""
    facts = {
        "title": "How children are supported",
        "panel": "Children’s scrutiny panel",
        "executive": "Cabinet",
        "begins_as_written": "October 2014",
        "plan": of.pk,
    } | facts
    return begin_review(of.service, by=by, at=AT, **facts)


def whole(plan: Plan, by: User) -> Review:
    """A review that lacks nothing: two objectives, a meeting, and one row of each kind besides."""
    review, signed = begun(plan, by), {"by": by, "at": AT}
    for kind in ("purpose", "equalities", "law", "finance"):
        texts.write_narrative(review, kind=kind, text=f"What is said on {kind}.", **signed)
    first, second = (
        texts.write_objective(review, title=title, summary="In brief.", **signed)
        for title in ("To see what is offered.", "To see what comes of it.")
    )
    texts.write_member(review, role="Chair", **signed)
    meeting = write_meeting(
        review,
        as_written="12 March 2015",
        witnesses=[Heard("Head of service", "The city council"), Heard("Inspector", "The police")],
        documents=[Received("A report on the plan", "https://example.org/report.pdf")],
        **signed,
    )
    head = meeting.witnesses.get(position=1)
    for objective in (first, second):
        write_evidence(
            review,
            text="The panel heard of it.",
            objective=objective.pk,
            witnesses=[head.pk],
            **signed,
        )
    conclusion = findings.write_conclusion(review, text="It is known to work.", **signed)
    findings.write_recommendation(
        review,
        text="Go on with it.",
        conclusions=[conclusion.pk],
        action_by="Head of service",
        **signed,
    )
    findings.write_term(review, short="YOT", meaning="Youth offending team", **signed)
    return review


def published(plan: Plan, by: User) -> Review:
    """The same, published on 16 June 2015 and received on the 30th."""
    review = publish_review(whole(plan, by), on=PUBLISHED, by=by, at=AT)
    return receive_review(review, on=RECEIVED, by=by, at=AT)
