"""Reads everything that the rules of questions look at, in a number of queries that no size changes."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from plans.models import (
    ActionLink,
    Assurance,
    Decision,
    DueDate,
    Plan,
    Rating,
    Remark,
    Source,
    Standing,
    Update,
)
from plans.rules.endorsing import Content, changed_parts
from plans.rules.meanings import Meaning
from plans.rules.questions.facts import (
    ActionFacts,
    Before,
    Day,
    Decided,
    Finding,
    ObjectiveFacts,
    Otherwise,
    Place,
    PlanFacts,
    Revision,
    Said,
)
from plans.selectors.meetings import boundary_of, last_meeting, short_words_of

_ACTION = ("action_id", "action__ref", "action__title", "action__source_id", "action__place")
_OBJECTIVE = (
    *("action__objective__number", "action__objective__title"),
    *("action__objective__due_on", "action__objective__due_precision"),
)
_STANDS = (
    *("rating_id", "basis", "lead_id", "remains_said", "endorsed", "awaits"),
    *("action__success_measure_id", "assignment__as_written"),
    *("first_due__as_written", "first_due__due_on"),
    *("due__due_on", "due__due_precision", "due__as_written"),
    *("latest__effective_on", "latest__effective_precision"),
    *("before_rating", "before_on", "before_precision"),
)
_RATED = tuple(
    f"rated_by__{name}"
    for name in ("effective_on", "effective_precision", "position", "inferred_from", "id")
)
_SAID = (
    *("commented_by__comment", "remains_by__remaining"),
    *("forecast_by__forecast_on", "forecast_by__forecast_precision"),
    *("forecast_by__effective_on", "forecast_by__effective_precision", "forecast_by__position"),
    *("evidenced_by__evidence", "evidenced_by__evidence_on", "evidenced_by__evidence_link"),
)
_PLACES = tuple(
    f"{by}__{name}"
    for by in ("rated_by", "commented_by", "remains_by", "forecast_by")
    for name in ("source_id", "place")
)
_DECIDED = tuple(
    f"decision__{name}"
    for name in (
        *(
            "decision",
            "effective_on",
            "effective_precision",
            "reason",
            "is_own",
            "source_id",
            "place",
        ),
        *("kept_rating_id", "kept_comment", "kept_evidence", "kept_evidence_on"),
        *("kept_evidence_link", "kept_due_on", "kept_due_as_written"),
        *("meeting__as_written",),
    )
)
_COLUMNS = _ACTION + _OBJECTIVE + _STANDS + _RATED + _SAID + _PLACES + _DECIDED


def question_facts(plan: Plan, *, as_at: date, known_on: date | None = None) -> PlanFacts:
    """The plan as the rules see it at the end of `as_at`, of what was known by `known_on`.

    Four queries, where the plan's key has been read with it.
    """
    return facts_and_ids(plan, as_at=as_at, known_on=known_on)[0]


def facts_and_ids(
    plan: Plan, *, as_at: date, known_on: date | None = None
) -> tuple[PlanFacts, dict[str, int], dict[str, str]]:
    """The facts; the id of each action by its ref; the title of each objective by its number."""
    read = _Reading(plan, as_at=as_at, known_on=known_on)
    rows = list(_standings(plan, as_at=as_at, known_on=known_on))
    meeting = last_meeting(plan, before=as_at)
    key = {r.pk: r for r in plan.ratings.all()}
    behind = [r.word for r in key.values() if r.meaning == Meaning.BEHIND]
    objectives = {}
    for row in rows:
        number = row["action__objective__number"]
        due = _day(row["action__objective__due_on"], row["action__objective__due_precision"])
        objectives[number] = ObjectiveFacts(number, due, number in read.judged)
    facts = PlanFacts(
        as_at=as_at,
        begins_on=plan.begins_on,
        actions=tuple(_action(row, key, read) for row in rows),
        objectives=tuple(objectives.values()),
        objective_word=plan.objective_word,
        behind_word=behind[0] if behind else "",
        overdue_is_behind=plan.overdue_is_behind,
        last_meeting=boundary_of(meeting) if meeting else None,
        last_meeting_text=short_words_of(meeting) if meeting else "",
    )
    ids = {row["action__ref"]: row["action_id"] for row in rows}
    titles = {row["action__objective__number"]: row["action__objective__title"] for row in rows}
    return facts, ids, titles


def _standings(plan: Plan, *, as_at: date, known_on: date | None) -> QuerySet:
    """One row an action in plan order, with the last other rating of an earlier day than its own."""
    earlier = Update.objects.filter(
        action_id=OuterRef("action_id"),
        rating__isnull=False,
        effective_on__lt=OuterRef("rated_by__effective_on"),
    ).exclude(rating=OuterRef("rating_id"))
    corrections = Update.objects.filter(corrects=OuterRef("pk"))
    if known_on is not None:
        earlier = earlier.filter(known_on__lte=known_on)
        corrections = corrections.filter(known_on__lte=known_on)
    earlier = earlier.filter(~Exists(corrections)).order_by("-effective_on", "-position", "-pk")
    return (
        Standing.objects.of_plan(plan)
        .at(as_at, known_on)
        .annotate(
            before_rating=Subquery(earlier.values("rating_id")[:1]),
            before_on=Subquery(earlier.values("effective_on")[:1]),
            before_precision=Subquery(earlier.values("effective_precision")[:1]),
        )
        .in_plan_order()
        .values(*_COLUMNS)
    )


class _Reading:
    """What is said of a plan's actions besides how they stand: read whole, kept by action."""

    def __init__(self, plan: Plan, *, as_at: date, known_on: date | None) -> None:
        self.documents = Source.objects.in_bulk()
        self.ratings = {r.pk: r for r in plan.ratings.all()}
        self.said = defaultdict(list)
        self.revisions = defaultdict(list)
        self.findings = defaultdict(list)
        self.names = defaultdict(list)
        self.otherwise = defaultdict(list)
        self.judged: set[str] = set()
        for kind, action, *row in _statements(plan, as_at=as_at, known_on=known_on):
            getattr(self, f"_{kind}")(action, *row)

    def place(self, source: int | None, place: str) -> Place | None:
        found = self.documents.get(source)
        return Place(found.ref, found.title, place) if found else None

    def _said(self, action, on, precision, n, rating, until, how, text, words, source, place):
        rated: Rating | None = self.ratings.get(rating)
        self.said[action].append(
            Said(
                day=Day(on, precision),
                position=n,
                word=rated.word if rated else "",
                meaning=Meaning(rated.meaning) if rated else None,
                forecast=_day(until, how),
                place=self.place(source, place),
            )
        )

    def _due(self, action, on, precision, n, _, until, how, text, words, source, place):
        agreed_at = text or words
        self.revisions[action].append(
            Revision(Day(on, precision), until, agreed_at, self.place(source, place))
        )

    def _found(self, action, on, precision, n, _, until, how, text, words, source, place):
        body, _, finding = words.rpartition("|")
        self.findings[action].append(
            Finding(body, finding, text, Day(on, precision), self.place(source, place))
        )

    def _names(self, action, on, precision, n, _, until, how, text, words, source, place):
        self.names[action].append(words)

    def _remark(self, action, on, precision, n, _, until, how, text, words, source, place):
        claims = Meaning(words) if words else None
        self.otherwise[action].append(
            Otherwise(text, claims, Day(on, precision), self.place(source, place))
        )

    def _judged(self, action, on, precision, n, _, until, how, text, words, source, place):
        self.judged.add(text)


