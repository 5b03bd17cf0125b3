"""Takes what is held back out of what was read, before anything is made of it.

A held reading stays as a place in time: its days, its series and its document are known, its figures
are not. Whatever follows (sentences, charts, intervals, ratings, flags, claims, revisions) is made of
what is left, so it cannot tell what it never had. Source: non-interference, Goguen and Meseguer 1982:
what the public is shown is a function of what the public may know.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import replace

from indicators.models import Claim, Note, Reading
from indicators.rules.disclosure import WITHHELD, Held
from indicators.rules.disclosure.words import may_tell
from indicators.rules.facts import Facts
from indicators.rules.measures import NoteKind

_NUMBERS = (
    *("numerator", "denominator", "other_denominator", "value"),
    *("rank", "rank_of", "rank_counts_service"),
)


def is_held(held: Held | None, row: Reading) -> bool:
    return held is not None and row.pk in held.readings


def blanked(row: Reading) -> Reading:
    """A copy of a reading's row without its figures, its rank and its note."""
    bare = copy(row)
    for name in _NUMBERS:
        setattr(bare, name, None)
    bare.published, bare.note, bare.rank_best_end = WITHHELD, "", ""
    return bare


def without_figures(facts: Facts) -> Facts:
    """The same reading with nothing but its place in time."""
    return replace(
        facts,
        published=WITHHELD,
        value=None,
        numerator=None,
        denominator=None,
        other_denominator=None,
        rank=None,
        rank_of=None,
        is_withheld=True,
    )


def claims_told(claims: Iterable[Claim], withheld: frozenset[int]) -> list[Claim]:
    """The claims of which neither end is held back: what goes up or down tells of both."""
    return [c for c in claims if withheld.isdisjoint((c.earlier_id, c.later_id))]


def notes_told(notes: Iterable[Note]) -> list[Note]:
    """The notes on a line of which something is held back: one with a number in it says no more.

    The day on which figures start anew is kept, in other words.
    """
    found = []
    for note in notes:
        if not may_tell(note.text):
            found.append(note)
        elif note.kind != NoteKind.NOTE:
            bare = copy(note)
            bare.text = NoteKind(note.kind).label
            found.append(bare)
    return found
