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


QUICK = ["xlsx", "ods", "docx", "html"]
HEADS = {"xlsx": b"PK", "ods": b"PK", "docx": b"PK", "html": b"<!"}


@pytest.mark.parametrize("kind", ["plan", "board", "scrutiny"])
@pytest.mark.parametrize("ending", QUICK)
def test_every_kind_is_written_in_every_format(loaded, tmp_path, kind, ending):
    out = tmp_path / f"paper.{ending}"
    export(out, kind=kind, format=ending, as_at="2015-06-16")
    assert out.read_bytes()[:2] == HEADS[ending]


@pytest.mark.parametrize(
    "options", [{"audience": "public"}, {"audience": "exempt", "paragraph": "1"}]
)
def test_every_audience_gets_its_pack(loaded, tmp_path, options):
    out = tmp_path / "plan.html"
    export(out, format="html", **options)
    wanted = "The public" if options["audience"] == "public" else "exempt"
    assert wanted in out.read_text()


def test_a_board_pack_is_of_the_latest_meeting_by_that_day_unless_another_is_named(
    loaded, tmp_path
):
    out = tmp_path / "board.html"
    export(out, kind="board", format="html", as_at="2015-06-16")
    latest = out.read_text()
    assert "April 2015" in latest
    export(out, kind="board", format="html", as_at="2015-06-16", meeting="portsmouth-board-2015-03")
    assert out.read_text() != latest


def test_a_section_that_fails_is_said_and_the_rest_is_written(
    loaded, tmp_path, monkeypatch, capsys
):
    from reports.sections import SECTIONS
    from reports.sections.kept import Kept

    def gather(material, title):
        raise ValueError("Its table has no columns.")

    monkeypatch.setitem(SECTIONS, "plan-key", Kept("plan-key", "Key", gather))
    out = tmp_path / "plan.html"
    export(out, format="html")
    assert "The section “Key” failed: Its table has no columns." in capsys.readouterr().err
    assert "Its table has no columns." in out.read_text()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"kind": "poster"}, "There is no kind of pack “poster”: ask for plan, board or scrutiny."),
        ({"format": "gif"}, "There is no format “gif”: ask for pdf, xlsx, ods, docx or html."),
        ({"audience": "exempt"}, "Schedule 12A"),
        ({"audience": "exempt", "paragraph": "8"}, "give 1, 2, 3, 4, 5, 6 or 7"),
        ({"audience": "exempt", "paragraph": "one"}, "--paragraph one is not a paragraph"),
        ({"paragraph": "1"}, "Only an exempt pack names a paragraph"),
        ({"audience": "press"}, "There is no audience “press”: ask for board, exempt or public."),
        ({"plan": "1999-plan"}, "There is no plan “1999-plan”"),
        ({"as_at": "soon"}, "--as-at soon is not a date"),
        ({"as_at": "2099-01-01"}, "is in the future"),
        ({"as_at": "2013-12-31"}, "begins on 1 January 2014"),
        ({"meeting": "1"}, "A meeting belongs to a board pack"),
        ({"review": "1"}, "A review belongs to a scrutiny report"),
        (
            {"kind": "board", "meeting": "none"},
            "There is no meeting “none” of this plan. The meetings are: portsmouth-board-2013-10 "
            "(October 2013);",
        ),
        (
            {"kind": "board", "plan": "example-plan", "as_at": "2024-11-02"},
            "No meeting is recorded by 2 November 2024: name one with --meeting.",
        ),
        ({"kind": "scrutiny", "review": "none"}, "There is no review “none” of this plan."),
        ({"kind": "scrutiny", "as_at": "2014-01-02"}, "it cannot be reported on as at"),
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
