"""Issued packs: nothing half-made, nothing issued twice, every byte kept, and every difference said."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from plans.models import Action, Change, Plan
from plans.rules.access import Position
from plans.services.acting import arriving
from plans.services.errors import NotAllowed, Overtaken, Refused
from plans.services.statements import record_update
from reports.drafting import compiled
from reports.manifests import seal
from reports.models import IssuedPack
from reports.papers import FORMATS
from reports.readmodels_lint import Finding, Weight
from reports.rules.packs import Audience, Kind
from reports.sections import SECTIONS
from reports.sections.kept import Kept
from reports.selectors.issued import said_before
from reports.services import drafts, issuing
from reports.services.drafts import NoLongerADraft
from reports.services.issuing import NotReady, issue_pack, keep_issue, prepare_issue
from reports.verifying import faults_of, mark_in, verdict_on
from tests.conftest import AT
from tests.reports.drafted import accept_all, begun, only, quickly

__all__ = ["quickly"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quickly")]
IN_2026 = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(hours=5, minutes=5)


@pytest.fixture
def draft(loaded, panel_officer):
    return begun(loaded, panel_officer)


@pytest.fixture
def pack(draft, panel_officer) -> IssuedPack:
    return issue_pack(draft, by=panel_officer, at=LATER)


# What an issue is


def test_an_issue_keeps_all_five_formats_with_their_marks(pack):
    files = {f.format: f for f in pack.files.all()}
    assert set(files) == set(FORMATS)
    for told in pack.manifest["files"]:
        content = bytes(files[told["format"]].content)
        assert hashlib.sha256(content).hexdigest() == told["sha256"]
        assert (len(content), files[told["format"]].name) == (told["size"], told["name"])
    assert seal(pack.manifest) == pack.sha256
    assert faults_of(pack) == ()


def test_its_stamp_says_who_by_position_and_when(pack):
    assert pack.manifest["issue_text"] == ("Issue 1, by the panel officer on 1 July 2015 at 15:05")
    assert pack.manifest["issued_by"] == "Panel officer"
    assert b"Issue 1, by the panel officer" in bytes(pack.files.get(format="pdf").content)


def test_its_manifest_says_what_it_was_made_of(pack, loaded):
    told = pack.manifest
    assert (told["plan"], told["as_at"], told["audience"]) == (loaded.ref, "2015-04-23", "board")
    assert [s["key"] for s in told["sections"]] == ["plan-key"]
    assert {"weasyprint", "openpyxl"} <= set(told["libraries"])
    assert told["release"].startswith("0.1.0")
    assert told["disclosure"] is None
    assert json.loads(json.dumps(told)) == told


def test_a_public_issue_says_its_rule_and_an_exempt_one_its_paragraph(loaded, panel_officer):
    public = begun(loaded, panel_officer, audience=Audience.PUBLIC)
    exempt = begun(loaded, panel_officer, audience=Audience.EXEMPT, paragraph=2)
    for each in (public, exempt):
        accept_all(each, panel_officer)
    found = issue_pack(public, by=panel_officer, at=AT)
    assert found.manifest["disclosure"]["threshold"] == 5
    assert len(said_before(loaded.service)) == 1
    assert issue_pack(exempt, by=panel_officer, at=AT).manifest["paragraph"] == 2
    assert len(said_before(loaded.service)) == 1


def test_the_record_says_who_issued_what_and_by_which_page(draft, panel_officer):
    last = max(Change.objects.values_list("pk", flat=True))
    with arriving("page reports:draft-issue"):
        issue_pack(draft, by=panel_officer, at=LATER)
    made = Change.objects.filter(pk__gt=last)
    assert {c.model for c in made} == {"reports.issuedpack", "reports.issuedfile"}
    assert {(c.by, c.at, c.via) for c in made} == {
        (panel_officer, LATER, "page reports:draft-issue")
    }


def test_numbers_count_up_within_a_service(loaded, panel_officer):
    other = begun(
        Plan.objects.get(ref="example-plan"), panel_officer, at=IN_2026, as_at=IN_2026.date()
    )
    numbers = [
        issue_pack(d, by=panel_officer, at=AT).number
        for d in (begun(loaded, panel_officer), begun(loaded, panel_officer), other)
    ]
    assert numbers == [1, 2, 1]


def test_what_is_issued_stays_as_it_is(pack, draft, panel_officer):
    for sql in ("UPDATE reports_issuedfile SET name = 'x'", "DELETE FROM reports_issuedpack"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    with pytest.raises(NoLongerADraft, match="issued as issue 1"):
        drafts.set_sections(draft, (), seen="x", by=panel_officer, at=AT)


@pytest.mark.pdf
@pytest.mark.slow
def test_a_real_issue_has_five_real_files(loaded, panel_officer, monkeypatch):
    monkeypatch.undo()
    found = issue_pack(begun(loaded, panel_officer), by=panel_officer, at=LATER)
    heads = {f.format: bytes(f.content)[:5] for f in found.files.all()}
    assert heads["pdf"] == b"%PDF-"
    assert [heads[f][:2] for f in ("xlsx", "ods", "docx")] == [b"PK"] * 3
    assert "Issue 1, by the panel officer" in bytes(found.files.get(format="html").content).decode()


# What stands against it


def failing(key: str, monkeypatch) -> None:
    def gather(material, title):
        raise ValueError("Its table has no columns.")

    monkeypatch.setitem(SECTIONS, key, Kept(key, "Key", gather))


def test_a_section_that_failed_stops_the_issue_and_nothing_is_kept(
    draft, panel_officer, monkeypatch
):
    failing("plan-key", monkeypatch)
    with pytest.raises(NotReady, match="“Key”: Its table has no columns"):
        issue_pack(draft, by=panel_officer, at=AT)
    assert not IssuedPack.objects.exists()


def found(*findings: Finding, monkeypatch) -> None:
    from reports import drafting

    monkeypatch.setattr(drafting, "findings_of", lambda material, document: findings)


STOPS = Finding("live-field", Weight.STOPS, "Paragraph 3.2", "A live field names nothing.", "r")
ASKS = Finding("sum", Weight.ASKS, "Table 1", "It adds up to 12.", "r", facts=("1", "12"))
CHANGED = Finding("sum", Weight.ASKS, "Table 1", "It adds up to 13.", "r", facts=("1", "13"))


def test_what_has_to_be_mended_stops_the_issue(draft, panel_officer, monkeypatch):
    found(STOPS, monkeypatch=monkeypatch)
    with pytest.raises(NotReady, match=r"Paragraph 3\.2: A live field names nothing"):
        issue_pack(draft, by=panel_officer, at=AT)
    assert not IssuedPack.objects.exists()


def test_what_asks_is_accepted_with_a_reason_that_is_kept(draft, panel_officer, monkeypatch):
    found(ASKS, monkeypatch=monkeypatch)
    with pytest.raises(NotReady, match="1 finding is neither mended nor accepted"):
        issue_pack(draft, by=panel_officer, at=AT)
    drafts.accept_findings(draft, [ASKS], "As printed.", by=panel_officer, at=AT)
    pack = issue_pack(draft, by=panel_officer, at=AT)
    assert pack.manifest["accepted"] == [
        {"code": "sum", "where": "Table 1", "text": "It adds up to 12.", "reason": "As printed."}
    ]


def test_a_finding_whose_facts_changed_asks_again(draft, panel_officer, monkeypatch):
    drafts.accept_findings(draft, [ASKS], "As printed.", by=panel_officer, at=AT)
    found(CHANGED, monkeypatch=monkeypatch)
    with pytest.raises(NotReady):
        issue_pack(draft, by=panel_officer, at=AT)


def test_a_reason_for_what_is_not_found_any_more_is_not_in_the_manifest(
    draft, panel_officer, monkeypatch
):
    drafts.accept_findings(draft, [ASKS], "As printed.", by=panel_officer, at=AT)
    found(monkeypatch=monkeypatch)
    assert issue_pack(draft, by=panel_officer, at=AT).manifest["accepted"] == []


@pytest.mark.parametrize("position", [Position.CLERK, Position.CHAIR, Position.ADMINISTRATOR])
def test_nobody_else_issues_it(draft, user_of, position):
    with pytest.raises(NotAllowed):
        issue_pack(draft, by=user_of(position), at=AT)


def test_a_format_that_cannot_be_made_leaves_nothing_behind(draft, panel_officer, monkeypatch):
    from reports import papers

    def no_room(form, made):
        if form.ending == "html":
            raise OSError("No space left on device")
        return b"x"

    monkeypatch.setattr(papers, "_rendered", no_room)
    with pytest.raises(OSError, match="No space"):
        issue_pack(draft, by=panel_officer, at=AT)
    assert not IssuedPack.objects.exists()


def test_a_file_that_cannot_be_kept_takes_the_issue_with_it(draft, panel_officer, monkeypatch):
    prepared = prepare_issue(draft.pk, by=panel_officer, at=AT)
    monkeypatch.setattr(issuing, "sha256", lambda content: None)  # which no column takes
    with pytest.raises(DatabaseError), transaction.atomic():
        keep_issue(prepared, by=panel_officer, at=AT)
    assert not IssuedPack.objects.exists()


# Two at once


def test_the_same_draft_is_never_issued_twice(draft, panel_officer, manager):
    one = prepare_issue(draft.pk, by=panel_officer, at=AT)
    two = prepare_issue(draft.pk, by=manager, at=AT)
    keep_issue(one, by=panel_officer, at=AT)
    with pytest.raises(NoLongerADraft):
        keep_issue(two, by=manager, at=AT)
    assert IssuedPack.objects.count() == 1


def test_no_two_issues_have_one_number_and_the_later_is_made_anew(
    loaded, panel_officer, monkeypatch
):
    first, second = begun(loaded, panel_officer), begun(loaded, panel_officer)
    early = prepare_issue(second.pk, by=panel_officer, at=AT)
    issue_pack(first, by=panel_officer, at=AT)
    with pytest.raises(Overtaken):
        keep_issue(early, by=panel_officer, at=AT)
    prepared = iter([early])
    again = issuing.prepare_issue

    def once_early(*args, **kwargs):
        return next(prepared, None) or again(*args, **kwargs)

    monkeypatch.setattr(issuing, "prepare_issue", once_early)
    pack = issue_pack(second, by=panel_officer, at=AT)
    assert pack.number == 2
    assert b"Issue 2" in bytes(pack.files.get(format="pdf").content)


def test_a_draft_that_changed_while_it_was_made_is_not_issued(draft, panel_officer):
    prepared = prepare_issue(draft.pk, by=panel_officer, at=AT)
    drafts.set_sections(
        draft, only(Kind.PLAN, "plan-glance"), **_seen(draft), by=panel_officer, at=AT
    )
    with pytest.raises(NoLongerADraft, match="changed while it was being issued"):
        keep_issue(prepared, by=panel_officer, at=AT)
    assert not IssuedPack.objects.exists()


def _seen(draft) -> dict:
    from reports.selectors.drafts import mark_of

    return {"seen": mark_of(draft)}


# Corrections


def correction(pack, by, *, at=LATER):
    return drafts.begin_correction(pack, by=by, at=at)


@pytest.fixture
def with_actions(loaded, panel_officer) -> IssuedPack:
    draft = begun(loaded, panel_officer, sections=only(Kind.PLAN, "plan-key", "plan-actions"))
    accept_all(draft, panel_officer)
    return issue_pack(draft, by=panel_officer, at=AT)


def test_a_correction_prints_at_its_front_what_differs(
    with_actions, loaded, panel_officer, manager
):
    action = Action.objects.get(plan=loaded, ref="5.3")
    record_update(
        action,
        by=manager,
        at=AT,
        rating="Red",
        comment="It stopped.",
        effective_on=with_actions.as_at,
    )
    draft = correction(with_actions, panel_officer)
    accept_all(draft, panel_officer)
    pack = issue_pack(draft, by=panel_officer, at=LATER)
    assert pack.corrects == with_actions
    assert pack.manifest["sections"][0]["key"] == "errata"
    said = [(e["place"], e["before"], e["after"]) for e in pack.errata]
    assert any("5.3" in place and "It stopped." in after for place, _, after in said)
    assert not any("7.4" in place for place, _, _ in said)


def test_a_correction_that_changes_nothing_says_so(with_actions, panel_officer):
    draft = correction(with_actions, panel_officer)
    accept_all(draft, panel_officer)
    document = compiled(draft).document
    assert document.sections[0].key == "errata"
    assert "No word and no figure of it differs." in str(document.sections[0].blocks)
    assert issue_pack(draft, by=panel_officer, at=LATER).errata == []


def test_a_correction_is_begun_once_and_a_corrected_issue_not_again(pack, panel_officer, manager):
    draft = correction(pack, panel_officer)
    assert correction(pack, manager) == draft
    issue_pack(draft, by=panel_officer, at=LATER)
    with pytest.raises(Refused, match="corrected by issue 2: correct that one"):
        correction(pack, panel_officer)


def test_a_correction_is_for_those_who_read_what_it_corrects(pack, panel_officer):
    draft = correction(pack, panel_officer)
    with pytest.raises(Refused) as caught:
        drafts.change_draft(
            draft,
            **_seen(draft),
            as_at=draft.as_at,
            audience=Audience.PUBLIC,
            by=panel_officer,
            at=AT,
        )
    assert caught.value.field == "audience"


# Verifying


@pytest.fixture
def client(loaded, client_of):
    return client_of(Position.PANEL_OFFICER)


def test_the_page_of_an_issue_says_what_it_is_and_gives_its_files(pack, client):
    text = client.get(pack.get_absolute_url()).content.decode()
    assert "Issue 1, by the panel officer on 1 July 2015 at 15:05" in text
    assert "it is the one that was issued, byte for byte" in text
    response = client.get(f"{pack.get_absolute_url()}pdf/")
    assert response.content == bytes(pack.files.get(format="pdf").content)
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Disposition"] == (
        'attachment; filename="2014-improvement-2015-04-23-issue-1.pdf"'
    )
    assert client.get(f"{pack.get_absolute_url()}gif/").status_code == 404


@pytest.mark.parametrize("position", [Position.BOARD_MEMBER, Position.OWNER])
def test_everybody_who_is_signed_in_reads_what_is_issued(pack, client_of, position):
    client = client_of(position)
    assert "Begin a correction" not in client.get(pack.get_absolute_url()).content.decode()
    assert client.get(f"{pack.get_absolute_url()}pdf/").status_code == 200
    assert "Issue 1" in client.get("/packs/").content.decode()
    assert client.get("/packs/verify/").status_code == 403
    assert client.post(f"{pack.get_absolute_url()}correct/").status_code == 403


def test_a_pack_of_a_confidential_review_is_for_a_few(loaded, panel_officer, client_of):
    draft = begun(loaded, panel_officer, Kind.SCRUTINY, as_at=AT.date())
    type(draft.review).objects.filter(pk=draft.review_id).update(is_confidential=True)
    accept_all(draft, panel_officer)
    pack = issue_pack(draft, by=panel_officer, at=AT)
    for position, status in ((Position.OWNER, 403), (Position.CHAIR, 200)):
        client = client_of(position)
        assert client.get(pack.get_absolute_url()).status_code == status
        assert client.get(f"{pack.get_absolute_url()}pdf/").status_code == status
        assert ("Issue 1" in client.get("/packs/").content.decode()) is (status == 200)


def test_a_file_is_told_from_one_that_differs_by_a_letter(pack, client):
    content = bytes(pack.files.get(format="docx").content)
    for sent, said in (
        (content, "is the Word document of issue 1, byte for byte"),
        (content + b" ", "is no file of any pack issued here"),
    ):
        file = SimpleUploadedFile("paper.docx", sent)
        assert said in client.post("/packs/verify/", {"file": file}).content.decode()


def test_a_mark_is_verified_as_well_as_a_file(pack, client):
    mark = pack.files.get(format="pdf").sha256
    text = client.post("/packs/verify/", {"mark": f" SHA-256: {mark.upper()} "}).content.decode()
    assert "is the PDF of issue 1" in text
    text = client.post("/packs/verify/", {"mark": pack.sha256}).content.decode()
    assert "the mark of the manifest of issue 1" in text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a file, or paste its SHA-256."),
        ({"mark": "abc"}, "This is no SHA-256"),
        ({"file": SimpleUploadedFile("x", b"")}, "This file is empty"),
    ],
)
def test_what_cannot_be_verified_is_refused_in_a_sentence(client, sent, said):
    response = client.post("/packs/verify/", sent)
    assert (response.status_code, said in response.content.decode()) == (422, True)


def test_a_file_too_large_to_be_a_pack_is_not_read(client, monkeypatch):
    from reports import views_packs_issued

    monkeypatch.setattr(views_packs_issued, "MOST_BYTES", 3)
    for content, status in ((b"abc", 200), (b"abcd", 422)):
        file = SimpleUploadedFile("x", content)
        assert client.post("/packs/verify/", {"file": file}).status_code == status


@pytest.mark.parametrize(
    ("text", "is_found"),
    [("a" * 64, True), ("A" * 64, True), ("a" * 63, False), ("a" * 65, False), ("g" * 64, False)],
)
def test_a_mark_is_64_digits(text, is_found):
    assert (mark_in(text) is not None) is is_found


def test_two_marks_are_no_mark():
    assert mark_in(f"{'a' * 64} {'b' * 64}") is None


def damaged(pack) -> None:
    """What no guard lets happen, done as somebody with the disk could."""
    from plans import guards

    triggers = [t for t in guards.in_place(connection) if t[1] == "reports_issuedfile"]
    with connection.cursor() as cursor:
        for name, table in triggers:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
        cursor.execute(
            "UPDATE reports_issuedfile SET content = %s WHERE pack_id = %s AND format = 'pdf'",
            [b"another", pack.pk],
        )


def test_a_damaged_file_is_found_on_its_page_and_by_the_command(pack, client, tmp_path, capsys):
    mark = pack.files.get(format="pdf").sha256
    damaged(pack)
    said = "The pdf file of issue 1 is not the one that was issued."
    assert said in client.get(pack.get_absolute_url()).content.decode()
    assert verdict_on(mark, is_file=False).faults == (said,)
    with pytest.raises(SystemExit) as caught:
        call_command("verify_pack", all=True, json=True)
    assert caught.value.code == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["is_well"], told["issues"][0]["faults"]) == (False, [said])


def verified(path: Path, capsys, **options) -> tuple[int, str]:
    try:
        call_command("verify_pack", str(path), **options)
    except SystemExit as ended:
        return ended.code, capsys.readouterr().out
    return 0, capsys.readouterr().out


def test_the_command_says_the_same_and_ends_with_its_status(pack, tmp_path, capsys):
    path = tmp_path / "paper.pdf"
    path.write_bytes(bytes(pack.files.get(format="pdf").content))
    status, said = verified(path, capsys)
    assert (status, "is the PDF of issue 1, byte for byte" in said) == (0, True)
    told = json.loads(verified(path, capsys, json=True)[1])
    assert (told["is_issued"], told["number"], told["format"]) == (True, 1, "pdf")
    path.write_bytes(b"another")
    status, said = verified(path, capsys)
    assert (status, "is no file of any pack" in said) == (1, True)


def test_the_command_checks_everything_that_is_kept(pack, capsys):
    call_command("verify_pack", all=True)
    assert "1 issue checked: every file is the one that was issued." in capsys.readouterr().out


@pytest.mark.parametrize("options", [{"all": False}, {"file": "x", "all": True}])
def test_the_command_wants_a_file_or_all(db, options):
    with pytest.raises(CommandError, match="Give one file"):
        call_command(
            "verify_pack", *([options["file"]] if "file" in options else []), all=options["all"]
        )


def test_a_file_that_is_not_there_is_refused_in_a_sentence(db, tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("verify_pack", str(tmp_path / "none"))


def test_issues_are_listed_by_the_same_number_of_queries(loaded, panel_officer, client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get("/packs/")
        return len(caught)

    issue_pack(begun(loaded, panel_officer), by=panel_officer, at=AT)
    before = queries()
    for _ in range(3):
        issue_pack(begun(loaded, panel_officer), by=panel_officer, at=AT)
    assert queries() == before


# By its page


def test_a_draft_is_issued_by_its_page(draft, client):
    response = client.post(f"/packs/drafts/{draft.pk}/issue/", follow=True)
    assert response.redirect_chain[-1][0] == IssuedPack.objects.get().get_absolute_url()
    assert client.get(draft.get_absolute_url()).status_code == 302


def test_what_stands_against_it_is_said_on_the_page(draft, client, monkeypatch):
    found(STOPS, ASKS, monkeypatch=monkeypatch)
    text = client.get(draft.get_absolute_url()).content.decode()
    assert "2 things stand against issuing it." in text
    assert "Issue it" not in text
    response = client.post(f"/packs/drafts/{draft.pk}/issue/")
    assert response.status_code == 422
    assert "Nothing was issued." in response.content.decode()
    assert not IssuedPack.objects.exists()


def test_a_finding_is_accepted_by_its_form(draft, client, monkeypatch):
    found(ASKS, monkeypatch=monkeypatch)
    url = f"/packs/drafts/{draft.pk}/accept/"
    response = client.post(url, {"finding": ASKS.fingerprint, "reason": ""})
    assert response.status_code == 422
    assert "Write why the pack can be issued all the same." in response.content.decode()
    response = client.post(url, {"finding": "0" * 64, "reason": "So."})
    assert "Tick at least one finding" in response.content.decode()
    response = client.post(url, {"finding": ASKS.fingerprint, "reason": "So."}, follow=True)
    assert "Accepted: So." in response.content.decode()
    assert "Nothing stands against issuing it." in response.content.decode()


def test_a_correction_is_begun_by_the_page_of_the_issue(pack, client):
    response = client.post(f"{pack.get_absolute_url()}correct/", follow=True)
    assert "It corrects Issue 1" in response.content.decode()