# the columns of the one query of statements, after its kind: whose it is, its day, its place in it,
# a rating, another day, two texts, and where it stands
_TYPES = {
    "k_kind": CharField,
    "k_action": BigIntegerField,
    "k_on": DateField,
    "k_precision": CharField,
    "k_position": IntegerField,
    "k_rating": BigIntegerField,
    "k_until": DateField,
    "k_how": CharField,
    "k_text": TextField,
    "k_words": TextField,
    "k_source": BigIntegerField,
    "k_place": CharField,
}


def _statements(plan: Plan, *, as_at: date, known_on: date | None) -> list[tuple]:
    """Documents' statements, revised dates, findings, links and remarks, in one query.

    One, because a page may ask the database twelve times at most. Order: kind by kind as they count.
    """

    def counting(model, **also) -> QuerySet:
        rows = model.objects.filter(effective_on__lte=as_at, **also)
        return rows if known_on is None else rows.filter(known_on__lte=known_on)

    corrections = Update.objects.filter(corrects=OuterRef("pk"))
    if known_on is not None:
        corrections = corrections.filter(known_on__lte=known_on)
    day = {
        "on": F("effective_on"),
        "precision": F("effective_precision"),
        "position": F("position"),
    }
    stands = {"source": F("source_id"), "place": F("place")}
    own = {"action": F("action_id"), **day, **stands}
    remark = Remark.disagrees_with.through.objects.filter(
        remark__plan=plan, remark__effective_on__lte=as_at
    )
    if known_on is not None:
        remark = remark.filter(remark__known_on__lte=known_on)
    parts = [
        _columns(
            counting(Update, action__plan=plan, source__isnull=False).filter(~Exists(corrections)),
            kind="said",
            **own,
            rating=F("rating_id"),
            until=F("forecast_on"),
            how=F("forecast_precision"),
        ),
        _columns(
            counting(DueDate, action__plan=plan, is_revision=True),
            kind="due",
            **own,
            until=F("due_on"),
            how=F("due_precision"),
            text=Coalesce(NullIf("agreed_at", Value("")), Subquery(_agreed(as_at))),
            words=F("meeting__as_written"),
        ),
        _columns(
            counting(Assurance, action__plan=plan),
            kind="found",
            **own,
            text=F("text"),
            words=Concat("body", Value("|"), "finding"),
        ),
        _columns(
            ActionLink.objects.filter(action__plan=plan, to_action__isnull=False),
            kind="names",
            action=F("action_id"),
            **stands,
            words=F("to_action__ref"),
        ),
        _columns(
            remark,
            kind="remark",
            action=F("action_id"),
            on=F("remark__effective_on"),
            precision=F("remark__effective_precision"),
            position=F("remark__position"),
            text=F("remark__text"),
            words=F("remark__claims"),
            source=F("remark__source_id"),
            place=F("remark__place"),
        ),
        _columns(
            counting(Remark, plan=plan, objective__isnull=False).exclude(claims=""),
            kind="judged",
            **day,
            text=F("objective__number"),
            **stands,
        ),
    ]
    rows = parts[0].union(*parts[1:], all=True)
    return sorted(rows, key=lambda row: (row[2] or as_at, row[4] or 0))


