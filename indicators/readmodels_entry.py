"""What the pages of entering and of approving readings show, as plain values."""

from dataclasses import dataclass

from plans.readmodels import LinkLine


@dataclass(frozen=True)
class EntryField:
    """One field of a row. `kind` is "number", "text" or "status"; "none" where it has no such field."""

    kind: str
    column: str
    name: str
    label: str
    value: str = ""
    is_wrong: bool = False
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class EntrySaid:
    """One thing that is said of a row; `field` is the id of the field that it is about."""

    text: str
    label: str
    field: str
    is_error: bool


@dataclass(frozen=True)
class EntryRow:
    """One row of the page. Texts are "" where there is nothing to say.

    `group` is shared by the rows of one indicator, which are checked together. `since` is what
    somebody recorded of the same period while the page was open.
    """

    key: str
    group: str
    name: str
    title: str
    is_step: bool
    counted: str
    of: str
    days: str
    last: str
    standing: str
    sent_back: str
    since: str
    fields: tuple[EntryField, ...]
    said: tuple[EntrySaid, ...]
    made: str
    is_empty: bool

    @property
    def wrong(self) -> str:
        """The columns with an error, for the script that marks them."""
        return " ".join(field.column for field in self.fields if field.is_wrong)


@dataclass(frozen=True)
class EntryGroup:
    """The rows of one domain."""

    label: str
    rows: tuple[EntryRow, ...]


@dataclass(frozen=True)
class EntryProblem:
    """One line of the error summary; `field` "" where it is about no field."""

    text: str
    field: str = ""


@dataclass(frozen=True)
class EntryPage:
    """The readings of a quarter, one row an indicator or step, by domain."""

    service_ref: str
    quarter: str
    quarter_text: str
    months: str
    url: str
    check_url: str
    previous: LinkLine
    following: LinkLine | None
    groups: tuple[EntryGroup, ...]
    problems: tuple[EntryProblem, ...]
    seen: str
    not_here: tuple[str, ...]
    n_rows: int
    n_typed: int
    n_waiting: int
    waiting_text: str
    approvals_url: str
    columns: tuple[str, ...]
    headings: str


@dataclass(frozen=True)
class WaitingReading:
    """One reading that waits for approval, was sent back, or was approved.

    `why_not`: why the reader may not decide of it; `reason`: who decided last, when and why.
    """

    id: int
    name: str
    url: str
    period: str
    value: str
    status: str
    note: str
    doubts: tuple[str, ...]
    by: str
    at: str
    why_not: str = ""
    reason: str = ""


@dataclass(frozen=True)
class ApprovalsPage:
    """What waits for approval in a service, what was sent back and is not entered anew, and what was
    approved last and still stands.
    """

    service_ref: str
    url: str
    entry_url: str
    sentence: str
    waiting: tuple[WaitingReading, ...]
    sent_back: tuple[WaitingReading, ...]
    approved: tuple[WaitingReading, ...]
    n_may: int
