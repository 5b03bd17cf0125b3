"""What each review that is being written still lacks, for the list of reviews."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Count

from plans.rules.words import count_of
from reports.models import (
    Conclusion,
    Evidence,
    Narrative,
    PanelMeeting,
    PanelMember,
    PanelRecommendation,
    Review,
    ReviewObjective,
)
from reports.rules.lacking import Written, lacking
from reports.rules.reviews import NarrativeKind


def lacking_texts(refs: Iterable[str]) -> Mapping[str, str]:
    """By the ref of each review, how many things it lacks before it can be published, in words.

    As many queries for any number of reviews.
    """
    of = dict(Review.objects.filter(ref__in=list(refs)).values_list("pk", "ref"))
    if not of:
        return {}
    found = _written(list(of))
    return {ref: _text(len(lacking(found[pk]))) for pk, ref in of.items()}


def _text(n: int) -> str:
    if not n:
        return "Nothing is missing: it can be published"
    return f"{count_of(n, 'thing')} {'is' if n == 1 else 'are'} missing"


def _written(pks: list[int]) -> Mapping[int, Written]:
    own = {"review_id__in": pks}
    narratives = _grouped(Narrative.objects.filter(**own).exclude(text=""), "kind")
    members, meetings, conclusions = (
        dict(
            model.objects.filter(**own).order_by().values_list("review_id").annotate(n=Count("pk"))
        )
        for model in (PanelMember, PanelMeeting, Conclusion)
    )
    objectives = _grouped(ReviewObjective.objects.filter(**own), "pk", "number", "summary")
    heard = {
        pk
        for rows in _grouped(Evidence.objects.filter(**own), "objective_id").values()
        for (pk,) in rows
    }
    recommended = PanelRecommendation.objects.filter(**own).annotate(n=Count("conclusions"))
    recommendations = _grouped(recommended, "number", "n", "action_by")
    return {
        pk: Written(
            narratives=frozenset(NarrativeKind(kind) for (kind,) in narratives[pk]),
            n_members=members.get(pk, 0),
            n_meetings=meetings.get(pk, 0),
            objectives=tuple(n for _, n, _ in objectives[pk]),
            without_evidence=tuple(n for o, n, _ in objectives[pk] if o not in heard),
            without_summary=tuple(n for _, n, summary in objectives[pk] if not summary.strip()),
            n_conclusions=conclusions.get(pk, 0),
            recommendations=tuple(n for n, _, _ in recommendations[pk]),
            without_conclusion=tuple(n for n, tied, _ in recommendations[pk] if not tied),
            without_action_by=tuple(n for n, _, by in recommendations[pk] if not by.strip()),
        )
        for pk in pks
    }


def _grouped(rows, *names: str) -> Mapping[int, list[tuple]]:
    """These columns of the rows, by review: one query."""
    found = defaultdict(list)
    for pk, *said in rows.values_list("review_id", *names):
        found[pk].append(tuple(said))
    return found
