"""The command: what it writes, and what it refuses in one sentence."""

import io
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def export(out: Path, *, kind="plan", plan="2014-improvement", **options) -> str:
    said = io.StringIO()
    options = {"format": "xlsx", "as_at": "2015-04-23"} | options
    call_command("export_pack", kind, plan, out=str(out), stdout=said, **options)
    return said.getvalue()


def refused(out: Path, **options) -> str:
    with pytest.raises(CommandError) as caught:
        export(out, **options)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith((".", "”."))
    assert not out.exists()
    return sentence


def test_it_writes_a_workbook_and_says_so(loaded, tmp_path):
    out = tmp_path / "plan.xlsx"
    assert "Wrote" in export(out)
    assert out.read_bytes()[:2] == b"PK"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.pdf
@pytest.mark.slow
@pytest.mark.parametrize(
    ("plan", "day"), [("2014-improvement", "2015-04-23"), ("example-plan", "2026-11-20")]
)
def test_it_writes_a_pdf(loaded, tmp_path, plan, day):
    out = tmp_path / "plan.pdf"
    export(out, plan=plan, format="pdf", as_at=day)
    assert out.read_bytes()[:5] == b"%PDF-"


def test_two_exports_are_the_same_bytes(loaded, tmp_path):
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    export(one)
    export(two)
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"kind": "board"}, "The board pack cannot be made yet"),
        ({"kind": "scrutiny"}, "The scrutiny pack cannot be made yet"),
        ({"kind": "poster"}, "There is no kind of pack “poster”"),
        ({"format": "docx"}, "cannot be made as docx yet"),
        ({"format": "ods"}, "cannot be made as ods yet"),
        ({"format": "html"}, "cannot be made as html yet"),
        ({"format": "gif"}, "There is no format “gif”"),
        ({"audience": "public"}, "until disclosure control exists"),
        ({"audience": "exempt"}, "Schedule 12A"),
        ({"audience": "press"}, "There is no audience “press”"),
        ({"plan": "1999-plan"}, "There is no plan “1999-plan”"),
        ({"as_at": "soon"}, "--as-at soon is not a date"),
        ({"as_at": "2099-01-01"}, "is in the future"),
        ({"as_at": "2013-12-31"}, "begins on 1 January 2014"),
        ({"meeting": "1"}, "--meeting belongs to the board pack"),
        ({"review": "1"}, "--review belongs to the scrutiny pack"),
    ],
)
def test_what_it_cannot_make_it_refuses_in_one_sentence(loaded, tmp_path, options, words):
    assert words in refused(tmp_path / "out", **options)


def test_it_refuses_a_folder_that_is_not_there(loaded, tmp_path):
    assert "there is no folder" in refused(tmp_path / "nowhere" / "plan.xlsx")


def test_it_refuses_a_folder_in_place_of_a_file(loaded, tmp_path):
    with pytest.raises(CommandError, match="is a folder"):
        export(tmp_path)


def test_it_refuses_a_folder_without_the_right_to_write(loaded, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write everywhere
    assert "no right to write" in refused(tmp_path / "plan.xlsx")


def test_what_stood_there_is_kept_where_writing_fails(loaded, tmp_path, monkeypatch):
    out = tmp_path / "plan.xlsx"
    out.write_text("earlier")

    def no_room(*args) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(CommandError, match="No space left on device"):
        export(out)
    assert out.read_text() == "earlier"
    assert list(tmp_path.iterdir()) == [out]
