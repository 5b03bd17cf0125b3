"""Keeps what the public may not read out of what packs are gathered from."""

from collections.abc import Iterable
from copy import copy
from dataclasses import replace

from indicators.models import Note, Reading, SourceTable
from indicators.readmodels_tables import TablePage
from indicators.rules.measures import NoteKind
from indicators.selectors.states import IndicatorState
from plans.rules.words import stop
from plans.selectors.texts import EVERYTHING, Texts
from reports.released import NOT_RELEASED, Releases

_BREAKS = (NoteKind.REBASE, NoteKind.RULES)  # figures are not compared across them, said or not


def texts_of(releases: Releases) -> Texts:
    """The texts that may be read: everything inside, of the public what was released."""
    return Texts(releases.allows, NOT_RELEASED) if releases.is_public else EVERYTHING


def readable_states(states: Iterable[IndicatorState], texts: Texts) -> tuple[IndicatorState, ...]:
    """The indicators without notes and claims that may not be read.

    A note across which nothing is compared stays without its words: leaving it out would compare.
    """
    if texts.is_everything:
        return tuple(states)
    return tuple(_readable(state, texts) for state in states)


def _readable(state: IndicatorState, texts: Texts) -> IndicatorState:
    gathered = state.gathered
    notes = tuple(_note(n, texts) for n in gathered.notes)
    rows = {pk: _reading(row, texts) for pk, row in gathered.rows.items()}
    kept = tuple(n for n in notes if n is not None)
    claims = tuple(c for c in gathered.claims if texts.may(c, "text"))
    flags = state.claim_flags
    if len(claims) < len(gathered.claims):  # a flag quotes the claim that it is of
        flags = tuple(f for f in flags if any(stop(c.text) in f.text for c in claims))
    found = replace(gathered, notes=kept, rows=rows, claims=claims)
    return replace(state, gathered=found, claim_flags=flags)


def _note(note: Note, texts: Texts) -> Note | None:
    if texts.may(note, "text"):
        return note
    return _with(note, text=texts.instead) if note.kind in _BREAKS else None


def _reading(row: Reading, texts: Texts) -> Reading:
    changed = {
        name: texts.instead
        for name in ("note", "period_derived_from")
        if getattr(row, name) and not texts.may(row, name)
    }
    return _with(row, **changed) if changed else row


def _with(row, **changed):
    """A copy of a row that was read, with other words; it is never saved."""
    other = copy(row)
    for name, text in changed.items():
        setattr(other, name, text)
    return other


def readable_page(table: SourceTable, page: TablePage, texts: Texts) -> TablePage:
    """A document's table without a note that may not be read."""
    return replace(page, note=texts.of(table, "note"), title=texts.of(table, "title"))
