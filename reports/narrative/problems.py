"""What cannot be passed on from a text, each as a sentence with its place and how it is mended."""

from dataclasses import dataclass

MAX_PROBLEMS = 100


@dataclass(frozen=True)
class Problem:
    """One thing that a text holds and a pack cannot; `line` counts from 1, 0 is the whole text."""

    code: str
    text: str
    line: int = 0

    @property
    def placed_text(self) -> str:
        return f"Line {self.line}: {self.text}" if self.line else self.text


class Problems:
    """The problems of one text, by their lines; a hundred say enough."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}
        self._more = 0

    def add(self, code: str, text: str, line: int = 0) -> None:
        problem = Problem(code, text, line)
        if problem in self._found:
            return
        if len(self._found) < MAX_PROBLEMS:
            self._found[problem] = None
        else:
            self._more += 1

    @property
    def found(self) -> tuple[Problem, ...]:
        own = tuple(sorted(self._found, key=lambda problem: problem.line))
        if not self._more:
            return own
        return (*own, Problem("more", f"{self._more:,} more things could not be passed on."))
