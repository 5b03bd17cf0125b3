"""What the pages on accounts and roles print."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AccountLine:
    """One account. `last_sign_in_at` is None where nobody has signed in with it yet."""

    pk: int
    username: str
    position: str
    job_title: str
    roles: tuple[str, ...]
    state: str
    is_demonstration: bool
    last_sign_in_at: datetime | None


@dataclass(frozen=True)
class RoleLine:
    """One role. `service` is empty where there is only one; holders are those of today."""

    pk: int
    name: str
    service: str
    aliases: tuple[str, ...]
    holders: tuple[str, ...]
