"""The dashboard of a plan."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse

from indicators.models import Indicator
from indicators.selectors.linked import indicators_of
from plans.addresses import with_query
from plans.models import Objective, Plan, Rating, Standing
from plans.readmodels import LinkLine, Tally
from plans.readmodels_questions import QuestionLine
from plans.rules import words
from plans.rules.dates import date_text
from plans.rules.readings import overdue_rule
from plans.selectors.changes import changes_brief, last_boundary
from plans.selectors.counts import (
    Group,
    bar,
    groups_by_objective,
    key_of,
    key_rows,
    list_url,
    patterns,
    state_sentence,
    tally,
    whole,
)
from plans.selectors.kept import kept
from plans.selectors.meetings import board_meetings, boundary_of, short_words_of
from plans.selectors.questions import ask_first, plan_questions
from plans.selectors.remarks import remarks
from reports.readmodels import ObjectiveRow, PartGroup, PlanDashboard, Total
from reports.selectors.numbers import bases, basis_sentence, tiles
from reports.selectors.said_last import latest_line

N_ASKED = 6  # as many questions as a minute allows; the rest are counted by kind


def plan_dashboard(
    plan: Plan, *, as_at: date, known_on: date | None = None, query: str = ""
) -> PlanDashboard:
    """How the plan stood on the day; what was gathered for the same day before is kept until
    anything is written.
    """
    return kept(
        "dashboard",
        (plan.ref, as_at, known_on, query),
        lambda: _gathered(plan, as_at=as_at, known_on=known_on, query=query),
    )


def _gathered(plan: Plan, *, as_at: date, known_on: date | None, query: str) -> PlanDashboard:
    key = key_of(plan)
    standings = Standing.objects.of_plan(plan)
    groups = groups_by_objective(standings, as_at=as_at, known_on=known_on)
    counted = whole(key, groups, overdue_is_behind=plan.overdue_is_behind)
    objectives = list(
        plan.objectives.select_related("part").only(
            *("plan", "number", "title", "due_on", "due_precision"),
            *(f"part__{name}" for name in ("code", "title", "as_at_on", "as_at_precision")),
        )
    )
    questions = plan_questions(plan, as_at=as_at, known_on=known_on, query=query)
    measured = indicators_of(plan, as_at=as_at, known_on=known_on)
    rows = _Rows(plan, key, groups, questions, query, measured)
    parts = tuple(rows.parts(objectives))
    return PlanDashboard(
        ref=plan.ref,
        title=plan.title,
        service=plan.service.name,
        sentence=state_sentence(counted),
        sub=basis_sentence(counted),
        bases=bases(counted, plan.ref, query=query),
        latest=latest_line(plan, plan.get_absolute_url(), as_at=as_at, known_on=known_on),
        tiles=tiles(counted, plan, questions, query=query),
        asked=ask_first(questions, most=N_ASKED),
        kinds=_kinds(plan, questions, query=query),
        n_questions=len(questions),
        questions_url=with_query(reverse("plans:question-list", args=[plan.ref]), query),
        changes=changes_brief(
            plan,
            since=last_boundary(plan, as_at=as_at),
            until=as_at,
            known_on=known_on,
            query=query,
        ),
        meetings=_meetings(plan, as_at=as_at),
        groups=parts,
        patterns=patterns(row.bar for part in parts for row in part.rows),
        total=rows.total(objectives, counted),
        key=key_rows(plan),
        overdue_rule=overdue_rule(plan.overdue_is_behind),
        remarks=remarks(plan, as_at=as_at, known_on=known_on),
        actions_url=list_url(plan.ref, query=query),
        pages=_pages(plan, query=query),
        objective_word=plan.objective_word,
        objectives_word=words.plural(plan.objective_word),
    )


def _kinds(plan: Plan, questions: Sequence[QuestionLine], *, query: str) -> tuple[LinkLine, ...]:
    """How many questions there are of each kind, the commonest first, each a link to them."""
    address = with_query(reverse("plans:question-list", args=[plan.ref]), query)
    labels = {q.code: q.label for q in questions}
    counted = Counter(q.code for q in questions)
    return tuple(
        LinkLine(f"{n:,} {labels[code]}", with_query(address, f"code={code}"))
        for code, n in counted.most_common()
    )


def _meetings(plan: Plan, *, as_at: date) -> tuple[LinkLine, ...]:
    """The plan's dated board meetings by that day, latest first, as ways to look back."""
    return tuple(
        LinkLine(short_words_of(m), m.ref, boundary_of(m).isoformat())
        for m in reversed(board_meetings(plan, as_at=as_at))
        if boundary_of(m) >= plan.begins_on
    )


