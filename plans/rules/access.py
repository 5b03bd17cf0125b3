"""Who may do what: the one table of it."""

from enum import StrEnum


class Position(StrEnum):
    """What a person does here. It decides everything that their account may do."""

    BOARD_MEMBER = "board-member"
    CHAIR = "chair"
    CLERK = "clerk"
    MANAGER = "manager"
    OWNER = "owner"
    PANEL_OFFICER = "panel-officer"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        return {
            Position.BOARD_MEMBER: "Board member",
            Position.CHAIR: "Chair of the board",
            Position.CLERK: "Clerk",
            Position.MANAGER: "YOT manager",
            Position.OWNER: "Action owner",
            Position.PANEL_OFFICER: "Panel officer",
            Position.ADMINISTRATOR: "Administrator",
        }[self]


EVERYONE = frozenset(Position)
RECORDERS = frozenset({Position.MANAGER, Position.OWNER})
MANAGERS = frozenset({Position.MANAGER})
GOVERNORS = frozenset({Position.CHAIR, Position.CLERK})  # who write for the board
ADMINISTRATORS = frozenset({Position.ADMINISTRATOR})
RELEASERS = MANAGERS | {Position.PANEL_OFFICER}  # of texts to the public
# Who puts packs together and issues them; which kinds each, says reports/rules/making.py.
MAKERS = frozenset({Position.PANEL_OFFICER, Position.CLERK, Position.MANAGER})
REVIEWERS = frozenset({Position.PANEL_OFFICER, Position.CLERK})  # who write a scrutiny review
ANSWERERS = REVIEWERS | MANAGERS  # who record what was answered to it and what came of it
# Who reads a review that is marked confidential.
IN_CONFIDENCE = ANSWERERS | GOVERNORS | ADMINISTRATORS
# Who sees a reading before it is approved: it has not left the service yet.
INSIDERS = frozenset({Position.MANAGER, Position.CHAIR, Position.ADMINISTRATOR})

# Pages that need no session. Static files are served before any view is asked.
PUBLIC = frozenset({"login", "healthz"})

