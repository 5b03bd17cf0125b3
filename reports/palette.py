"""The colours of papers and workbooks. Values are those of static/css/tokens.css; a test ties them."""

from dataclasses import dataclass

from plans.rules.meanings import Colour


@dataclass(frozen=True)
class Tone:
    """One rating colour: strong for shapes and bars, tint behind a word, ink for the word on it."""

    strong: str
    tint: str
    ink: str


TONES: dict[Colour, Tone] = {
    Colour.GREEN: Tone("#0f7a52", "#e1f2e9", "#0a4a31"),
    Colour.AMBER: Tone("#b86200", "#fdf0d5", "#633a00"),
    Colour.RED: Tone("#b3261e", "#fbe6e4", "#7a1712"),
    Colour.BLUE: Tone("#1d5fa8", "#e2edf9", "#113f73"),
    Colour.GREY: Tone("#5c6670", "#eceff2", "#3a424a"),
}
INK = "#0b0c0c"
INK_2 = "#484949"
PAPER = "#ffffff"
LINE = "#c9d0d6"
LINE_SOFT = "#e3e8ec"
BRAND = "#14344f"
ASIDE = "#eef2f5"  # behind a warning in a Word document
SERIES = "#12436d"  # the service's own line
MARK = "#801650"  # comparators
WHISKER = "#6b7885"  # intervals and limits, in figures alone; 3.9 or more on every band
BANDS: dict[Colour, str] = {
    Colour.GREEN: "#e9f5ef",
    Colour.AMBER: "#fdf5e3",
    Colour.RED: "#fbeceb",
    Colour.BLUE: TONES[Colour.BLUE].tint,
    Colour.GREY: TONES[Colour.GREY].tint,
}
