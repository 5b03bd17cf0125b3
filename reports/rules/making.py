"""Who puts which packs together."""

from plans.rules.access import Position
from reports.rules.packs import Kind

# Each maker with the kinds of pack that they draft, issue and correct.
MAKES: dict[Position, frozenset[Kind]] = {
    Position.PANEL_OFFICER: frozenset(Kind),
    Position.CLERK: frozenset({Kind.BOARD}),
    Position.MANAGER: frozenset({Kind.PLAN}),
}
NOT_YOURS = {
    Position.CLERK: "The clerk drafts and issues board packs; for others ask the panel officer.",
    Position.MANAGER: "The manager drafts and issues plan monitoring; for others ask the panel officer.",
}
NOBODYS = "Packs are drafted and issued by the panel officer, the clerk and the manager."


def kinds_of(position: Position | str) -> tuple[Kind, ...]:
    """The kinds of pack that somebody of that position makes, in their order; () for most."""
    own = MAKES.get(Position(position), frozenset())
    return tuple(kind for kind in Kind if kind in own)


def may_make(position: Position | str, kind: Kind | str) -> bool:
    """Whether somebody of that position drafts and issues packs of that kind."""
    return Kind(kind) in kinds_of(position)


def why_not(position: Position | str) -> str:
    """Whom to ask instead, in a sentence."""
    return NOT_YOURS.get(Position(position), NOBODYS)


# What is made while somebody waits. Measured on two cores: see tests/reports/test_jobs.py.
SMALL_ACTIONS, SMALL_READINGS = 150, 400


def is_small(*, n_actions: int, n_readings: int) -> bool:
    """Whether a pack of that much is made within the time that a page may take."""
    return n_actions <= SMALL_ACTIONS and n_readings <= SMALL_READINGS
