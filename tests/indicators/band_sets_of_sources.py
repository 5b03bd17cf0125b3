"""The bands of the sources, as they are written there, and how a test writes bands of its own."""

from decimal import Decimal

from indicators.rules.band_notation import Band, read_bands, split_bands
from indicators.rules.measures import BandTone

GREEN, AMBER, RED = BandTone.GREEN, BandTone.AMBER, BandTone.RED
RAG = {"G": ("Green", GREEN), "A": ("Amber", AMBER), "R": ("Red", RED)}
D = Decimal


def one_line(text: str) -> tuple[Band, ...]:
    return read_bands([(*RAG[letter], written) for letter, written in split_bands(text)])


def rag(*written: str) -> tuple[Band, ...]:
    return read_bands([(*RAG[k], text) for k, text in zip("GAR", written, strict=False)])


# 2018/19: Youth Justice Strategic Plan 2019-20, section 10, outcomes 3 to 5, spaced as there.
FTE_18 = one_line("(G= <313, A= 314-400, R=>401)")
REOFFENDING_18 = one_line("(G= <36%, A= 36.1-39%, R= >39%)")
CUSTODY_18 = one_line("(G=<0.38, A=0.39-0.45, R= >0.45)")
# 2023: Youth Justice Plan 2023-25, National Key Performance Indicators, "Local Target".
FTE_23 = rag("<224", "223 - 340", ">341")
REOFFENDING_23 = rag("<36%", "36.1% - 40.1%", ">41%")
CUSTODY_23 = rag("<0.35", "0.36-0.45", "> 0.45")
# Full Joint Inspection, February 2014, Appendix 5.
SCORES = read_bands(
    [
        ("Good", GREEN, "80% +"),
        ("Satisfactory", GREEN, "65% - 79%"),
        ("Unsatisfactory", AMBER, "50-64%"),
        ("Poor", RED, "< 50%"),
    ]
)
