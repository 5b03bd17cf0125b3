"""What a review still lacks before it can be published."""

from dataclasses import dataclass

from plans.rules.words import listed
from reports.rules.reviews import NarrativeKind


@dataclass(frozen=True)
class Written:
    """What there is of a review; objectives and recommendations by their numbers."""

    narratives: frozenset[NarrativeKind] = frozenset()
    n_members: int = 0
    n_meetings: int = 0
    objectives: tuple[int, ...] = ()
    without_evidence: tuple[int, ...] = ()
    without_summary: tuple[int, ...] = ()
    n_conclusions: int = 0
    recommendations: tuple[int, ...] = ()
    without_conclusion: tuple[int, ...] = ()
    without_action_by: tuple[int, ...] = ()


# The texts without which a report says too little; a preface is the chair's to write or leave.
NEEDED = (
    NarrativeKind.PURPOSE,
    NarrativeKind.EQUALITIES,
    NarrativeKind.LAW,
    NarrativeKind.FINANCE,
)


def lacking(written: Written) -> tuple[tuple[str, str], ...]:
    """The part where each thing is mended, and the sentence that says what it is; () if nothing is.

    In the order of the report.
    """
    found = [
        ("texts", f"The text “{kind.label}” is not written.")
        for kind in NEEDED
        if kind not in written.narratives
    ]
    rows = (
        ("members", not written.n_members, "Nobody is recorded as sitting on the panel."),
        ("meetings", not written.n_meetings, "No meeting of the panel is recorded."),
        ("objectives", not written.objectives, "It has no objective."),
        ("conclusions", not written.n_conclusions, "It has no conclusion."),
        ("recommendations", not written.recommendations, "It has no recommendation."),
    )
    found += [(part, sentence) for part, is_missing, sentence in rows if is_missing]
    sentences = (
        ("objectives", "Objective", written.without_summary, "no executive summary"),
        ("evidence", "Objective", written.without_evidence, "no evidence"),
        ("recommendations", "Recommendation", written.without_conclusion, "no conclusion"),
        ("recommendations", "Recommendation", written.without_action_by, "nobody to act on it"),
    )
    for part, word, numbers, what in sentences:
        if numbers:
            found.append((part, f"{_counted(word, numbers)} {what}."))
    return tuple(found)


def _counted(word: str, numbers: tuple[int, ...]) -> str:
    if len(numbers) == 1:
        return f"{word} {numbers[0]} has"
    return f"{word}s {listed([str(n) for n in numbers])} have"
