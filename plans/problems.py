"""What is wrong with a request: named errors, each of which becomes a page with one sentence."""


class Problem(Exception):
    """Something that the person can put right. Raised by views; plans.middleware makes the page."""

    status = 400
    title = "There is a problem"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotThere(Problem):
    """What the address names does not exist."""

    status = 404
    title = "Page not found"


class BadAddress(Problem):
    """The address says something that cannot be, for example a date in the future."""

    status = 400
    title = "This address cannot be read"


class NotYours(Problem):
    """The page exists, and is not for this person."""

    status = 403
    title = "You cannot do this"
