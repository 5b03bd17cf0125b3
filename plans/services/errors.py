"""Refusals: each is one sentence that says what is wrong and how to mend it."""


class Refused(ValueError):
    """A write that was refused. `field` names the input it is about, "" where it is about the whole."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class NotAllowed(Refused):
    """The person may not do this."""


class RatingNotInKey(Refused):
    """The plan's key has no such rating."""


class WrongDate(Refused):
    """A date that cannot be: before the plan, in the future, or not a date."""


class NothingSaid(Refused):
    """An update that states nothing."""


class Overtaken(Refused):
    """Somebody else recorded something since the form was opened; `since` lists those updates' ids."""

    def __init__(self, sentence: str, *, since: list[int]) -> None:
        super().__init__(sentence)
        self.since = since
