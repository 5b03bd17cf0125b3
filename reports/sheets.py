"""What each sheet of a pack's workbook holds: its columns, and what each takes from a row."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from indicators.readings_csv import flat
from indicators.readmodels import IndicatorLine, ReadingLine
from plans.csv_file import COLUMNS as ACTION_COLUMNS
from plans.rules.endorsing import STALE, BoardDecision
from reports.readmodels_indicators import Number
from reports.readmodels_pack import NONE_RECORDED, PlanPack


@dataclass(frozen=True)
class Column:
    """One column: its header, what it takes from a row, its width in characters."""

    header: str
    get: Callable[[Any], Any]
    width: int = 14


@dataclass(frozen=True)
class Sheet:
    """One sheet with its one table, named like the sheet unless it has a name of its own."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Any, ...]
    name: str = ""


def sheets(pack: PlanPack) -> tuple[Sheet, ...]:
    """Every sheet in order; those of which nothing is recorded have their headers."""
    return (
        Sheet("Cover", _ITEMS, tuple(_cover(pack))),
        Sheet("Notes", _NOTES, tuple(_notes(pack))),
        Sheet("Summary", _summary_columns(pack), pack.summary),
        Sheet("Actions", _ACTIONS, pack.rows),
        Sheet("Updates", _UPDATES, pack.updates),
        Sheet("Indicators", _columns_of(IndicatorLine), pack.indicators),
        Sheet("Readings", _reading_columns(pack), pack.readings),
        Sheet("Tables", _TABLES, pack.tables),
        Sheet("Meetings", _MEETINGS, pack.meetings),
        Sheet("Decisions", _DECISIONS, pack.decisions),
        Sheet("Questions", _QUESTIONS, pack.questions),
    )


_ITEMS = (Column("Item", lambda r: r[0], 26), Column("Value", lambda r: r[1], 100))


def _cover(pack: PlanPack) -> Iterable[tuple[str, Any]]:
    yield "Paper", pack.title
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
    Column("About", lambda r: r[1], 26),
    Column("Note", lambda r: r[2], 90),
    Column("Source", lambda r: r[3], 60),
)
_EMPTY_SHEETS = {  # what the notes say of a sheet that has only its headers
    "indicators": ("Indicators", NONE_RECORDED),
    "readings": ("Readings", NONE_RECORDED),
    "charts": ("Charts", "no indicator of this plan has a figure yet"),
    "tables": ("Tables", NONE_RECORDED),
    "meetings": ("Meetings", NONE_RECORDED),
    "decisions": ("Decisions", NONE_RECORDED),
    "questions": ("Questions", "none is open"),
}


_COLUMN_NOTES = (
    (
        "Calculated",
        "What the key and the dates imply on the day, in words of its own; never a reported colour.",
    ),
    (
        "Endorsed",
        "What the board decided last: endorsed, challenged, deferred; stale where it endorsed and what "
        "it endorsed is not what it was. Empty: no decision. The sheet Decisions has each in full.",
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
        "indicator’s unit. Empty: it was never printed, or is no number.",
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
        "bands overlap. Empty: no bands hold for these days.",
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
        "as are printed; Comes to is empty where nothing can be worked out again.",
    ),
)


def _notes(pack: PlanPack) -> Iterable[tuple[str, Any, str, str]]:
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
    for name, (sheet, note) in _EMPTY_SHEETS.items():
        if not getattr(pack, name):
            yield "Sheets without rows", sheet, note, ""
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


