"""A document that has every block in every way, made of nothing but values: for tests of renderers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from plans.readmodels import Segment
from plans.rules.meanings import UNRATED_MARK, Mark, Meaning, board_mark, mark
from reports.blocks import (
    HELD_BACK,
    Bar,
    Bullets,
    Cell,
    Column,
    Document,
    Fact,
    Figure,
    Heading,
    House,
    Line,
    Look,
    PageBreak,
    Paragraph,
    Section,
    Span,
    Table,
    Tone,
    cell,
    words,
)
from reports.numbering import numbered
from reports.readmodels_pack import PaperBar
from tests.reports import charts

# one pixel, the smallest logo that there is
LOGO = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mNgYGAAAAAEAAHI6uv5"
    "AAAAAElFTkSuQmCC"
)
LONG = (
    "The panel heard that the board had met every month since the inspection and that each agency had "
    "sent somebody who could decide. It asked to see the minutes, which show that two of the twelve "
    "meetings had no quorum, and that what they noted was taken again at the next."
)
MARKS = (
    mark("Green", "green", Meaning.COMPLETE),
    mark("Green", "green", Meaning.COMPLETE, "inferred"),
    mark("Amber", "amber", Meaning.UNDER_WAY),
    mark("Red", "red", Meaning.BEHIND),
    mark("Blue", "blue", Meaning.NOT_DUE),
    mark("Withdrawn", "grey", Meaning.NOT_PURSUED),
    UNRATED_MARK,
)
CALCULATED = Mark("past its date", "red", "behind", "calc")


def sample(**changes) -> Document:
    """The document, numbered as a compiled one is; `changes` replace fields before that."""
    facts = {
        "kind": "scrutiny",
        "title": "Review of progress against the improvement plan",
        "subtitle": "Post-inspection improvement plan 2014",
        "service": "Example Youth Offending Team",
        "as_at": date(2015, 4, 23),
        "as_at_text": "23 April 2015",
        "audience": "public",
        "audience_text": "The public",
        "edition": "Draft",
        "lead": "On 23 April 2015 93 of 104 actions were reported complete; the other 11 were outstanding.",
        "facts": (Fact("Panel", "Education, children and young people"), Fact("Meetings", "Five")),
        "sections": _sections(),
        "notes": ("Counts are of actions.",),
        "gaps": (("Attendance before March 2014", "No minutes are kept of it"),),
        "sources": ("The panel’s report, June 2015", "The plan’s own table"),
        "invented": "This service and its figures are made up to show what yotplan does.",
        "house": House(council="Example City Council", logo=LOGO, logo_alt="Example City Council"),
        "cover_bar": BAR,
    }
    return numbered(Document(**facts | changes))


def bar(*parts: tuple[Mark, int]) -> PaperBar:
    """A stacked bar of marks with their counts."""
    whole, below, segments, said = sum(n for _, n in parts), 0, [], []
    for found, n in parts:
        at, width = below / whole * 100, n / whole * 100
        segments.append(Segment(f"{at:.2f}", f"{width:.2f}", found.tone, found.shape, found.form))
        said.append(f"{n} {found.word.lower()}")
        below += n
    return PaperBar(tuple(segments), f"{whole} actions: {', '.join(said)}.")


BAR = bar(*((found, n) for found, n in zip(MARKS, (28, 65, 11, 4, 6, 2, 3), strict=True)))


def _sections() -> tuple[Section, ...]:
    return (_summary(), _purpose(), _measures(), _failed(), _plan(), _evidence(), _glossary())


def _summary() -> Section:
    blocks = (
        Paragraph(
            words("Eleven actions were outstanding, ten of them past their dates."), tone=Tone.LEAD
        ),
        Paragraph(words("Nobody has signed this off."), tone=Tone.ASIDE),
        Bar(BAR, "summary"),
        Paragraph(
            (
                Span("What follows is "),
                Span("strong", is_strong=True),
                Span(", "),
                Span("emphatic", is_emphasis=True),
                Span(", "),
                Span("dim", is_dim=True),
                Span(" or "),
                Span("11", is_live=True),
                Span(" from a live field. See "),
                Span("", link="#custody", page_of="custody"),
                Span(" and "),
                Span("", link="#implications", page_of="implications"),
                Span("; "),
                Span("the council’s pages", link="https://www.example.org/scrutiny?a=1&b=2"),
                Span("; "),
                Span("", link="#nowhere", page_of="nowhere"),
                Span("."),
            )
        ),
        Heading("Recommendations", level=3),
        Bullets(
            tuple(words(f"Recommendation {n}. {LONG}") for n in range(1, 7)),
            numbers=tuple(f"{n}." for n in range(1, 7)),
            anchor="recommendations",
        ),
        Heading("What was asked", level=2),
        Bullets((words("What changed?"), words("Who was there?"), words(LONG))),
        Paragraph(words("“We were never asked.”"), tone=Tone.QUOTE),
        Paragraph(words("Minutes of the panel, paragraph 12"), tone=Tone.SOURCE),
    )
    return Section("summary", "Executive summary", blocks, anchor="summary")


def _purpose() -> Section:
    blocks = [Heading("How the panel worked", anchor="worked", number="1.1", is_listed=True)]
    blocks += [Paragraph(words(LONG), number=f"1.{n}", anchor=f"para-1-{n}") for n in range(1, 15)]
    blocks += [PageBreak(), Paragraph(words("A paragraph on a page of its own."), number="1.15")]
    return Section("purpose", "Purpose", tuple(blocks), anchor="purpose", number="1")


def _measures() -> Section:
    blocks = (
        Heading("Custody", anchor="custody-rate", is_listed=True),
        Paragraph(words("The rate fell; its latest rise could be chance."), tone=Tone.LEAD),
        Figure(
            "Custodial sentences per 1,000",
            "Rates of 1.50, 1.27 and 0.92, each with its 95% interval.",
            anchor="custody",
            chart=charts.custody(),
            table=_readings(),
            notes=("Each row is a rolling twelve months, so rows overlap.",),
        ),
        Paragraph(words(LONG), number="2.1"),
        Figure(
            "Young people remanded",
            f"Readings are {HELD_BACK}: too few young people to be shown.",
            anchor="remands",
            table=_held_back(),
        ),
        _table(
            "First time entrants",
            "fte",
            60,
            look=Look.FIGURES,
            sentence="Sixty of them.",
            note=LONG,
        ),
        replace(_table("Nobody", "nobody", 0), empty="Nobody answered."),
        _table("One row", "one-row", 1),
        _table("", "", 3),
    )
    return Section("measures", "The three national indicators", blocks, "measures", number="2")


def _readings() -> Table:
    columns = (
        Column("Quarter", 40, heads_rows=True),
        Column("Sentences", 20, is_number=True),
        Column("Rate", 20, is_number=True),
        Column("95% interval", 20, is_number=True),
    )
    rows = tuple(
        (
            cell(f"Q{n} 2013/14"),
            cell(str(30 - n), 30 - n),
            cell(f"1.{n}", Decimal(f"1.{n}")),
            cell("1.0 to 2.2"),
        )
        for n in range(1, 7)
    )
    return Table("", columns, rows, look=Look.FIGURES, note="As published.")


def _held_back() -> Table:
    columns = (Column("Quarter", 50, heads_rows=True), Column("Remanded", 50, is_number=True))
    held = Cell((Line(words(HELD_BACK)),), is_held_back=True)
    return Table(
        "", columns, ((cell("Q1"), held), (cell("Q2"), Cell(is_held_back=True))), look=Look.FIGURES
    )


def _table(caption: str, anchor: str, n: int, **changes) -> Table:
    columns = (
        Column("Area", 40, heads_rows=True),
        Column("Young people", 20, is_number=True),
        Column("What was said", 40),
    )
    rows = tuple(
        (cell(f"Area {i}"), cell(f"{i * 7:,}", i * 7), cell("Nothing more was said of it."))
        for i in range(1, n + 1)
    )
    return replace(Table(caption, columns, rows, anchor=anchor), **changes)


def _failed() -> Section:
    return Section(
        "money", "Finance", (), anchor="money", number="3", failed="No budget was found."
    )


def _plan() -> Section:
    columns = (
        Column("No.", 10, heads_rows=True),
        Column("Action", 54),
        Column("By whom", 33),
        Column("By when", 30),
        Column("Rating", 28.5),
        Column("Comment", 71),
        Column("What success will look like", 42),
    )
    rows = tuple(_action(n) for n in range(1, 61))
    blocks = (
        Heading("Objective 5. Timely assessments", anchor="objective-5", is_listed=True),
        Paragraph(words("49 of 60 actions are reported green."), tone=Tone.LEAD),
        Paragraph(words("Answers recommendations 5 and 12."), tone=Tone.SOURCE),
        Table("The actions of objective 5", columns, rows, anchor="actions-5", look=Look.PLAN),
        Heading("Objective 6. Nothing yet", anchor="objective-6", is_listed=True),
        _glance(),
    )
    return Section(
        "plan",
        "The plan, Part B: as after the April 2015 board",
        blocks,
        anchor="plan",
        number="4",
        is_wide=True,
        legend="Counted from the day after the last day of its month.",
    )


def _action(n: int) -> tuple[Cell, ...]:
    late = (Line(words("113 days late"), is_late=True),) if n % 4 == 0 else ()
    board = (
        (
            Line(mark=board_mark("endorsed", Meaning.COMPLETE)),
            Line(words("5 March 2015"), is_minor=True),
        )
        if n % 5 == 0
        else ()
    )
    sign = Line(words("Well advanced; a paper goes to the board in June."), sign="question")
    differs = (
        Line(
            (Span("Differs. ", is_strong=True), Span("The report says otherwise.")), sign="disagree"
        ),
    )
    return (
        Cell((Line(words(f"5.{n}")),), anchor=f"action-5-{n}"),
        cell(f"Raise compliance with assessment guidance and national standards, step {n}"),
        cell("YOT manager; education lead"),
        Cell((Line(words("December 2014")), *late), date(2014, 12, 31)),
        Cell((Line(mark=MARKS[n % len(MARKS)]), *board)),
        Cell((sign, *(differs if n % 6 == 0 else ()))),
        Cell((Line(words("none stated"), is_minor=True),)),
    )


def _glance() -> Table:
    columns = (
        Column("Objective", 40, heads_rows=True),
        Column("Reported", 30),
        Column("Calculated", 30),
    )
    rows = tuple(
        (
            cell(f"Objective {n}"),
            Cell(bar=bar((MARKS[0], n), (MARKS[2], 3))),
            Cell((Line(mark=CALCULATED),)),
        )
        for n in (1, 2, 3)
    )
    return Table("Objectives at a glance", columns, rows, anchor="glance", look=Look.PLAN)


def _evidence() -> Section:
    blocks = (
        Paragraph(
            words("Action by, policy and resources, for each recommendation."), tone=Tone.NOTE
        ),
        _table("What the recommendations imply", "implications", 8),
        _table("Meetings", "meetings", 5),
        _table("Documents received", "documents", 30),
    )
    return Section(
        "evidence", "Meetings and evidence", blocks, "evidence", number="1", is_appendix=True
    )


def _glossary() -> Section:
    blocks = (Paragraph(words("YOT: youth offending team.")),)
    return Section(
        "glossary", "Glossary", blocks, "glossary", number="2", is_appendix=True, begins_page=False
    )
