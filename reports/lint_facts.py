"""What the lint's rules are given of a pack: its texts, its lists, and what there is to count."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reports.blocks import Document, Figure, Paragraph, Table
from reports.readmodels_review import ReviewValues
from reports.rules.lint.claims import Way
from reports.rules.lint.counts import Counted, Scope
from reports.rules.lint.days import quarters_in
from reports.rules.lint.plan_gaps import PlanRow
from reports.rules.lint.plan_lists import ListedActions, Outstanding, Stated
from reports.rules.reviews import PanelMeetingKind

if TYPE_CHECKING:
    from reports.material import Material

# Words of an indicator's name by which no text means it rather than another.
_COMMON = frozenset(
    {
        *("number", "numbers", "proportion", "average", "people", "children", "young", "rate"),
        *("rates", "share", "binary", "frequency", "measure", "total", "first", "other", "those"),
        *("which", "within", "months", "percent"),
    }
)


def glossary_of(review: ReviewValues) -> dict[str, str]:
    return dict(review.terms)


def words_of_tables(document: Document) -> str:
    """What the tables and figures of the pack say, the glossary’s own apart, in one text."""
    blocks = [b for s in document.sections if s.key != "glossary" for b in s.blocks]
    tables = [b for b in blocks if isinstance(b, Table)]
    tables += [b.table for b in blocks if isinstance(b, Figure) and b.table]
    return "\n".join(cell.text for table in tables for row in table.rows for cell in row)


def references_of(document: Document) -> frozenset[str]:
    """What can be referred to: "section 3", "appendix 1", "figure 2", "table 4", "paragraph 3.2"."""
    there = set()
    for section in document.sections:
        number = section.number.casefold()
        there.add(number if number.startswith("appendix") else f"section {number}")
        for block in section.blocks:
            number = getattr(block, "number", "").rstrip(".").casefold()
            if isinstance(block, Figure | Table) and number:
                there.add(number)
            elif isinstance(block, Paragraph) and "." in number:
                there.add(f"paragraph {number}")
            elif isinstance(block, Paragraph) and number and "-" in block.anchor:
                there.add(f"{block.anchor.partition('-')[0]} {number}")
    return frozenset(there)


def counted_of(material: "Material") -> Counted:
    """What the plan, each of its parts and objectives, and the review have."""
    state, review = material.pack.state, material.review
    lines = state.lines
    plan = {"": _scope("the plan", lines, objectives=len(state.objectives))}
    parts = [part for part in state.parts if part.code]
    plan[""].counts["parts"] = len(parts)
    for part in parts:
        name = f"Part {part.code}"
        own = [line for line in lines if line.part == part.code]
        plan[name] = _scope(name, own, objectives=len(part.objectives))
    for o in state.objectives:
        name = f"objective {o.number}"
        plan[name] = _scope(name, [line for line in lines if line.objective == o.number])
    formal = [m for m in review.meetings if m.kind != PanelMeetingKind.INFORMAL]
    return Counted(
        plan=plan,
        review={
            "objectives": len(review.objectives),
            "conclusions": len(review.conclusions),
            "recommendations": len(review.recommendations),
        },
        met_on=tuple(m.held_on for m in formal if m.held_on),
    )


def _scope(name: str, lines, **counts: int) -> Scope:
    outstanding = tuple(line.ref for line in lines if line.is_outstanding)
    return Scope(name, {"actions": len(lines)} | counts, outstanding)


def outstanding_of(material: "Material") -> tuple[Outstanding, ...]:
    return tuple(
        Outstanding(
            ref=line.ref,
            part=line.part or "",
            forecast=line.forecast_text or line.forecast_as_written,
            forecast_passed=line.forecast_passed,
            has_date=line.current_due_on is not None,
            due=line.due_as_written,
        )
        for line in material.pack.state.lines
        if line.is_outstanding
    )


def listed_actions(material: "Material", document: Document) -> tuple[ListedActions, ...]:
    """The lists of outstanding actions among the exhibits of the review."""
    shown = {
        x.anchor: x.parts
        for o in material.review.objectives
        for e in o.evidence
        for x in e.exhibits
        if x.plan_ref == material.asked.plan.ref
    }
    return tuple(
        ListedActions(
            name=b.number,
            anchor=b.anchor,
            parts=shown[b.anchor],
            refs=tuple(row[0].text.split("\n")[0] for row in b.rows),
        )
        for b in document.blocks
        if isinstance(b, Table) and b.anchor in shown
    )


def stated_of(material: "Material") -> tuple[Stated, ...]:
    """What was said of each action, day by day, by place; what was corrected since is among it."""
    return tuple(
        Stated(
            ref=row.line.ref,
            day=row.line.effective_text,
            place=row.line.place or row.line.source,
            rating=(row.line.rating or "").casefold(),
            forecast=row.line.forecast_text,
        )
        for row in material.pack.updates
    )


def names_of(material: "Material") -> tuple[str, ...]:
    """The posts and bodies as the lists of the review have them."""
    review = material.review
    names = [review.panel]
    for meeting in review.meetings:
        for witness in meeting.witnesses:
            names += [witness.role, witness.agency]
    for recommendation in review.recommendations:
        names += recommendation.action_by
    return tuple(dict.fromkeys(name for name in names if name))


def ways_of(material: "Material", document: Document) -> tuple[Way, ...]:
    """The readings of each indicator that the pack has a figure of, and each column of its tables."""
    return (*_of_indicators(material, document), *_of_columns(document))


def _of_columns(document: Document) -> Iterator[Way]:
    """The columns of numbers, down rows that are headed by periods."""
    for table in document.blocks:
        if not isinstance(table, Table) or len(table.rows) < 3:
            continue
        if not all(quarters_in(row[0].text) for row in table.rows):
            continue
        for n, column in enumerate(table.columns):
            name = column.heading
            if not column.is_number or " " not in name:
                continue
            own = [(row[0].text, row[n]) for row in table.rows if row[n].value is not None]
            yield Way(
                name=name,
                words=(name.casefold(),),
                readings=tuple((period, float(c.value), c.text) for period, c in own),
                lower_is_better=None,
            )


def _of_indicators(material: "Material", document: Document) -> tuple[Way, ...]:
    shown = {
        b.anchor.removeprefix("figure-")
        for b in document.blocks
        if isinstance(b, Figure) and b.anchor.startswith("figure-")
    }
    return tuple(
        Way(
            name=s.measure.name,
            words=words_meaning(s.measure.name),
            readings=tuple(
                (r.facts.period, float(r.facts.value), r.facts.published or str(r.facts.value))
                for r in s.main_line()
                if r.facts.value is not None
            ),
            lower_is_better=_lower(s.measure.better.value),
        )
        for s in material.states
        if s.measure.ref in shown
    )


def _lower(better: str) -> bool | None:
    return {"lower": True, "higher": False}.get(better)


def words_meaning(name: str) -> tuple[str, ...]:
    """The words by which a text means an indicator: the long ones of its name that few others have."""
    found = [w for w in re.findall(r"[a-z]+", name.casefold()) if len(w) > 5 and w not in _COMMON]
    return tuple(found)


def quarters_shown(document: Document) -> dict[str, set[tuple[str, str]]]:
    """The quarters with a year that head rows of each section's tables and figures."""
    found: dict[str, set[tuple[str, str]]] = {}
    for section in document.sections:
        tables = [getattr(b, "table", b) for b in section.blocks if isinstance(b, Table | Figure)]
        rows = [row for table in tables if table for row in table.rows]
        found[section.key] = {q for row in rows if row for q in quarters_in(row[0].text)}
    return found


def plan_rows(material: "Material") -> tuple[PlanRow, ...]:
    """The actions as the plan prints them."""
    return tuple(
        PlanRow(
            ref=line.ref,
            part=line.part or "",
            due=line.due_as_written,
            has_date=line.current_due_on is not None or line.ongoing,
            inferred_from=line.inferred_from if line.basis == "inferred" else "",
            is_outstanding=line.is_outstanding,
        )
        for line in material.pack.state.lines
    )