def _summary_columns(pack: PlanPack) -> tuple[Column, ...]:
    """Every rating of the key, stated and inferred, in its order; then what cuts across them."""

    def count(n: int, kind: str) -> Callable[[Any], int]:
        return lambda row: getattr(row.tally.counts[n], kind)

    counted = [
        Column(f"{c.word}, {kind}", count(n, kind), 11)
        for n, c in enumerate(pack.state.tally.counts)
        if c.meaning
        for kind in ("stated", "inferred")
    ]
    return (
        Column("Level", lambda r: r.level, 12),
        Column("Part", lambda r: r.part, 7),
        Column("Objective", lambda r: r.objective, 11),
        Column("Title", lambda r: r.title, 48),
        Column("Due", lambda r: r.due, 14),
        Column("Actions", lambda r: r.tally.n, 10),
        *counted,
        Column("Unrated", lambda r: r.tally.n_unrated, 11),
        Column("Past their date", lambda r: r.tally.n_overdue, 11),
        Column("Outstanding", lambda r: r.tally.n_outstanding, 14),
        Column("Complete, yet work remains", lambda r: r.tally.n_work_remains, 14),
        Column("Endorsed", lambda r: r.tally.n_board(BoardDecision.ENDORSED), 11),
        Column("Endorsed, then changed", lambda r: r.tally.n_board(STALE), 13),
        Column("Challenged", lambda r: r.tally.n_board(BoardDecision.CHALLENGED), 12),
        Column("Deferred", lambda r: r.tally.n_board(BoardDecision.DEFERRED), 11),
        Column("Readings differ", lambda r: r.tally.n_differ, 11),
        Column("Questions", lambda r: r.n_questions, 11),
    )


# Where a workbook holds more than words: dates with their precision, ratings with their fills.
_HELD = {
    "Due date": lambda r: r.due,
    "Revised due date": lambda r: r.revised,
    "Reported": lambda r: r.line.mark,
    "Last update": lambda r: r.updated,
    "Forecast": lambda r: r.forecast,
}
_WIDTHS = (8, 7, 11, 14, 48, 24, 24, 16, 12, 12, 12, 11, 22, 12, 13, 60, 14, 44, 18)


