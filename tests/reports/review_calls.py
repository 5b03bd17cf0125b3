"""How each write function of reviews is called, for the test that tries every write function there is."""

from collections.abc import Callable
from datetime import date

from plans.models import User
from reports.models import Conclusion, PanelRecommendation
from reports.services.review_findings import write_conclusion
from reports.services.review_meetings import Heard, Received
from reports.services.reviews import facts_of_review
from tests.reports.reviews import AT, PUBLISHED, begun, published, whole

Arguments = tuple[tuple, dict]


def _whole(w):
    return whole(w.plan, w.clerk)


def _changed(review, by: User) -> Conclusion:
    row = review.conclusions.get()
    return write_conclusion(review, row=row, text="Other words.", by=by, at=AT)


def _recommended(w) -> PanelRecommendation:
    return published(w.plan, w.clerk).recommendations.get()


def _received(w):
    review = published(w.plan, w.clerk)
    type(review).objects.filter(pk=review.pk).update(received_on=None)
    return review


def _to_change(w) -> Arguments:
    review = begun(w.plan, w.clerk)
    return (review,), facts_of_review(review) | {"title": "Another title"}


_BEGUN = {"title": "x", "panel": "y", "executive": "z", "begins_as_written": "May 2015"}
_MEETING = {
    "as_written": "1 May 2015",
    "witnesses": [Heard("A head")],
    "documents": [Received("A report")],
}

# Who calls it, and with what, of a world with a plan and a clerk.
CALLS: dict[str, tuple[str, Callable[..., Arguments]]] = {
    "reviews.begin_review": ("clerk", lambda w: ((w.plan.service,), _BEGUN)),
    "reviews.change_review": ("clerk", _to_change),
    "review_days.publish_review": ("clerk", lambda w: ((_whole(w),), {"on": PUBLISHED})),
    "review_days.receive_review": ("clerk", lambda w: ((_received(w),), {"on": PUBLISHED})),
    "review_texts.write_narrative": (
        "clerk",
        lambda w: ((begun(w.plan, w.clerk),), {"kind": "preface", "text": "x"}),
    ),
    "review_texts.write_objective": (
        "clerk",
        lambda w: ((begun(w.plan, w.clerk),), {"title": "x"}),
    ),
    "review_texts.write_member": (
        "clerk",
        lambda w: ((begun(w.plan, w.clerk),), {"role": "Chair"}),
    ),
    "review_meetings.write_meeting": ("clerk", lambda w: ((begun(w.plan, w.clerk),), _MEETING)),
    "review_evidence.write_evidence": ("clerk", lambda w: ((_whole(w),), {"text": "x"})),
    "review_findings.write_conclusion": ("clerk", lambda w: ((_whole(w),), {"text": "x"})),
    "review_findings.write_recommendation": (
        "clerk",
        lambda w: (
            (review := _whole(w),),
            {"text": "x", "conclusions": [review.conclusions.get().pk]},
        ),
    ),
    "review_findings.write_term": (
        "clerk",
        lambda w: ((begun(w.plan, w.clerk),), {"short": "a", "meaning": "b"}),
    ),
    "review_rows.take_out": ("clerk", lambda w: ((_whole(w).evidence.first(),), {})),
    "review_rows.move": ("clerk", lambda w: ((_whole(w).objectives.last(), "up"), {})),
    "review_rows.put_back": ("clerk", lambda w: ((_changed(_whole(w), w.clerk), 0), {})),
    "responses.record_response": (
        "manager",
        lambda w: (
            (_recommended(w),),
            {"answer": "accepted", "answered_on": PUBLISHED, "answered_by": "Cabinet"},
        ),
    ),
    "responses.record_progress": (
        "manager",
        lambda w: ((_recommended(w),), {"progress": "done", "on": date(2015, 6, 20)}),
    ),
}
WRITE_NOTHING = {
    "reviewing.require_reviewer",
    "reviewing.require_answerer",
    "reviewing.open_for",
}
MODULES = {name.partition(".")[0] for name in (*CALLS, *WRITE_NOTHING)}
