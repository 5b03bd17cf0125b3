"""Writes boards and what belongs to them, as documents give it: seats, chairs, meetings, findings."""

from datetime import date

from plans.models import (
    Action,
    Assurance,
    Board,
    BoardFinding,
    ChairTerm,
    Champion,
    Meeting,
    MeetingPaper,
    MinuteLine,
    Plan,
    Seat,
    Service,
    User,
)
from plans.rules.dates import Precision, WrittenDate, read_date
from plans.services.acting import acting
from plans.services.catalogue import Writer


class BoardWriter(Writer):
    """Who writes of boards, when, and from which document."""

    def add_board(
        self, service: Service, *, place: str, parent: Board | None = None, **facts
    ) -> Board:
        return Board.objects.create(service=service, parent=parent, **facts, **self.sourced(place))

    def hold_to(self, plan: Plan, *, board: Board | None, overdue_is_behind: bool) -> Plan:
        """The plan with the board that holds people to it, and the rule by which its key counts."""
        plan.board, plan.overdue_is_behind = board, overdue_is_behind
        with acting(by=self.by, at=self.at):
            plan.save(update_fields=["board", "overdue_is_behind"])
        return plan

    def add_seat(self, board: Board, *, place: str, **facts) -> Seat:
        return Seat.objects.create(board=board, **_span(facts), **self.sourced(place))

    def add_chair(self, board: Board, *, place: str, **facts) -> ChairTerm:
        return ChairTerm.objects.create(board=board, **_span(facts), **self.sourced(place))

    def add_champion(self, board: Board, *, place: str, **facts) -> Champion:
        return Champion.objects.create(board=board, **_span(facts), **self.sourced(place))

    def add_finding(
        self,
        board: Board,
        *,
        topic: str,
        text: str,
        on: date,
        position: int,
        known_on: date,
        place: str,
        precision: str = "day",
    ) -> BoardFinding:
        return BoardFinding.objects.create(
            board=board,
            topic=topic,
            text=text,
            effective_on=on,
            effective_precision=precision,
            position=position,
            known_on=known_on,
            **self.sourced(place),
        )

    def add_assurance(
        self,
        action: Action,
        *,
        body: str,
        finding: str,
        text: str,
        on: date,
        position: int,
        known_on: date,
        place: str,
        precision: str = "day",
    ) -> Assurance:
        return Assurance.objects.create(
            action=action,
            body=body,
            finding=finding,
            text=text,
            effective_on=on,
            effective_precision=precision,
            position=position,
            known_on=known_on,
            **self.sourced(place),
        )

    def add_meeting(
        self,
        board: Board,
        *,
        ref: str,
        place: str,
        as_written: str = "",
        **facts,
    ) -> Meeting:
        written = read_date(as_written)
        return Meeting.objects.create(
            board=board,
            ref=ref,
            as_written=as_written,
            held_on=written.on,
            precision=written.precision or "",
            **facts,
            **self.sourced(place),
        )

    def add_paper(
        self, meeting: Meeting, *, title: str, position: int, place: str, link: str = ""
    ) -> MeetingPaper:
        return MeetingPaper.objects.create(
            meeting=meeting, title=title, link=link, position=position, **self.sourced(place)
        )

    def add_minute(self, meeting: Meeting, text: str, *, position: int, by: User) -> MinuteLine:
        """What is told of a meeting afterwards, also of one whose date nobody gives."""
        return MinuteLine.objects.create(
            meeting=meeting,
            text=text,
            position=position,
            recorded_by=by,
            recorded_at=self.at,
        )


def _span(facts: dict) -> dict:
    """The facts with their first and last day: the first and the last that the words can mean."""
    said = dict(facts)
    begins, ends = (read_date(said.get(f"{end}_as_written", "")) for end in ("from", "until"))
    return said | {
        "from_on": _first_day(begins),
        "from_precision": begins.precision or "",
        "until_on": ends.on,
        "until_precision": ends.precision or "",
    }


_MONTHS_IN = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.SEASON: 3, Precision.YEAR: 12}


def _first_day(written: WrittenDate) -> date | None:
    """Where a seat begins in some month it may have been there from the first of it."""
    if written.on is None or written.precision not in _MONTHS_IN:
        return written.on
    months = written.on.year * 12 + written.on.month - _MONTHS_IN[written.precision]
    return date(months // 12, months % 12 + 1, 1)
