"""The sheets that say what a workbook is: its cover with the way to each sheet, and its notes."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from indicators.rules.disclosure import Policy as Disclosure
from reports.readmodels_pack import PlanPack
from reports.sheets import NOT_APPLICABLE, SHORTHAND, Column, Sheet, SheetLink

_ITEMS = (
    Column("Item", lambda r: r[0], 26, NOT_APPLICABLE),
    Column("Value", lambda r: r[1], 100),
)


def cover_sheet(pack: PlanPack, *, title: str, said: Iterable[tuple[str, Any]] = ()) -> Sheet:
    """What the workbook is. `said` are facts of its own kind, after the name of the paper."""
    heading = f"{title}, {pack.state.service}, as at {pack.as_at_text}"
    return Sheet("Cover", _ITEMS, (("Paper", title), *said, *_facts(pack)), heading=heading)


def with_contents(cover: Sheet, sheets: Iterable[Sheet]) -> Sheet:
    """The cover with a line for each of the other sheets, which leads there."""
    lines = (("Sheet", SheetLink(_called(sheet), sheet.title)) for sheet in sheets)
    return replace(cover, rows=(*cover.rows, *lines))


def _called(sheet: Sheet) -> str:
    return f"{sheet.title}: {sheet.heading[:1].lower()}{sheet.heading[1:]}"


def _facts(pack: PlanPack) -> Iterable[tuple[str, Any]]:
    yield "Plan", pack.state.title
    yield "Reference", pack.state.ref
    yield "Service", pack.state.service
    yield "As at", pack.as_at
    yield "For", pack.audience_text
    yield "Edition", pack.edition_text
    if pack.invented_text:
        yield "Invented", pack.invented_text
    yield "How it stands", pack.sentence
    yield "How past dates are counted", pack.state.overdue_rule
    if pack.basis_sentence:
        yield "How that is known", pack.basis_sentence
    yield "What the board decided", pack.board_sentence
    yield "What is asked of it", pack.asked.sentence
    yield "The board", pack.board.sentence
    yield "What it holds", pack.scope
    if pack.state.inspection:
        yield "Answers the inspection", pack.state.inspection
    for source in pack.sources:
        yield "Source", source.text
    for gap in pack.gaps:
        yield "Known gap", f"{gap.what}: {gap.note}"


_NOTES = (
    Column("Topic", lambda r: r[0], 30),
    Column("About", lambda r: r[1], 26, NOT_APPLICABLE),
    Column("Note", lambda r: r[2], 90),
    Column("Source", lambda r: r[3], 60, NOT_APPLICABLE),
)
_COLUMN_NOTES = (
    (
        "Calculated",
        "What the key and the dates imply on the day, in words of its own; never a reported colour.",
    ),
    (
        "Endorsed",
        "What the board decided last: endorsed, challenged, deferred; stale where it endorsed and what "
        "it endorsed is not what it was. No word: no decision. The sheet Decisions has each in full.",
    ),
    (
        "Questions",
        "The rules by which something is asked of the action, alone or in a list with others. The "
        "sheet Questions has each in full.",
    ),
    (
        "Dates",
        "A date known to the month or the year holds the last day that it means, and shows no day.",
    ),
)
_INDICATOR_NOTES = (
    (
        "Published, Value",
        "Published is the figure as the document prints it, as text; Value the number that it is, in the "
        "indicator’s unit. No value: it was never printed, or is no number.",
    ),
    (
        "Recomputed",
        "What the published figure comes to from its own counts, worked out exactly and rounded to the "
        "indicator’s decimals. It stands beside the published figure and never replaces it; Flags say "
        "where they disagree by more than rounding. A rate whose population is not printed is worked "
        "out on one population that fits most of its rows.",
    ),
    (
        "Interval low, Interval high",
        "The 95% interval: Wilson’s of a percentage, the exact Poisson one of a count, or of a rate "
        "through its count. The cells hold more digits than they show.",
    ),
    (
        "Rating",
        "By the bands that are named beside it. Undefined: in a gap between bands. Ambiguous: where "
        "bands overlap. No word: no bands hold for these days.",
    ),
    (
        "Rows that overlap",
        "Rolling periods overlap, so one event stands in several rows. Rows that overlap are never "
        "added up.",
    ),
    (
        "Charts",
        "Drawn from the table above them. Low and High are the ends of the 95% interval, Below value "
        "and Above value how far they reach. A hollow point has no count behind it. Bands, notes and "
        "completed actions are on the paper’s figures only.",
    ),
    (
        "Tables",
        "Every figure of the tables in the documents published by the day. Number has as many decimals "
        "as are printed; Comes to has no value where nothing can be worked out again.",
    ),
)


def notes_sheet(
    pack: PlanPack, sheets: Iterable[Sheet], *, said: Iterable[tuple[str, Any, str, str]] = ()
) -> Sheet:
    """What a reader of these sheets has to know; `said` are notes of the workbook's own kind."""
    rows = (*_notes(pack, list(sheets)), *said)
    return Sheet("Notes", _NOTES, rows, heading="Notes on the sheets of this workbook")


def shorthand_notes() -> Iterable[tuple[str, Any, str, str]]:
    """What stands in a cell without a value, each sign in words."""
    for sign, meaning in SHORTHAND.items():
        yield "Shorthand", sign, f"{sign} means {meaning}.", ""


def policy_notes(policy: Disclosure, reason: str) -> Iterable[tuple[str, Any, str, str]]:
    """What is held back from the public by rule, and whose rule it is."""
    yield (
        "Small numbers",
        "What is held back",
        f"Counts from 1 to {policy.threshold - 1}, and what is left of a whole where that is 1 to "
        f"{policy.threshold - 1}; and every rate, percentage, total, rank and interval from which "
        "one of these could be worked out.",
        "",
    )
    if reason:
        yield "Small numbers", "Whose rule it is", reason, ""


def _notes(pack: PlanPack, sheets: list[Sheet]) -> Iterable[tuple[str, Any, str, str]]:
    if pack.invented_text:
        yield "Invented", "This workbook", pack.invented_text, ""
    for row in pack.key:
        yield "Key of the plan", row.mark, f"{row.definition}; {row.note}", ""
    for form in pack.forms:
        yield "Readings", form.word, form.meaning, ""
    for name, note in (*_COLUMN_NOTES, ("Past their date", pack.state.overdue_rule)):
        yield "Columns", name, note, ""
    for name, note in _INDICATOR_NOTES:
        yield "Indicators", name, note, ""
    if pack.measured.unread_text:
        yield "Indicators", "Without a figure", pack.measured.unread_text, ""
    yield "Questions", "How they are found", pack.asked.found_text, ""
    yield "Questions", "The rules", pack.asked.rules_text, ""
    for sheet in sheets:
        if not sheet.rows:
            yield "Sheets without rows", sheet.title, sheet.without, ""
    for gap in pack.gaps:
        yield "Known gaps", gap.what, gap.note, ""
    for part in pack.parts:
        if part.as_at_text:
            note = f"{part.as_at_text}. {part.state.as_at_note}".strip()
            yield "Day of a part’s table", part.heading, note, ""
    for remark in pack.remarks:
        yield f"Said on {remark.day_text}", remark.about, remark.text, remark.source
    for line in pack.noted:
        yield "Met in reading the documents", line.ref, line.note, ""
