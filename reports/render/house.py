"""How a council's papers look: their style sheets with its colour, and its logo if it can be used."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reports import blocks, palette
from reports.render.logos import is_image
from reports.rules.house import Cover, colour_of, fault_of

CSS = Path(__file__).resolve().parent.parent.parent / "static" / "css"


@dataclass(frozen=True)
class House:
    """What of a house style is printed. `logo` is "" where there is none that can be."""

    council: str
    logo: str
    logo_alt: str
    accent: str
    has_band: bool


def house_look(house: blocks.House) -> House:
    """The house style with its defaults, its colour and its logo checked once more."""
    return House(
        council=house.council,
        logo=house.logo if is_image(house.logo) else "",
        logo_alt=house.logo_alt or house.council or "Logo",
        accent=accent_of(house),
        has_band=house.cover == Cover.BAND,
    )


def accent_of(house: blocks.House) -> str:
    """The house's colour, or the plain one where it is none or white cannot be read on it."""
    found = colour_of(house.accent)
    return found if found and not fault_of(found) else palette.BRAND


def paper_css(house: blocks.House) -> str:
    """The style sheet of papers with every colour written out: the PDF engine works each variable
    out anew for each cell.
    """
    return _written_out("paper.css").replace("var(--accent)", accent_of(house))


def web_css(house: blocks.House) -> str:
    """The style sheet of a stand-alone page, which may be in the house's colour."""
    return re.sub(r"--pk-rule: [^;]+", f"--pk-rule: {accent_of(house)}", _written_out("pack.css"))


@cache
def _written_out(name: str) -> str:
    values = dict(re.findall(r"(--yp-[a-z0-9-]+):\s*([^;]+);", _read("tokens.css")))
    return re.sub(r"var\((--yp-[a-z0-9-]+)\)", lambda found: values[found[1]], _read(name))


def _read(name: str) -> str:
    return re.sub(r"/\*.*?\*/\s*", "", (CSS / name).read_text(encoding="utf-8"), flags=re.DOTALL)
