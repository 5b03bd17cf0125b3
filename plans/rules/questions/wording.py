"""The phrases that the sentences of questions are made of."""

from collections.abc import Iterable
from datetime import date

from plans.rules.dates import date_text, days_text, long_date
from plans.rules.questions.facts import ActionFacts, Day, Place

LONGEST_QUOTE = 160


def day_text(day: Day) -> str:
    """ "23 April 2015", "March 2015"."""
    return date_text(day.on, day.precision)


def when(day: Day) -> str:
    """When a statement was made: "on 23 April 2015", "as at March 2015"."""
    return f"{'on' if day.precision == 'day' else 'as at'} {day_text(day)}"


def where(place: Place | None) -> str:
    """ " (Report, paragraph 4.10)"; "" where the fact comes from no document."""
    return f" ({place.place})" if place and place.place else ""


def reported(action: ActionFacts) -> str:
    """ "Reported green on 23 April 2015 (Report, paragraph 4.10)"; "Nothing is reported of it"."""
    if action.rated is None:
        return "Nothing is reported of it"
    inferred = f", inferred from {action.inferred_from}," if action.inferred_from else ""
    said = f"Reported {action.word.lower()}{inferred} {when(action.rated)}"
    return f"{said}{where(action.rated_place)}"


def lowered(sentence: str) -> str:
    """The sentence to stand within another."""
    return sentence[:1].lower() + sentence[1:]


def quoted(text: str) -> str:
    """Words of a document or of somebody who recorded them, in quotation marks, cut where they are long."""
    text = " ".join(text.split())
    if len(text) > LONGEST_QUOTE:
        text = text[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    return f"“{text.rstrip('.')}”"


def ago(day: date, as_at: date) -> str:
    """ "31 May 2014, 327 days ago"."""
    return f"{long_date(day)}, {days_text((as_at - day).days)} ago"


def places(*given: Place | None) -> tuple[Place, ...]:
    """Each place once, in the order first met."""
    return tuple(dict.fromkeys(p for p in given if p))


def all_places(actions: Iterable[ActionFacts]) -> tuple[Place, ...]:
    """Where what is reported of some actions stands, or else where they stand themselves."""
    return places(*(a.rated_place or a.place for a in actions))


def refs_text(refs: Iterable[str], *, most: int = 12) -> str:
    """ "1.9 and 2.4"; of many the first dozen and how many more."""
    refs = list(refs)
    if len(refs) > most:
        return f"{', '.join(refs[:most])} and {len(refs) - most:,} more"
    return " and ".join([", ".join(refs[:-1]), refs[-1]] if len(refs) > 1 else refs)
