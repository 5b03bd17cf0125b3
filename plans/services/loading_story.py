"""Loads the story of a plan: what was said of actions and done at meetings, day by day."""

from collections import Counter, defaultdict
from datetime import date, datetime, time
from functools import cache

from plans.models import Action, Decision, DueDate, Endorsement, Meeting, MinuteLine, Seat, Standing
from plans.rules.dates import long_date
from plans.rules.governance import DecisionKind
from plans.rules.meetings import boundary_on
from plans.services.attendance import record_attendance
from plans.services.days import day_of
from plans.services.deciding import agree_date, allow_own, ask_owner, keep_date, record_decision
from plans.services.endorsing import decide, latest_decisions
from plans.services.loading_file import FixtureFile
from plans.services.loading_governance import TOLD
from plans.services.loading_plan import said_of
from plans.services.minutes import add_line, agree_minutes
from plans.services.standings import rebuild_standings
from plans.services.statements import assign_owners, record_update

_ON_UPDATES = frozenset({DecisionKind.ENDORSED, DecisionKind.CHALLENGED, DecisionKind.DEFERRED})


def load_story(file: FixtureFile) -> None:
    """What was said of actions and done at meetings, in the order in which it happened.

    Statements of a day come before the meeting of that day. A meeting decides on what stood then,
    so the standings of what it decides on are made before it.
    """
    _require_past(file)
    story = _Story(file)
    statements = sorted((item for _, _, item in file.each("statement")), key=lambda i: i["on"])
    n_said = 0
    for day, ref in story.meetings():
        while n_said < len(statements) and statements[n_said]["on"] <= day:
            story.say(statements[n_said])
            n_said += 1
        story.hold(ref, day)
    for item in statements[n_said:]:
        story.say(item)


def _require_past(file: FixtureFile) -> None:
    """Raises BrokenFixture where the file tells of days that have not come by the clock."""
    today = day_of(file.at)
    told = [
        entry["on"]
        for section in ("statement", "assurance", "finding", "report_statement")
        for entry in file.facts.get(section, ())
    ]
    last = max(told, default=today)
    if file.ledger.is_new and last > today:
        raise file.broken(
            "as a whole",
            f"it tells of {long_date(last)}, and the clock says {long_date(today)}: "
            "set the clock of this machine, then load again.",
        )