def _agreed(as_at: date) -> QuerySet:
    """The meeting that agreed a revised date after it had been recorded."""
    agreed = Decision.objects.filter(due_date=OuterRef("pk"), meeting__held_on__lte=as_at)
    return agreed.order_by("pk").values("meeting__as_written")[:1]


def _columns(rows: QuerySet, *, kind: str, **given) -> QuerySet:
    """Some rows with the columns of `_TYPES`, each of its type, so that they can be read as one."""
    columns = {"k_kind": Value(kind), **{f"k_{name}": value for name, value in given.items()}}
    cast = {
        name: Cast(columns.get(name, Value(None)), kind_of()) for name, kind_of in _TYPES.items()
    }
    return rows.order_by().annotate(**cast).values_list(*_TYPES)


def _day(on: date | None, precision: str) -> Day | None:
    return Day(on, precision or "day") if on else None


def _action(row: Mapping, key: Mapping[int, Rating], read: _Reading) -> ActionFacts:
    """One action of the rows of `_standings`, with what else is said of it."""
    pk, rating = row["action_id"], key.get(row["rating_id"])
    rated_on = row["rated_by__effective_on"]
    forecast_on = row["forecast_by__effective_on"]
    return ActionFacts(
        ref=row["action__ref"],
        title=row["action__title"],
        objective=row["action__objective__number"],
        objective_due=_day(
            row["action__objective__due_on"], row["action__objective__due_precision"]
        ),
        place=read.place(row["action__source_id"], row["action__place"]),
        word=rating.word if rating else "",
        meaning=Meaning(rating.meaning) if rating else None,
        basis=row["basis"],
        inferred_from=row["rated_by__inferred_from"] or "",
        rated=_day(rated_on, row["rated_by__effective_precision"]),
        rated_place=_place(row, "rated_by", read),
        before=_before(row, key),
        due_as_written=row["due__as_written"] or "",
        first_due_on=row["first_due__due_on"],
        due=_day(row["due__due_on"], row["due__due_precision"]),
        revisions=tuple(read.revisions[pk]),
        forecast=_day(row["forecast_by__forecast_on"], row["forecast_by__forecast_precision"]),
        forecast_on_record=_day(forecast_on, row["forecast_by__effective_precision"]),
        forecast_said=_is_as_late(row, "forecast_by", "rated_by"),
        forecast_place=_place(row, "forecast_by", read),
        comment=(row["commented_by__comment"] or "").strip(),
        comment_place=_place(row, "commented_by", read),
        remaining=(row["remains_by__remaining"] or "").strip(),
        remains_said=row["remains_said"],
        remaining_place=_place(row, "remains_by", read),
        has_evidence=bool(row["evidenced_by__evidence"]),
        has_owner=row["lead_id"] is not None,
        owners_as_written=row["assignment__as_written"] or "",
        has_success_measure=row["action__success_measure_id"] is not None,
        updated=_day(row["latest__effective_on"], row["latest__effective_precision"]),
        said=tuple(read.said[pk]),
        findings=tuple(read.findings[pk]),
        otherwise=tuple(read.otherwise[pk]),
        decided=_decided(row, read),
        names=tuple(read.names[pk]),
    )


