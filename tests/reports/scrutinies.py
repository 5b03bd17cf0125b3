"""A small review for tests of its values and of its report: rows of every kind, written at once."""

from datetime import UTC, date, datetime

from plans.models import Plan, User
from reports.models import (
    Conclusion,
    Evidence,
    GlossaryTerm,
    Implementation,
    Narrative,
    PanelMeeting,
    PanelMember,
    PanelRecommendation,
    ReceivedDocument,
    Response,
    Review,
    ReviewObjective,
    Witness,
)

AT = datetime(2015, 7, 1, 9, 0, tzinfo=UTC)
PUBLISHED = date(2015, 6, 16)


class Written:
    """A review with whatever is written to it."""

    def __init__(self, of: Plan, by: User, **facts) -> None:
        self.signed = {"recorded_by": by, "recorded_at": AT}
        facts = {
            "service": of.service,
            "plan": of,
            "ref": "a-review",
            "title": "How children are supported",
            "panel": "Children’s scrutiny panel",
            "executive": "The Cabinet",
            "begins_as_written": "February 2015",
            "begins_on": date(2015, 2, 28),
            "begins_precision": "month",
        } | facts
        self.review = Review.objects.create(**facts, **self.signed)

    def add(self, model, **facts):
        if "review" in {f.name for f in model._meta.fields}:
            facts.setdefault("review", self.review)
        return model.objects.create(**facts, **self.signed)

    def objective(
        self, number: int, title: str = "To see what is offered", summary: str = "Brief."
    ):
        return self.add(ReviewObjective, number=number, title=title, summary=summary)

    def evidence(self, text: str, objective=None, position: int = 1, **facts) -> Evidence:
        return self.add(Evidence, text=text, objective=objective, position=position, **facts)

    def narrative(self, kind: str, text: str = "Said.") -> Narrative:
        return self.add(Narrative, kind=kind, text=text)

    def conclusion(self, number: int, text: str = "It is so.") -> Conclusion:
        return self.add(Conclusion, number=number, text=text)

    def recommendation(self, number: int, *conclusions: Conclusion, **facts) -> PanelRecommendation:
        row = self.add(PanelRecommendation, number=number, **({"text": "Do it."} | facts))
        row.conclusions.set(conclusions)
        return row

    def meeting(self, as_written: str, held_on: date | None, kind: str = "evidence", **facts):
        n = PanelMeeting.objects.filter(review=self.review).count()
        return self.add(
            PanelMeeting,
            as_written=as_written,
            held_on=held_on,
            precision="day" if held_on else "",
            kind=kind,
            position=n + 1,
            **facts,
        )

    def witness(self, meeting: PanelMeeting, role: str) -> Witness:
        return self.add(Witness, meeting=meeting, role=role, position=1)

    def document(self, meeting: PanelMeeting, title: str) -> ReceivedDocument:
        return self.add(ReceivedDocument, meeting=meeting, title=title, position=1)

    def member(self, role: str, **facts) -> PanelMember:
        return self.add(PanelMember, role=role, position=1, **facts)

    def term(self, short: str, meaning: str) -> GlossaryTerm:
        return self.add(GlossaryTerm, short=short, meaning=meaning)

    def answer(self, recommendation, on: date, answer: str = "accepted", **facts) -> Response:
        return self.add(
            Response,
            recommendation=recommendation,
            answer=answer,
            answered_on=on,
            answered_by="The Cabinet",
            **facts,
        )

    def step(self, recommendation, on: date, progress: str, **facts) -> Implementation:
        return self.add(
            Implementation, recommendation=recommendation, on=on, progress=progress, **facts
        )


def whole(plan: Plan, by: User, **facts) -> Written:
    """A review that lacks nothing."""
    w = Written(plan, by, **facts)
    for kind in ("purpose", "equalities", "law", "finance"):
        w.narrative(kind)
    meeting = w.meeting("24 February 2015", date(2015, 2, 24))
    w.witness(meeting, "YOT Manager")
    w.evidence("What was heard.", w.objective(1))
    w.recommendation(1, w.conclusion(1), action_by="Head of Service", resource_implications="None")
    w.member("Chair")
    w.term("YOT", "Youth Offending Team")
    return w
