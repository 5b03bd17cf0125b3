"""How a rating by bands is drawn: a word, its tone, and a shape that needs no colour."""

from indicators.rules.bands import Outcome, Rated
from indicators.rules.measures import BandTone
from plans.rules.meanings import Colour, Mark

# The shapes that ratings of plans have: a full circle, a half one, a triangle, a ring, a dash.
_SHAPES = {
    BandTone.GREEN: "complete",
    BandTone.AMBER: "under-way",
    BandTone.RED: "behind",
    BandTone.BLUE: "not-due",
    BandTone.GREY: "unrated",
}


def rated_mark(rated: Rated) -> Mark | None:
    """The mark of a rating; None where there is nothing to rate or to rate by.

    A value in a gap or an overlap has no colour: it says "undefined" or "ambiguous".
    """
    if rated.outcome is Outcome.NONE:
        return None
    if rated.band is None:
        return Mark(rated.word.capitalize(), Colour.GREY, "disagree", "calc")
    return band_mark(rated.band.word, rated.band.tone)


def band_mark(word: str, tone: BandTone | str) -> Mark:
    return Mark(word, Colour(str(tone)), _SHAPES[BandTone(tone)])