def _of_line(get: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda row: get(row.line)


_ACTIONS = tuple(
    Column(header, _HELD.get(header, _of_line(get)), width)
    for (header, get), width in zip(ACTION_COLUMNS, _WIDTHS, strict=True)
)

_UPDATES = (
    Column("Ref", lambda r: r.line.ref, 8),
    Column("Effective date", lambda r: r.effective, 14),
    Column("Precision", lambda r: r.line.effective_precision, 11),
    Column("Position in the day", lambda r: r.line.position, 11),
    Column("Known on", lambda r: r.line.known_on, 14),
    Column("Recorded at", lambda r: r.line.recorded_at, 19),
    Column("Recorded by", lambda r: r.line.recorded_by, 22),
    Column("Rating", lambda r: r.line.mark if r.line.rating else None, 12),
    Column("Basis", lambda r: r.line.basis, 11),
    Column("Inferred from", lambda r: r.line.inferred_from, 26),
    Column("Comment", lambda r: r.line.comment, 60),
    Column("Remaining", lambda r: r.line.remaining, 44),
    Column("Forecast", lambda r: r.forecast, 14),
    Column("Evidence", lambda r: r.line.evidence, 40),
    Column("Evidence date", lambda r: r.line.evidence_on, 14),
    Column("Evidence link", lambda r: r.line.evidence_link, 30),
    Column("Clears", lambda r: "; ".join(r.line.clears), 16),
    Column("Corrects", lambda r: r.line.corrects, 24),
    Column("Reason", lambda r: r.line.reason, 34),
    Column("Source document", lambda r: r.line.source, 44),
    Column("Place", lambda r: r.line.place, 30),
)

_MEETINGS = (
    Column("Held on", lambda r: r.held_on, 14),
    Column("Precision", lambda r: r.held_on.precision or "no date", 11),
    Column("When, in words", lambda r: r.date_text, 34),
    Column("Not before", lambda r: r.not_before, 13),
    Column("Not after", lambda r: r.not_after, 13),
    Column("Board", lambda r: r.board, 28),
    Column("Kind", lambda r: r.kind, 14),
    Column("Seats", lambda r: r.seats, 9),
    Column("Present", lambda r: r.present, 9),
    Column("Deputies", lambda r: r.deputies, 10),
    Column("Attendance", lambda r: r.attendance_text, 34),
    Column("Decisions", lambda r: r.decisions, 11),
    Column("Note", lambda r: r.note, 50),
    Column("Source", lambda r: r.source, 44),
)

_DECISIONS = (
    Column("Held on", lambda r: r.held_on, 14),
    Column("Board", lambda r: r.board, 28),
    Column("Number", lambda r: r.number, 9),
    Column("Decision", lambda r: r.kind, 20),
    Column("Ref", lambda r: r.ref, 8),
    Column("Line of the minutes", lambda r: r.text, 60),
    Column("Reason", lambda r: r.reason, 44),
    Column("Asked of", lambda r: r.asked_of, 22),
    Column("Asked for", lambda r: r.asked_for, 40),
    Column("Back by", lambda r: r.back_by, 18),
    Column("Rating decided on", lambda r: r.rating, 13),
    Column("Comment decided on", lambda r: r.comment, 50),
    Column("Evidence decided on", lambda r: r.evidence, 40),
    Column("Due date decided on", lambda r: r.due, 14),
    Column("Owners decided on", lambda r: r.owners, 28),
    Column("By who wrote the update", lambda r: r.own_text, 20),
    Column("Source", lambda r: r.source, 44),
)

_QUESTIONS = (
    Column("Code", lambda r: r.code, 24),
    Column("Severity", lambda r: r.severity.value, 11),
    Column("Ref", lambda r: r.ref, 8),
    Column("About", lambda r: "; ".join(r.refs), 22),
    Column("Question", lambda r: r.text, 80),
    Column("State", lambda r: r.note or "open", 34),
    Column("Sources", lambda r: "\n".join(r.source_texts), 60),
)


_TABLES = (
    Column("Table", lambda r: r.table, 40),
    Column("Document", lambda r: r.document, 34),
    Column("Place", lambda r: r.place, 34),
    Column("Row", lambda r: r.row, 40),
    Column("Column", lambda r: r.column, 24),
    Column("As printed", lambda r: r.printed, 24),
    Column("Number", lambda r: r.number, 11),
    Column("Comes to", lambda r: r.comes_to, 11),
    Column("What does not add up", lambda r: r.flags, 60),
)

_WIDE = {  # the columns of indicators and readings that hold sentences
    **dict.fromkeys(("name", "numerator", "denominator", "counting_rules", "bands"), 40),
    **dict.fromkeys(("source", "flags"), 50),
    **dict.fromkeys(("indicator", "area", "period", "publication_lag", "owner"), 22),
}


def _reading_columns(pack: PlanPack) -> tuple[Column, ...]:
    """Those of a reading; what is in an indicator's unit shows as many decimals as it has."""
    decimals = {line.ref: line.decimals for line in pack.indicators}

    def number(name: str) -> Callable[[ReadingLine], Number | None]:
        def get(row: ReadingLine) -> Number | None:
            value = getattr(row, name)
            return None if value is None else Number(value, _places(row, decimals, name))

        return get

    numbers = {n: number(n) for n in ("value", "recomputed", "interval_low", "interval_high")}
    short = {"numerator": 13, "denominator": 13, "bands": 18} | dict.fromkeys(numbers, 13)
    return _columns_of(ReadingLine, numbers, short)


def _places(row: ReadingLine, decimals: Mapping[str, int], name: str) -> int:
    """Decimals to show: the indicator's, of an interval at least one, and all that are printed."""
    least = decimals.get(row.indicator, 0)
    if name.startswith("interval"):
        return max(least, 1)
    return max(least, -getattr(row, name).normalize().as_tuple().exponent)


def _columns_of(
    line: type, own: Mapping[str, Callable] | None = None, widths: Mapping[str, int] | None = None
) -> tuple[Column, ...]:
    """One column for each field of a read-model, in its order and under its name."""
    own, widths = own or {}, _WIDE | (widths or {})

    def get(name: str) -> Callable[[Any], Any]:
        return own.get(name) or (lambda row: flat(getattr(row, name)))

    return tuple(
        Column(f.name.replace("_", " ").capitalize(), get(f.name), widths.get(f.name, 14))
        for f in fields(line)
    )
