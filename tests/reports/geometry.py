"""Reads a figure's SVG back: the box of every word, line and shape, as it is drawn."""

import re
from xml.etree import ElementTree

from reports.figures.labels import Spot

Box = tuple[float, float, float, float]
TOKEN = re.compile(r"([MLHVhvlazA])|(-?[\d.]+)")


def view(svg: str) -> tuple[float, float]:
    _, _, width, height = ElementTree.fromstring(svg).get("viewBox").split()
    return float(width), float(height)


def words(svg: str) -> list[tuple[str, Box]]:
    """Every line of words with the box it takes."""
    found = []
    for element in _drawn(ElementTree.fromstring(svg), "text"):
        spot = Spot(
            float(element.get("x")),
            float(element.get("y")),
            (element.text or "",),
            element.get("text-anchor", "start"),
            strong=element.get("font-weight") == "700",
        )
        found.append((element.text or "", spot.box))
    return found


def shapes(svg: str) -> list[tuple[str, Box]]:
    """Every path, box, dot and moved group with the box it takes."""
    root, found = ElementTree.fromstring(svg), []
    for element in _drawn(root, "path", "rect", "circle", "g"):
        name = element.tag.split("}")[1]
        if name == "path":
            found.append((name, path_box(element.get("d"))))
        elif name == "rect":
            x, y, w, h = (float(element.get(k)) for k in ("x", "y", "width", "height"))
            assert w >= 0, element.attrib
            assert h >= 0, element.attrib
            found.append((name, (x, y, x + w, y + h)))
        elif name == "circle":
            x, y, r = (float(element.get(k)) for k in ("cx", "cy", "r"))
            found.append((name, (x - r, y - r, x + r, y + r)))
        elif element.get("transform"):
            x, y = map(
                float, re.match(r"translate\((\S+) (\S+)\)", element.get("transform")).groups()
            )
            found.append((name, (x, y, x + 16, y + 16)))
    return found


def _drawn(root, *names: str):
    """Elements of some kinds, without what stands in patterns and moved groups."""
    for child in root:
        name = child.tag.split("}")[1]
        if name in names:
            yield child
        if name not in ("defs",) and not child.get("transform"):
            yield from _drawn(child, *names)


def path_box(d: str) -> Box:
    """The box around every point that a path of straight lines passes."""
    xs, ys, at, start, command = [], [], [0.0, 0.0], [0.0, 0.0], ""
    numbers: list[float] = []
    for letter, number in TOKEN.findall(d):
        if letter:
            command, numbers = letter, []
            if letter == "z":
                at = list(start)
            continue
        numbers.append(float(number))
        if len(numbers) < (2 if command in "MLl" else 1):
            continue
        if command in "ML":
            at = list(numbers)
        elif command == "l":
            at = [at[0] + numbers[0], at[1] + numbers[1]]
        elif command in "Hh":
            at = [numbers[0] + (at[0] if command == "h" else 0), at[1]]
        else:
            at = [at[0], numbers[0] + (at[1] if command == "v" else 0)]
        if command == "M":
            start, command = list(at), "L"
        xs.append(at[0])
        ys.append(at[1])
        numbers = []
    return min(xs), min(ys), max(xs), max(ys)


def outside(svg: str, *, slack: float = 0.6) -> list[tuple[str, Box]]:
    """What is drawn beyond the edge of the figure."""
    width, height = view(svg)
    return [
        (what, box)
        for what, box in (*words(svg), *shapes(svg))
        if box[0] < -slack or box[1] < -slack or box[2] > width + slack or box[3] > height + slack
    ]


def collisions(svg: str) -> list[tuple[str, str]]:
    """Words that run into other words."""
    found, seen = [], words(svg)
    for n, (one, a) in enumerate(seen):
        for two, b in seen[n + 1 :]:
            if a[0] < b[2] and b[0] < a[2] and a[1] + 3 < b[3] and b[1] + 3 < a[3]:
                found.append((one, two))
    return found
