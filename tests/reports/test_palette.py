"""Colours have one value each, in pages, papers and workbooks."""

import re
from pathlib import Path

from plans.rules.meanings import Colour
from reports import palette

ROOT = Path(__file__).resolve().parent.parent.parent
HEX = re.compile(r"#[0-9a-fA-F]{6}\b")


def tokens() -> dict[str, str]:
    css = (ROOT / "static/css/tokens.css").read_text()
    return dict(re.findall(r"--yp-([a-z0-9-]+):\s*(#[0-9a-f]{6})", css))


def test_every_rating_colour_is_that_of_the_tokens():
    found = tokens()
    for colour in Colour:
        tone = palette.TONES[colour]
        assert tone.strong == found[colour]
        assert tone.tint == found[f"{colour}-tint"]
        assert tone.ink == found[f"{colour}-ink"]


def test_the_other_colours_are_those_of_the_tokens():
    found = tokens()
    assert found["ink"] == palette.INK
    assert found["paper"] == palette.PAPER
    assert found["line"] == palette.LINE
    assert found["brand"] == palette.BRAND


def test_no_other_python_file_holds_a_colour():
    ours = (p for app in ("plans", "indicators", "reports") for p in (ROOT / app).rglob("*.py"))
    written = (p for p in ours if "migrations" not in p.parts)  # which keep what they once were
    holding = [p.name for p in written if HEX.search(p.read_text())]
    assert holding == ["palette.py"]


def test_the_paper_takes_its_colours_from_the_tokens():
    assert not HEX.search((ROOT / "static/css/paper.css").read_text())