def _place(row: Mapping, by: str, read: _Reading) -> Place | None:
    return read.place(row[f"{by}__source_id"], row[f"{by}__place"] or "")


def _before(row: Mapping, key: Mapping[int, Rating]) -> Before | None:
    rating = key.get(row["before_rating"])
    if rating is None:
        return None
    day = Day(row["before_on"], row["before_precision"])
    return Before(rating.word, Meaning(rating.meaning), day)


def _is_as_late(row: Mapping, by: str, than: str) -> bool:
    """Whether one statement was made with another, or after it; False where either is missing."""
    first = (row[f"{than}__effective_on"], row[f"{than}__position"])
    second = (row[f"{by}__effective_on"], row[f"{by}__position"])
    return bool(first[0] and second[0]) and second >= first


def _decided(row: Mapping, read: _Reading) -> Decided | None:
    if row["decision__decision"] is None:
        return None
    return Decided(
        reading=row["endorsed"],
        day=Day(row["decision__effective_on"], row["decision__effective_precision"]),
        meeting=row["decision__meeting__as_written"] or "",
        reason=row["decision__reason"],
        changed=_changed(row) if row["endorsed"] == "stale" else (),
        awaits=row["awaits"],
        is_own=row["decision__is_own"],
        place=_place(row, "decision", read),
    )


def _changed(row: Mapping) -> tuple[str, ...]:
    """What stands otherwise than was endorsed. Where nothing else does, it is the owners."""
    kept = Content(
        rating=row["decision__kept_rating_id"],
        comment=row["decision__kept_comment"],
        evidence=(
            row["decision__kept_evidence"],
            row["decision__kept_evidence_on"],
            row["decision__kept_evidence_link"] or "",
        ),
        due_on=row["decision__kept_due_on"],
        due_as_written=row["decision__kept_due_as_written"] or "",
        owners=(),
    )
    stands = Content(
        rating=row["rating_id"],
        comment=row["commented_by__comment"],
        evidence=(
            row["evidenced_by__evidence"],
            row["evidenced_by__evidence_on"],
            row["evidenced_by__evidence_link"] or "",
        ),
        due_on=row["due__due_on"],
        due_as_written=row["due__as_written"] or "",
        owners=(),
    )
    return changed_parts(kept, stands) or ("owners",)