# Every other page by the name of its URL; what is not named here is refused to everybody.
ACCESS: dict[str, frozenset[Position]] = {
    "logout": EVERYONE,
    "password_change": EVERYONE,
    "password_change_done": EVERYONE,
    "reports:overview": EVERYONE,
    "reports:plan-list": EVERYONE,
    "reports:plan-dashboard": EVERYONE,
    "reports:plan-pack": EVERYONE,
    "reports:packs": EVERYONE,
    "reports:tables": EVERYONE,
    "reports:review-list": EVERYONE,
    "reports:review": EVERYONE,
    "reports:review-monitor": EVERYONE,
    "reports:review-part": EVERYONE,
    "reports:review-history": EVERYONE,
    "reports:review-add": REVIEWERS,
    "reports:review-picker": REVIEWERS,
    "reports:review-part-change": ANSWERERS,
    "reports:releases": RELEASERS,
    "reports:draft-begin": MAKERS,
    "reports:draft": MAKERS,
    "reports:draft-change": MAKERS,
    "reports:draft-sections": MAKERS,
    "reports:draft-accept": MAKERS,
    "reports:draft-withdraw": MAKERS,
    "reports:draft-preview": MAKERS,
    "reports:draft-file": MAKERS,
    "reports:draft-files": MAKERS,
    "reports:draft-issue": MAKERS,
    "reports:job": MAKERS,
    "reports:job-cancel": MAKERS,
    "reports:job-file": MAKERS,
    "reports:issued": EVERYONE,
    "reports:issued-file": EVERYONE,
    "reports:issued-correct": MAKERS,
    "reports:verify": MAKERS,
    "reports:pack-settings": ADMINISTRATORS,
    "reports:pack-order": ADMINISTRATORS,
    "plans:changes": EVERYONE,
    "plans:slips": EVERYONE,
    "reports:journey": EVERYONE,
    "plans:action-list": EVERYONE,
    "plans:action-csv": EVERYONE,
    "plans:question-list": EVERYONE,
    "plans:question-answer": RECORDERS | GOVERNORS,
    "plans:rule-list": EVERYONE,
    "plans:rule-switch": MANAGERS | GOVERNORS,
    "plans:precedence": MANAGERS | GOVERNORS,
    "plans:action": EVERYONE,
    "plans:action-update": RECORDERS,
    "plans:bulk-update": RECORDERS,
    "plans:inspection-list": EVERYONE,
    "plans:inspection": EVERYONE,
    "plans:recommendation": EVERYONE,
    "plans:meeting-list": EVERYONE,
    "plans:meeting": EVERYONE,
    "plans:meeting-decisions": EVERYONE,
    "plans:board": EVERYONE,
    "plans:plan-board": EVERYONE,
    "plans:meeting-add": GOVERNORS,
    "plans:meeting-change": GOVERNORS,
    "plans:meeting-record": GOVERNORS,
    "indicators:indicator-list": EVERYONE,
    "indicators:indicator": EVERYONE,
    "indicators:reading-csv": EVERYONE,
    "indicators:table-list": EVERYONE,
    "indicators:table": EVERYONE,
    "indicators:table-csv": EVERYONE,
    "indicators:entry": MANAGERS,
    "indicators:entry-check": MANAGERS,
    "indicators:approvals": MANAGERS | {Position.CHAIR},
    "indicators:bands": MANAGERS,
    "indicators:indicator-add": MANAGERS,
    "indicators:indicator-change": MANAGERS,
    "indicators:note-add": MANAGERS,
    "indicators:links": MANAGERS,
    "plans:source-list": EVERYONE,
    "plans:words": EVERYONE,
    "plans:plan-record": EVERYONE,
    "plans:action-record": EVERYONE,
    "plans:object-record": EVERYONE,
    "plans:record": ADMINISTRATORS,
    "plans:redaction-list": ADMINISTRATORS,
    "plans:redact-find": ADMINISTRATORS,
    "plans:redact": ADMINISTRATORS,
    "plans:user-list": ADMINISTRATORS,
    "plans:user-add": ADMINISTRATORS,
    "plans:user-change": ADMINISTRATORS,
    "plans:role-list": ADMINISTRATORS,
    "plans:role-add": ADMINISTRATORS,
    "plans:role-change": ADMINISTRATORS,
}


# Pages that only record: how things stand today, so an address that looks back is refused.
RECORDING = frozenset(
    {
        *("plans:action-update", "plans:bulk-update", "plans:question-answer"),
        "reports:releases",
        *("reports:draft-begin", "reports:draft-change", "reports:draft-sections"),
        *("reports:draft-accept", "reports:draft-withdraw", "reports:draft-files"),
        *("reports:draft-issue", "reports:job-cancel", "reports:issued-correct"),
        *("reports:pack-settings", "reports:pack-order"),
        *("plans:rule-switch", "plans:precedence"),
        *("plans:meeting-add", "plans:meeting-change", "plans:meeting-record"),
        *("indicators:entry", "indicators:entry-check", "indicators:approvals"),
        *("indicators:bands", "indicators:indicator-add", "indicators:indicator-change"),
        *("indicators:note-add", "indicators:links"),
        *("reports:review-add", "reports:review-part-change", "reports:review-picker"),
    }
)


def may_open(position: Position | str, view_name: str) -> bool:
    """Whether an account of that position may open the page of that name."""
    return position in ACCESS.get(view_name, frozenset())


def may_record(position: Position | str, *, roles_held: set[int], owner_roles: set[int]) -> bool:
    """Whether somebody may record an update on an action: managers on any, owners on their own.

    `roles_held` are the roles that the person holds today, `owner_roles` those that own the action.
    """
    if position in MANAGERS:
        return True
    return position == Position.OWNER and bool(roles_held & owner_roles)
