"""What a service holds back."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """Counts from 1 to below `threshold`, and complements below it, are held back.

    `keeps_zeros`: zeros and wholes of caseload counts are shown. In tables of attributes and in
    surveys they never are.
    """

    threshold: int = 5
    keeps_zeros: bool = True