def _pages(plan: Plan, *, query: str) -> tuple[LinkLine, ...]:
    """The other pages about the plan."""
    names = (
        ("plans:action-list", "All actions"),
        ("plans:question-list", "Questions"),
        ("plans:changes", "What changed"),
        ("reports:journey", "Journey"),
        ("plans:slips", "Slips and forecasts"),
        ("plans:plan-board", "With the board"),
        ("plans:plan-record", "Record"),
    )
    return tuple(
        LinkLine(label, with_query(reverse(name, args=[plan.ref]), query)) for name, label in names
    )


class _Rows:
    """The table of objectives: what its rows are made from, read once."""

    def __init__(
        self,
        plan: Plan,
        key: list[Rating],
        groups: dict[int, list[Group]],
        questions: Sequence[QuestionLine],
        query: str,
        measured: Mapping[int, Sequence[Indicator]],
    ) -> None:
        self.plan, self.key, self.groups, self.query = plan, key, groups, query
        self.measured = measured
        self.asked = Counter(q.objective for q in questions)
        self.questions_url = with_query(reverse("plans:question-list", args=[plan.ref]), query)

    def url(self, **filters: str) -> str:
        return list_url(self.plan.ref, query=self.query, **filters)

    def parts(self, objectives: list[Objective]):
        parts: dict[int | None, list[Objective]] = {}
        for o in objectives:
            parts.setdefault(o.part_id, []).append(o)
        for own in parts.values():
            part = own[0].part
            rows = tuple(self.row(o) for o in own)
            note = words.count_of(sum(row.n for row in rows), "action")
            if part and part.as_at_on:
                note += f", as at {date_text(part.as_at_on, part.as_at_precision)}"
            yield PartGroup(
                title=str(part) if part else "",
                url=self.url(part=part.code) if part else "",
                note=note,
                rows=rows,
            )

    def row(self, objective: Objective) -> ObjectiveRow:
        number = objective.number
        counts = tally(
            self.key,
            self.groups.get(objective.pk, ()),
            overdue_is_behind=self.plan.overdue_is_behind,
        )
        due = date_text(objective.due_on, objective.due_precision)
        n_text = words.count_of(counts.n, "action")
        return ObjectiveRow(
            number=number,
            title=f"{number}. {objective.title}",
            url=self.url(objective=number),
            note=f"by {due} · {n_text}" if due else n_text,
            n=counts.n,
            bar=bar(counts, plan_ref=self.plan.ref, query=self.query, objective=number),
            n_overdue=counts.n_overdue,
            overdue_url=self.url(objective=number, overdue="on"),
            longest_text=words.longest_late(counts.n_overdue, counts.longest_late),
            n_work_remains=counts.n_work_remains,
            remains_url=self.url(objective=number, remains="on"),
            n_endorsed=counts.n_board("endorsed"),
            endorsed_url=self.url(objective=number, board="endorsed"),
            n_questions=self.asked[number],
            questions_url=with_query(self.questions_url, f"objective={number}"),
            indicators=tuple(
                LinkLine(i.name, with_query(i.get_absolute_url(), self.query))
                for i in self.measured.get(objective.pk, ())
            ),
        )

    def total(self, objectives: list[Objective], counted: Tally) -> Total:
        label = words.count_of(len(objectives), self.plan.objective_word)
        n_of_plan = self.asked[""] + self.asked[None]
        return Total(
            label=f"All {label}, {words.count_of(counted.n, 'action')}",
            words=bar(counted, plan_ref=self.plan.ref, query=self.query).words,
            url=self.url(),
            n_overdue=counted.n_overdue,
            overdue_url=self.url(overdue="on"),
            n_work_remains=counted.n_work_remains,
            remains_url=self.url(remains="on"),
            n_endorsed=counted.n_board("endorsed"),
            endorsed_url=self.url(board="endorsed"),
            n_questions=self.asked.total(),
            questions_url=self.questions_url,
            questions_note=f"{n_of_plan:,} about the whole plan" if n_of_plan else "",
        )
