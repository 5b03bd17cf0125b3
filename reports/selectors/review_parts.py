"""The rows of one part of a review, as its page lists them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from plans.rules.words import count_of, listed
from reports.models import GlossaryTerm, Review
from reports.readmodels_review import (
    EvidenceLine,
    MeetingLine,
    MemberLine,
    RecommendationLine,
    ReviewValues,
)
from reports.readmodels_review_parts import PartGroup, PartRow
from reports.rules.reviews import NarrativeKind

_SHORT = 60  # letters by which a row is known in a link


def part_groups(review: Review, values: ReviewValues, part: str) -> tuple[PartGroup, ...]:
    """The rows of a part in their order, in groups where it has them; one query more for the glossary."""
    makers: dict[str, Callable[[], tuple[PartGroup, ...]]] = {
        "texts": lambda: _one("", _texts(values)),
        "objectives": lambda: _one("No objective is written yet.", _objectives(values)),
        "members": lambda: _one("Nobody is recorded yet.", map(_member, values.members)),
        "meetings": lambda: _one("No meeting is recorded yet.", map(_meeting, values.meetings)),
        "evidence": lambda: _evidence(values),
        "conclusions": lambda: _one("No conclusion is written yet.", _conclusions(values)),
        "recommendations": lambda: _one(
            "No recommendation is written yet.", map(_recommendation, values.recommendations)
        ),
        "glossary": lambda: _one("No term is explained yet.", _terms(review)),
        "responses": lambda: _one(
            "There is no recommendation.", map(_answers, values.recommendations)
        ),
        "implementation": lambda: _one(
            "There is no recommendation.", map(_steps, values.recommendations)
        ),
    }
    make = makers.get(part)
    return make() if make else ()


def n_of(values: ReviewValues, n_terms: int) -> dict[str, str]:
    """How much there is of each part, in words."""
    n_evidence = len(values.background) + sum(len(o.evidence) for o in values.objectives)
    n_answered = sum(bool(r.answers) for r in values.recommendations)
    n_done = sum(bool(r.steps and r.steps[-1].progress == "done") for r in values.recommendations)
    of = f"of {len(values.recommendations):,}"
    return {
        "about": "",
        "texts": f"{len(values.narratives):,} of {len(NarrativeKind):,} written",
        "objectives": count_of(len(values.objectives), "objective"),
        "members": count_of(len(values.members), "role"),
        "meetings": count_of(len(values.meetings), "meeting"),
        "evidence": count_of(n_evidence, "paragraph"),
        "conclusions": count_of(len(values.conclusions), "conclusion"),
        "recommendations": count_of(len(values.recommendations), "recommendation"),
        "glossary": count_of(n_terms, "term"),
        "responses": f"{n_answered:,} {of} answered",
        "implementation": f"{n_done:,} {of} carried out",
    }


def _one(empty: str, rows: Iterable[PartRow]) -> tuple[PartGroup, ...]:
    return (PartGroup("", _placed(tuple(rows)), empty=empty),)


def _placed(rows: Sequence[PartRow]) -> tuple[PartRow, ...]:
    """The rows knowing which of them is the first and which the last."""
    last = len(rows) - 1
    return tuple(replace(r, is_first=n == 0, is_last=n == last) for n, r in enumerate(rows))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rsplit(' ', 1)[0]}…"


def _texts(values: ReviewValues) -> Iterable[PartRow]:
    for kind in NarrativeKind:
        text = values.narratives.get(kind.value)
        if text is None:
            yield PartRow(0, kind.label, kind.label, add_query=f"kind={kind.value}")
        else:
            notes = _notes(text.source_text)
            yield PartRow(
                text.object_id, kind.label, kind.label, markdown=text.markdown, notes=notes
            )


def _objectives(values: ReviewValues) -> Iterable[PartRow]:
    for o in values.objectives:
        said = "" if o.summary.markdown else "Its part of the executive summary is not written."
        yield PartRow(
            o.id,
            o.title,
            _short(o.title),
            str(o.number),
            o.summary.markdown,
            _notes(said, count_of(len(o.evidence), "paragraph") + " of evidence", o.source_text),
        )


def _member(m: MemberLine) -> PartRow:
    n = f"{m.n_people:,} people" if m.n_people > 1 else ""
    return PartRow(m.id, m.role, _short(m.role), notes=_notes(n, m.when_text, m.source_text))


def _meeting(m: MeetingLine) -> PartRow:
    heard = f"Heard: {'; '.join(w.text for w in m.witnesses)}." if m.witnesses else ""
    received = f"Received: {'; '.join(m.documents)}." if m.documents else ""
    title = f"{m.date_text}: {m.kind_label[:1].lower()}{m.kind_label[1:]}"
    notes = _notes(heard, received, m.note, m.source_text)
    return PartRow(m.id, title, m.date_text, notes=notes)


def _evidence(values: ReviewValues) -> tuple[PartGroup, ...]:
    groups = [("Background, under no objective", "", values.background)]
    groups += [(f"{o.number}. {o.title}", str(o.id), o.evidence) for o in values.objectives]
    return tuple(
        PartGroup(
            title,
            _placed([_paragraph(e) for e in own]),
            add_query=f"under={pk}",
            empty="No paragraph is written here yet.",
        )
        for title, pk, own in groups
    )


def _paragraph(e: EvidenceLine) -> PartRow:
    named = list(
        dict.fromkeys(w.text for w in e.witnesses)
    )  # one may have come to several meetings
    heard = f"On the word of {listed(named)}." if named else ""
    shown = [f"Shown after it: {x.caption}." for x in e.exhibits]
    hidden = "Confidential: never in a pack for the public." if e.is_confidential else ""
    return PartRow(
        e.id,
        e.heading,
        _short(e.heading or e.text.markdown),
        e.number,
        e.text.markdown,
        _notes(hidden, heard, *shown, e.source_text),
    )


def _conclusions(values: ReviewValues) -> Iterable[PartRow]:
    for c in values.conclusions:
        rests = f"Recommendation {listed([str(n) for n in c.recommendations])} rests on it."
        notes = _notes(rests if c.recommendations else "", c.source_text)
        yield PartRow(c.id, "", f"conclusion {c.number}", str(c.number), c.text.markdown, notes)


def _recommendation(r: RecommendationLine) -> PartRow:
    rests = f"Rests on conclusion {listed([str(n) for n in r.conclusions])}."
    said = (
        rests if r.conclusions else "No conclusion is tied to it.",
        f"Action by: {'; '.join(r.action_by)}." if r.action_by else "Nobody is to act on it yet.",
        f"Policy framework: {'; '.join(r.policy_framework)}." if r.policy_framework else "",
        f"Resources: {'; '.join(r.resource_implications)}." if r.resource_implications else "",
        r.source_text,
    )
    named = f"recommendation {r.number}"
    return PartRow(r.id, "", named, str(r.number), r.text.markdown, _notes(*said))


def _terms(review: Review) -> Iterable[PartRow]:
    for term in GlossaryTerm.objects.filter(review=review):
        yield PartRow(term.pk, term.short, term.short, notes=(term.meaning,))


def _answers(r: RecommendationLine) -> PartRow:
    said = [
        f"{a.label} by {a.answered_by}, {a.answered_on_text}."
        + (f" {a.reason.markdown}" if a.reason.markdown else "")
        for a in reversed(r.answers)
    ]
    notes = tuple(said) or ("Not answered yet.",)
    return PartRow(r.id, "", f"recommendation {r.number}", str(r.number), r.text.markdown, notes)


def _steps(r: RecommendationLine) -> PartRow:
    said = [
        f"{s.label}, {s.on_text}."
        + (f" {s.text.markdown}" if s.text.markdown else "")
        + (f" Action {s.action_ref}." if s.action_ref else "")
        for s in reversed(r.steps)
    ]
    notes = tuple(said) or ("Nothing is recorded yet.",)
    return PartRow(r.id, "", f"recommendation {r.number}", str(r.number), r.text.markdown, notes)


def _notes(*said: str) -> tuple[str, ...]:
    return tuple(filter(None, said))