class _Story:
    """One file's statements and meetings, told in order."""

    def __init__(self, file: FixtureFile) -> None:
        self.file = file
        self.n_said: Counter[str] = Counter()
        self.changed: set[int] = set()  # actions whose standings are behind what was said
        self.decisions = defaultdict(list)
        for n, _, item in file.each("decision", "meeting"):
            self.decisions[item["meeting"]].append((n, item))
        self.decided = latest_decisions([a.pk for a in file.actions.values() if a is not None])
        self.held = {ref: item for _, ref, item in file.each("meeting", "ref")}

    def meetings(self) -> list[tuple[date, str]]:
        """The day of each meeting of which something is told, and its reference, oldest first.

        One without a date comes last, where the services refuse what is told of it.
        """
        told = [ref for ref, item in self.held.items() if any(part in item for part in TOLD)]
        found = {}
        for ref in [*told, *self.decisions]:
            with self.file.needs(f"decision at {ref}"):
                found[ref] = _day_of(self.file.known.meetings[ref]) or date.max
        return sorted((day, ref) for ref, day in found.items())

    # ---------- what was said ----------

    def say(self, item: dict) -> None:
        """One statement: an update, a revised date with it, a change of owners."""
        file, on = self.file, item["on"]
        name = f"action {item['ref']} on {on}"
        self.n_said[name] += 1
        if (n := self.n_said[name]) > 1:
            name += f", {n}"
        with file.needs(name):
            action = file.actions[item["ref"]]
        n_before = file.ledger.n_new
        if item.keys() - {
            "ref",
            "on",
            "by",
            "place",
            "owners",
            "owners_as_written",
            "owners_reason",
        }:
            self._update(name, action, item)
        if "owners" in item:
            self._owners(name, action, item)
        if file.ledger.n_new > n_before and action is not None:
            self.changed.add(action.pk)

    def _by(self, item: dict):
        return self.file.by.owner if item.get("by") == "owner" else self.file.by.manager

    def _update(self, name: str, action: Action, item: dict) -> None:
        file = self.file
        said = said_of(file, name, item)
        if said["rating"] and not said["basis"]:
            said["basis"] = "stated"
        for part in ("evidence", "evidence_on", "evidence_link", "clears", "reason"):
            if part in item:
                said[part] = item[part]
        moved = {part: item[part] for part in ("revised_due", "revised_reason") if part in item}
        with file.needs(name):
            agreed_by = file.known.meetings[item["agreed_by"]] if "agreed_by" in item else None
        file.put(
            name,
            item,
            lambda: record_update(
                action,
                by=self._by(item),
                at=file.at,
                effective_on=item["on"],
                known_on=file.known_on(item["on"]),
                source=file.source,
                place=item.get("place", ""),
                agreed_by=agreed_by,
                refresh=False,
                **said,
                **moved,
            ),
        )
        if "revised_due" in moved:
            file.put(f"{name}, due date", moved, lambda: _last_due(action))

    def _owners(self, name: str, action: Action, item: dict) -> None:
        file = self.file
        facts = {part: item.get(part, "") for part in ("owners_as_written", "owners_reason")}
        file.put(
            f"{name}, owners",
            {"owners": item["owners"], **facts},
            lambda: assign_owners(
                action,
                [file.roles[role] for role in item["owners"]],
                as_written=facts["owners_as_written"] or ", ".join(item["owners"]),
                reason=facts["owners_reason"],
                refresh=False,
                by=self._by(item),
                at=file.at,
                effective_on=item["on"],
                known_on=file.known_on(item["on"]),
                source=file.source,
                place=item.get("place", ""),
            ),
        )

    # ---------- what was done at a meeting ----------

    def hold(self, ref: str, day: date) -> None:
        """One meeting: who came, what was decided, the lines of the minutes, that they were agreed."""
        file, meeting, item = self.file, self.file.known.meetings[ref], self.held.get(ref, {})
        self._attendance(ref, meeting, item)
        self._decide_all(ref, meeting, day)
        for n, line in enumerate(item.get("minutes", ()), start=1):
            file.put(
                f"meeting {ref}, minute {n}",
                {"text": line},
                lambda n=n, text=line: self._minute(ref, meeting, n, text.strip()),
            )
        if item.get("agreed"):
            file.put(
                f"meeting {ref}, minutes agreed",
                {"agreed": True},
                lambda: agree_minutes(meeting, by=file.by.clerk, at=self._agreed_at(meeting)),
            )

    def _minute(self, ref: str, meeting: Meeting, n: int, text: str) -> MinuteLine:
        """A line of the minutes, after those of the decisions; without a date, as it was handed down."""
        file = self.file
        if file.source or _day_of(meeting) is None:
            position = len(self.decisions[ref]) + n
            return file.write.add_minute(meeting, text, position=position, by=file.by.clerk)
        return add_line(meeting, text, by=file.by.clerk, at=file.at)

    def _agreed_at(self, meeting: Meeting) -> datetime:
        """Minutes are agreed at the next meeting of the board; the last ones when they are loaded."""
        days = [_day_of(m) for m in self.file.known.meetings.values() if _same_board(m, meeting)]
        later = [day for day in days if day and _day_of(meeting) < day <= day_of(self.file.at)]
        noon = time(12, tzinfo=self.file.at.tzinfo)
        return datetime.combine(min(later), noon) if later else self.file.at

    def _attendance(self, ref: str, meeting: Meeting, item: dict) -> None:
        """All seats are recorded at once; those that were loaded before stay as users left them."""
        file = self.file
        wanted = {}
        for entry in item.get("attendance", ()):
            who = f"{entry['agency']}: {entry['seat']}" if "agency" in entry else entry["seat"]
            key = f"meeting {ref}, attendance of {who}"
            wanted[key] = (self._seat(key, item["board"], entry), entry)

        @cache
        def rows() -> dict:
            states = {
                seat: (entry["state"], entry.get("attended_by", ""))
                for key, (seat, entry) in wanted.items()
                if not file.ledger.has(key)
            }
            made = record_attendance(meeting, states, by=file.by.clerk, at=file.at)
            return {row.seat_id: row for row in made}

        for key, (seat, entry) in wanted.items():
            file.put(key, entry, lambda s=seat: rows()[s.pk])

    def _seat(self, key: str, board: str, entry: dict) -> Seat:
        seats = [
            seat
            for name, agency, seat in self.file.known.seats[board]
            if seat is not None and name == entry["seat"] and agency == entry.get("agency", agency)
        ]
        if len(seats) != 1:
            several = (
                "several seats have that name: say of which agency" if seats else "no such seat"
            )
            raise self.file.ledger.broken(key, several)
        return seats[0]

    def _decide_all(self, ref: str, meeting: Meeting, day: date) -> None:
        file, chosen = self.file, self.decisions[ref]
        about = {a.pk for _, i in chosen if (a := file.actions.get(i.get("ref", "")))}
        stood: dict[int, int | None] = {}
        if any(not file.ledger.has(_decision_key(ref, n)) for n, _ in chosen):
            self._catch_up(about)
            stands = Standing.objects.filter(action__in=about).at(day)
            stood = dict(stands.values_list("action_id", "latest_id"))
        made: dict[str, Endorsement | Decision | None] = {}
        for n, item in chosen:
            key = _decision_key(ref, n)
            with file.needs(key):
                action = file.actions[item["ref"]] if "ref" in item else None
            if item["kind"] in _ON_UPDATES:
                made[key] = self._endorse(key, meeting, action, item, stood)
            else:
                made[key] = file.put(
                    key, item, lambda a=action, i=item: self._decide(meeting, a, i)
                )
                if item["kind"] == DecisionKind.RE_DATED:
                    file.put(f"{key}, due date", item, lambda d=made[key]: d.due_date)
        self._note_lines(meeting, made)

    def _catch_up(self, about: set[int]) -> None:
        """The standings of these actions, made anew where something was said since."""
        if behind := about & self.changed:
            rebuild_standings(sorted(behind))
            self.changed -= behind

    def _endorse(
        self, key: str, meeting: Meeting, action: Action, item: dict, stood: dict[int, int | None]
    ) -> Endorsement | None:
        file = self.file

        def make() -> Endorsement:
            endorsement = decide(
                action,
                item["kind"],
                meeting=meeting,
                update=stood.get(action.pk) or 0,
                seen=self.decided.get(action.pk, 0),
                by=file.by.clerk,
                at=file.at,
                reason=item.get("reason", ""),
                back_to=item.get("back_to", ""),
                line=item.get("line", ""),
                source=file.source,
                place=item.get("place", ""),
                known_on=file.known_on(_day_of(meeting)),
                refresh=False,
            )
            self.decided[action.pk] = endorsement.pk
            return endorsement

        return file.put(key, item, make)

    def _note_lines(self, meeting: Meeting, made: dict[str, Endorsement | Decision | None]) -> None:
        """What the services wrote with each decision, as rows of the ledger's own; two queries."""

        @cache
        def written() -> dict[tuple[str, int], Decision]:
            rows = meeting.decisions.prefetch_related("minute_lines")
            return {(kind, pk): r for r in rows for kind, pk in _known_by(r)}

        for key, row in made.items():
            if row is None:
                continue
            known_by = ("endorsement" if isinstance(row, Endorsement) else "decision", row.pk)
            if isinstance(row, Endorsement):
                self.file.put(f"{key}, as recorded", {}, lambda k=known_by: written()[k])
            self.file.put(
                f"{key}, its line",
                {},
                lambda k=known_by: min(written()[k].minute_lines.all(), key=lambda line: line.pk),
            )

    def _decide(self, meeting: Meeting, action: Action | None, item: dict) -> Decision:
        file = self.file
        who = {"by": file.by.clerk, "at": file.at}
        from_document = {"source": file.source, "place": item.get("place", "")}
        match item["kind"]:
            case DecisionKind.RE_DATED:
                return agree_date(
                    action,
                    item["revised_due"],
                    meeting=meeting,
                    reason=item["reason"],
                    known_on=file.known_on(_day_of(meeting)),
                    **who,
                )
            case DecisionKind.DATE_KEPT:
                return keep_date(action, meeting=meeting, reason=item["reason"], **who)
            case DecisionKind.ASKED:
                return ask_owner(
                    meeting,
                    file.roles[item["asked_of"]],
                    item["asked_for"],
                    back_by=item.get("back_by", ""),
                    line=item.get("line", ""),
                    action=action,
                    plan=file.plan,
                    **who,
                    **from_document,
                )
            case DecisionKind.OWN_ALLOWED | DecisionKind.OWN_REFUSED as kind:
                allowed = kind == DecisionKind.OWN_ALLOWED
                return allow_own(meeting, allowed, line=item.get("line", ""), **who)
        return record_decision(
            meeting,
            item["kind"],
            item["line"],
            action=action,
            plan=file.plan,
            **who,
            **from_document,
        )


def _known_by(decision: Decision) -> list[tuple[str, int]]:
    """A decision by its own id, and by that of the endorsement that it records."""
    return [("decision", decision.pk), ("endorsement", decision.endorsement_id)]


def _decision_key(ref: str, n: int) -> str:
    return f"meeting {ref}, decision {n}"


def _day_of(meeting: Meeting | None) -> date | None:
    """The day at whose end the meeting is past."""
    if meeting is None:
        return None
    return boundary_on(meeting.held_on, meeting.precision, meeting.not_before, meeting.not_after)


def _same_board(one: Meeting | None, other: Meeting) -> bool:
    return one is not None and one.board_id == other.board_id


def _last_due(action: Action) -> DueDate:
    return action.due_dates.order_by("-pk").first()
