"""The lines of a review: its objectives with their evidence, meetings, conclusions, recommendations."""

from collections.abc import Iterable
from datetime import date

from plans.rules.dates import date_text, long_date
from reports.models import (
    Evidence,
    Exhibit,
    Implementation,
    PanelMeeting,
    PanelMember,
    PanelRecommendation,
    Response,
    Witness,
)
from reports.readmodels_review import (
    AnswerLine,
    ConclusionLine,
    EvidenceLine,
    ExhibitLine,
    MeetingLine,
    MemberLine,
    ObjectiveLine,
    ProgressLine,
    RecommendationLine,
    WitnessLine,
)
from reports.rules.reviews import PanelMeetingKind
from reports.selectors.review_rows import ReviewRows
from reports.selectors.review_texts import ReviewTexts, placed

BACKGROUND, FIRST_OBJECTIVE = 2, 3  # the numbers of their sections, where every section is in


class Lines:
    """Makes the lines of one review, each text as its reader may see it."""

    def __init__(self, rows: ReviewRows, texts: ReviewTexts, as_at: date) -> None:
        self.rows, self.texts, self.as_at = rows, texts, as_at
        self._anchors: dict[str, int] = {}

    def background(self) -> tuple[EvidenceLine, ...]:
        """The paragraphs under no objective."""
        own = [e for e in self.rows.evidence if e.objective_id is None]
        return self._numbered(BACKGROUND, own)

    def objectives(self) -> Iterable[ObjectiveLine]:
        for section, o in enumerate(self.rows.objectives, start=FIRST_OBJECTIVE):
            own = [e for e in self.rows.evidence if e.objective_id == o.pk]
            yield ObjectiveLine(
                id=o.pk,
                number=o.number,
                section_number=str(section),
                title=self.texts.said(o, "title"),
                summary=self.texts.text(o, "summary"),
                evidence=self._numbered(section, own),
                source_text=placed(o),
            )

    def _numbered(self, section: int, own: list[Evidence]) -> tuple[EvidenceLine, ...]:
        return tuple(self._evidence(f"{section}.{n}", e) for n, e in enumerate(own, start=1))

    def _evidence(self, number: str, e: Evidence) -> EvidenceLine:
        """A paragraph; of a confidential one the public is told that there is one, and no more."""
        text = self.texts.text(e, "text", is_confidential=e.is_confidential)
        hides = e.is_confidential and self.texts.releases.is_public
        return EvidenceLine(
            id=e.pk,
            number=number,
            heading="" if hides else self.texts.said(e, "heading"),
            text=text,
            witnesses=()
            if hides
            else tuple(self._witness(w, w.meeting) for w in e.witnesses.all()),
            exhibits=() if hides else tuple(self._exhibit(x) for x in e.exhibits.all()),
            is_confidential=e.is_confidential,
            number_as_printed=e.number_as_printed,
            source_text=placed(e),
        )

    def _witness(self, w: Witness, meeting: PanelMeeting) -> WitnessLine:
        said = (self.texts.said(w, name) if getattr(w, name) else "" for name in ("role", "agency"))
        return WitnessLine(w.pk, *said, meeting_text(meeting))

    def _exhibit(self, x: Exhibit) -> ExhibitLine:
        return ExhibitLine(
            id=x.pk,
            anchor=self._anchor(x),
            caption=self.texts.said(x, "caption"),
            label_as_printed=x.label_as_printed,
            indicator_ref=x.indicator.ref if x.indicator else "",
            table_id=x.table_id,
            table_ref=x.table.ref if x.table else "",
            plan_ref=x.outstanding_of.ref if x.outstanding_of else "",
            parts=tuple(x.parts.replace(",", " ").split()),
            source_text=placed(x),
        )

    def _anchor(self, x: Exhibit) -> str:
        """What is shown, in words that stay: the second of the same has "-2" after it."""
        if x.indicator:
            name = f"figure-{x.indicator.ref}"
        elif x.table:
            name = f"table-{x.table.ref}"
        else:
            parts = "-".join(x.parts.replace(",", " ").lower().split())
            name = "-".join(filter(None, ("outstanding", x.outstanding_of.ref, parts)))
        self._anchors[name] = n = self._anchors.get(name, 0) + 1
        return name if n == 1 else f"{name}-{n}"

    def members(self) -> Iterable[MemberLine]:
        for m in self.rows.members:
            yield MemberLine(
                id=m.pk,
                role=self.texts.said(m, "role"),
                n_people=m.n_people,
                when_text=self._span(m),
                from_on=m.from_on,
                until_on=m.until_on,
                source_text=placed(m),
            )

    def _span(self, m: PanelMember) -> str:
        """When those in a role sat: "from 1 May 2015", "24 February 2015 to 16 June 2015"."""
        if m.from_on and m.until_on:
            return f"{long_date(m.from_on)} to {long_date(m.until_on)}"
        if m.from_on:
            return f"from {long_date(m.from_on)}"
        if m.until_on:
            return f"until {long_date(m.until_on)}"
        return self.texts.said(m, "as_written") if m.as_written else ""

    def meetings(self) -> Iterable[MeetingLine]:
        for m in self.rows.meetings:
            yield MeetingLine(
                id=m.pk,
                kind=m.kind,
                kind_label=PanelMeetingKind(m.kind).label,
                held_on=m.held_on,
                date_text=meeting_text(m),
                witnesses=tuple(self._witness(w, m) for w in m.witnesses.all()),
                documents=tuple(self.texts.said(d, "title") for d in m.documents.all()),
                note=self.texts.said(m, "note"),
                source_text=placed(m),
            )

    def conclusions(self) -> Iterable[ConclusionLine]:
        for c in self.rows.conclusions:
            yield ConclusionLine(
                id=c.pk,
                number=c.number,
                text=self.texts.text(c, "text"),
                recommendations=tuple(sorted(r.number for r in c.recommendations.all())),
                source_text=placed(c),
            )

    def recommendations(self) -> Iterable[RecommendationLine]:
        for r in self.rows.recommendations:
            yield RecommendationLine(
                id=r.pk,
                number=r.number,
                text=self.texts.text(r, "text"),
                conclusions=tuple(sorted(c.number for c in r.conclusions.all())),
                action_by=self.texts.lines(r, "action_by"),
                policy_framework=self.texts.lines(r, "policy_framework"),
                resource_implications=self.texts.lines(r, "resource_implications"),
                answers=tuple(self._answer(a) for a in answers_by(r, self.as_at)),
                steps=tuple(self._step(s) for s in steps_by(r, self.as_at)),
                source_text=placed(r),
            )

    def _answer(self, a: Response) -> AnswerLine:
        return AnswerLine(
            answer=a.answer,
            label=a.get_answer_display(),
            reason=self.texts.text(a, "reason"),
            answered_on=a.answered_on,
            answered_on_text=long_date(a.answered_on),
            answered_by=a.answered_by,
        )

    def _step(self, s: Implementation) -> ProgressLine:
        return ProgressLine(
            progress=s.progress,
            label=s.get_progress_display(),
            on=s.on,
            on_text=long_date(s.on),
            text=self.texts.text(s, "text"),
            action_ref=s.action.ref if s.action else "",
            action_url=s.action.get_absolute_url() if s.action else "",
        )


def answers_by(r: PanelRecommendation, as_at: date) -> list[Response]:
    """The executive's answers by that day, oldest first; the last one counts."""
    return [a for a in r.responses.all() if a.answered_on <= as_at]


def steps_by(r: PanelRecommendation, as_at: date) -> list[Implementation]:
    """What is recorded of its being carried out by that day, oldest first; the last one counts."""
    return [s for s in r.implementations.all() if s.on <= as_at]


def meeting_text(m: PanelMeeting) -> str:
    """The day of a meeting, as exactly as it is known, else in the document's words."""
    return date_text(m.held_on, m.precision) or m.as_written
