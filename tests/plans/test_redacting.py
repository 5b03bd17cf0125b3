"""Blanking a text that should never have been written: what goes, what stays, who may."""

import json
import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest
from axes.models import AccessFailureLog, AccessLog
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connections, models, transaction
from django.db.models import QuerySet
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from plans.models import (
    Action,
    Board,
    Change,
    Decision,
    Endorsement,
    LoadedRow,
    Meeting,
    MinuteLine,
    QuestionAnswer,
    Redaction,
    Role,
    RoleAlias,
    Seat,
    Update,
    User,
)
from plans.rules.redaction import (
    BLANKABLE,
    ENOUGH_TO_SEARCH,
    NOT_BLANKED,
    blank_of,
    holds,
    is_marker,
    marker,
    quotes,
    replaced,
    same_but_for_blanks,
)
from plans.selectors.redaction import places_holding
from plans.services.acting import acting
from plans.services.errors import NotAllowed, Refused
from plans.services.ledger import Altered
from plans.services.loading import load_fixtures
from plans.services.people import add_user, change_role, change_user
from plans.services.redacting import blank_text
from plans.services.statements import record_update
from tests.conftest import AT, FIXTURES, LOADED_AT

STORY = "Jordan of Example Road has been seen by the nurse twice."
WHY = "It names a child"


@pytest.fixture
def action(loaded) -> Action:
    return Action.objects.get(plan=loaded, ref="5.3")


@pytest.fixture
def update(action, manager) -> Update:
    return record_update(action, by=manager, at=AT, rating="Amber", comment=STORY)


@pytest.fixture
def meeting(loaded, clerk) -> Meeting:
    facts = {"recorded_by": clerk, "recorded_at": AT}
    board = Board.objects.create(
        service=loaded.service, ref="b", name="Board", kind="board", position=99, **facts
    )
    return Meeting.objects.create(
        board=board,
        ref="b-1",
        as_written="30 June 2015",
        held_on=date(2015, 6, 30),
        precision="day",
        **facts,
    )


@pytest.fixture
def endorse(update, meeting, clerk):
    def endorse(**kept) -> Endorsement:
        return Endorsement.objects.create(
            **{
                "action": update.action,
                "update": update,
                "meeting": meeting,
                "decision": "endorsed",
                "kept_comment": STORY,
                "effective_on": date(2015, 6, 30),
                "position": 1,
                "known_on": date(2015, 6, 30),
                "recorded_by": clerk,
                "recorded_at": AT,
            }
            | kept
        )

    return endorse


@pytest.fixture
def blank(administrator):
    def blank(label, object_id, field, **more):
        facts = {"reason": WHY, "by": administrator, "at": AT} | more
        return blank_text(label, object_id, field, **facts)

    return blank


def everything() -> str:
    """All that any table of ours holds, as one text."""
    tables = [
        model
        for name in ("plans", "indicators", "reports", "axes", "sessions")
        for model in apps.get_app_config(name).get_models(include_auto_created=True)
    ]
    rows = [row for model in tables for row in QuerySet(model).values_list()]
    return json.dumps(rows, default=str, ensure_ascii=False)


# The table of texts


def free_texts() -> list[tuple[str, str]]:
    """The table and the column of everything that text can be written into."""
    return [
        (model._meta.label_lower, field.name)
        for name in ("plans", "indicators", "reports")
        for model in apps.get_app_config(name).get_models(include_auto_created=True)
        if model._meta.label_lower not in ("plans.loadedrow", "plans.standing")
        and model._meta.label_lower not in ("reports.job", "reports.jobfile", "reports.worker")
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and not field.choices
    ]


@pytest.mark.parametrize(("label", "field"), free_texts())
def test_every_text_can_be_blanked_or_says_why_not(label, field):
    can = field in BLANKABLE.get(label, {})
    cannot = field in NOT_BLANKED or f"{label}.{field}" in NOT_BLANKED
    assert can != cannot


def test_the_table_names_only_what_there_is():
    named = {(label, field) for label, fields in BLANKABLE.items() for field in fields}
    assert named - set(free_texts()) == set()


def test_every_text_is_long_enough_for_its_marker():
    short = [
        (label, field)
        for label, fields in BLANKABLE.items()
        for field in fields
        if (apps.get_model(label)._meta.get_field(field).max_length or 999) < len(marker(10**9))
    ]
    assert short == []


# What is the same text


@pytest.mark.parametrize(
    ("text", "blanked", "goes"),
    [
        ("Seen today.", "Seen today.", True),
        (" Seen today.\n", "Seen today.", True),
        ("Not Seen today.", "Seen today.", False),  # eleven letters say too little
        ("Not seen, today.", "seen, today.", True),  # twelve
        ("Something else", "Jordan was seen", False),
        ("", "Jordan was seen", False),
        (None, "Jordan was seen", False),
        (7, "Jordan was seen", False),
    ],
)
def test_a_text_goes_with_one_that_it_is_or_quotes(text, blanked, goes):
    assert len("seen, today.") == ENOUGH_TO_SEARCH
    assert holds(text, blanked) is goes


LONG = "Seen by the nurse twice in May. Jordan moved to Example Road, and the school was told of it"


@pytest.mark.parametrize(
    ("text", "is_quoted"),
    [
        ("Reported green, yet it said: “Seen by the nurse twice in May”.", True),
        ("Its comment takes part back: “jordan moved to Example  Road, and the school …”", True),
        ("Jordan moved to", False),  # less than what a cut leaves
        ("Reported green. What shows it?", False),
    ],
)
def test_a_quotation_is_known_though_it_is_cut_or_of_one_sentence(text, is_quoted):
    assert quotes(text, LONG) is is_quoted


def test_a_few_words_are_quoted_only_in_quotation_marks():
    assert quotes("All that is said of it is “In place”.", "In place.")
    assert not quotes("It is in place.", "In place.")


def test_a_marker_is_known_from_a_text():
    assert is_marker(marker(12))
    assert not any(is_marker(t) for t in ("", None, "[Text removed]", f"{marker(12)} and more"))


def test_an_address_is_blanked_to_nothing():
    assert (blank_of("evidence_link", 3), blank_of("evidence", 3)) == ("", "[Text removed, no. 3]")


PLAIN = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(PLAIN)
def test_what_was_blanked_is_the_same_as_what_it_was_blanked_from(value):
    assert same_but_for_blanks(replaced(value, lambda text: marker(1)), value)


@given(PLAIN, PLAIN)
def test_nothing_else_is_taken_for_the_same(one, other):
    assert same_but_for_blanks(one, other) == (one == other)


# What goes


def test_the_text_goes_and_the_row_stays(update, blank, administrator):
    before = Update.objects.filter(pk=update.pk).values().get()
    done = blank("plans.update", update.pk, "comment")
    after = Update.objects.filter(pk=update.pk).values().get()
    assert after == before | {"comment": f"[Text removed, no. {done.number}]"}
    redaction = Redaction.objects.get(pk=done.number)
    assert (redaction.model, redaction.object_id, redaction.field) == (
        "plans.update",
        update.pk,
        "comment",
    )
    assert (redaction.reason, redaction.recorded_by) == (WHY, administrator)
    assert (redaction.plan, redaction.action) == (update.action.plan, update.action)


def test_no_copy_survives_anywhere(update, endorse, meeting, loaded, clerk, blank):
    endorse()
    facts = {"recorded_by": clerk, "recorded_at": AT}
    first = MinuteLine.objects.create(
        meeting=meeting, position=1, text=f"5.3: “{STORY}” Endorsed.", **facts
    )
    MinuteLine.objects.create(
        meeting=meeting, position=1, text="5.3 endorsed.", replaces=first, **facts
    )
    QuestionAnswer.objects.create(
        plan=loaded,
        action=update.action,
        code="no-update",
        fingerprint="x",
        question=f"Why “{STORY}”?",
        kind="answered",
        reason="See there.",
        effective_on=AT.date(),
        position=1,
        known_on=AT.date(),
        **facts,
    )
    Decision.objects.create(
        meeting=meeting, position=1, kind="asked", asked_for=f"To explain: {STORY}", **facts
    )
    Meeting.objects.filter(pk=meeting.pk).update(agenda=f"Item 1\n{STORY}")
    Meeting.objects.filter(pk=meeting.pk).update(agenda="Item 1")  # the log has both
    LoadedRow.objects.create(
        fixture="x.toml",
        key="update",
        model="plans.update",
        object_id=update.pk,
        given={"said": [{"comment": STORY}]},
        stored={"comment": STORY, "position": 1},
    )
    assert everything().count("Jordan of Example Road") >= 9
    done = blank("plans.update", update.pk, "comment")
    assert "Jordan" not in everything()
    assert {p.model for p in done.places} == {
        *("plans.update", "plans.endorsement", "plans.minuteline", "plans.questionanswer"),
        "plans.decision",
    }
    assert (done.n_log, done.n_loaded) == (2, 1)
    assert MinuteLine.objects.filter(replaces=first, text="5.3 endorsed.").exists()


def test_a_question_that_quotes_a_sentence_of_it_goes_too(action, manager, loaded, blank):
    update = record_update(action, by=manager, at=AT, comment=LONG)
    facts = {
        "plan": loaded,
        "code": "x",
        "fingerprint": "x",
        "kind": "answered",
        "reason": "See there.",
        "effective_on": AT.date(),
        "known_on": AT.date(),
        "recorded_by": manager,
        "recorded_at": AT,
    }
    cut = "It was said that “Jordan moved to Example Road, and the school …”. What shows it?"
    of_action = QuestionAnswer.objects.create(action=action, question=cut, position=1, **facts)
    of_plan = QuestionAnswer.objects.create(question=cut, position=1, **facts)
    done = blank("plans.update", update.pk, "comment")
    assert {p.object_id for p in done.places} == {update.pk, of_action.pk, of_plan.pk}
    assert "Jordan" not in everything()


def test_texts_with_letters_that_json_escapes_are_found_in_every_copy(update, meeting, blank):
    text = "“Zoë” \\ said\n“no” — twice"
    QuerySet(Meeting).filter(pk=meeting.pk).update(agenda=text)
    LoadedRow.objects.create(
        fixture="x", key="m", model="plans.plan", object_id=1, given={"a": text}, stored={}
    )
    Meeting.objects.filter(pk=meeting.pk).update(note="New")
    assert blank("plans.meeting", meeting.pk, "agenda").n_loaded == 1
    assert "Zoë" not in everything()


def test_what_was_the_same_stays_the_same_and_what_differed_differs(
    update, endorse, action, manager, blank
):
    kept = endorse()
    later = record_update(action, by=manager, at=AT + timedelta(days=1), comment=f"{STORY} Again.")
    blank("plans.update", update.pk, "comment")
    for row in (update, kept, later):
        row.refresh_from_db()
    assert update.comment == kept.kept_comment
    assert is_marker(later.comment)
    assert later.comment != update.comment, "else an endorsement of the one would be of the other"


def test_a_short_text_goes_only_where_it_is_about_the_same(action, manager, blank):
    other = Action.objects.get(plan=action.plan, ref="5.11")
    mine, again, theirs = (
        record_update(a, by=manager, at=AT, comment="J. Doe") for a in (action, action, other)
    )
    done = blank("plans.update", mine.pk, "comment")
    assert {p.object_id for p in done.places} == {mine.pk, again.pk}
    theirs.refresh_from_db()
    assert theirs.comment == "J. Doe"


def test_a_place_that_only_has_the_same_words_can_be_left(action, update, manager, blank):
    other = Action.objects.get(plan=action.plan, ref="5.11")
    theirs = record_update(other, by=manager, at=AT, comment=STORY)
    blank("plans.update", update.pk, "comment", leaving=[("plans.update", theirs.pk, "comment")])
    theirs.refresh_from_db()
    assert theirs.comment == STORY


def test_what_a_board_kept_of_an_update_cannot_be_left(update, endorse, blank):
    kept = endorse()
    key = ("plans.endorsement", kept.pk, "kept_comment")
    blank("plans.update", update.pk, "comment", leaving=[key])
    kept.refresh_from_db()
    assert is_marker(kept.kept_comment)


def test_a_link_is_blanked_to_no_link(action, manager, blank):
    update = record_update(
        action, by=manager, at=AT, evidence="Note", evidence_link="https://example.org/jordan"
    )
    blank("plans.update", update.pk, "evidence_link")
    update.refresh_from_db()
    assert (update.evidence, update.evidence_link) == ("Note", "")
    assert "example.org/jordan" not in everything()


def test_a_row_that_can_be_changed_leaves_no_copy_in_the_log(action, blank):
    Action.objects.filter(pk=action.pk).update(note=STORY)
    Action.objects.filter(pk=action.pk).update(note=f"{STORY} More.")
    blank("plans.action", action.pk, "note")
    action.refresh_from_db()
    assert is_marker(action.note)
    assert "Jordan" not in everything()
    assert Change.objects.filter(model="plans.action", kind="changed", why=WHY).exists()


def test_an_earlier_text_is_blanked_in_the_log_alone(loaded, administrator, blank):
    role = Role.objects.filter(service=loaded.service).first()
    proper = role.name
    for name in ("Jordan’s mother and her friends", proper):
        change_role(role, name=name, aliases=[], by=administrator, at=AT)
    blank("plans.role", role.pk, "name", text="Jordan’s mother and her friends")
    role.refresh_from_db()
    assert role.name == proper
    assert "Jordan" not in everything()


def test_the_same_field_of_a_row_can_be_blanked_again(action, blank):
    for n in (1, 2):
        Action.objects.filter(pk=action.pk).update(note=f"{STORY} {n}")
        blank("plans.action", action.pk, "note")
    fields = Redaction.objects.filter(model="plans.action").order_by("pk")
    assert list(fields.values_list("field", flat=True)) == ["note", "note (2)"]
    assert "Jordan" not in everything()


# Names: of roles, of accounts


def endorse_owned(endorse, *owners) -> Endorsement:
    return endorse(kept_owners=[[role.pk, role.name] for role in owners])


@pytest.fixture
def roles(loaded) -> tuple[Role, Role]:
    """A role with a short name, which the loader wrote, and another."""
    return tuple(Role.objects.get(service=loaded.service, name=n) for n in ("DCS", "YOT Team"))


def test_the_name_of_a_role_goes_from_what_boards_kept(update, endorse, roles, blank):
    child, other = roles
    kept = endorse_owned(endorse, other, child)
    done = blank("plans.role", child.pk, "name")
    kept.refresh_from_db()
    assert kept.kept_owners == [[other.pk, other.name], [child.pk, marker(done.number)]]
    assert (
        done.n_kept
        == Endorsement.objects.filter(kept_owners__icontains=marker(done.number)).count()
    )


@pytest.mark.parametrize("is_current", [True, False])
def test_an_earlier_name_of_a_role_goes_from_what_boards_kept(
    is_current, update, endorse, roles, blank, administrator
):
    child, _ = roles
    who = {"aliases": [], "by": administrator, "at": AT}
    change_role(child, name="Avery", **who)
    kept = endorse_owned(endorse, child)
    change_role(child, name="Kim", **who)
    later = endorse_owned(lambda **more: endorse(position=2, **more), child)
    done = blank("plans.role", child.pk, "name", text=None if is_current else "Avery")
    for row in (kept, later):
        row.refresh_from_db()
    assert is_marker(kept.kept_owners[0][1])
    assert later.kept_owners == [[child.pk, marker(done.number) if is_current else "Kim"]]
    assert "Avery" not in everything()
    assert ("Kim" in everything()) is not is_current


def test_a_long_name_goes_from_the_name_of_another_role_too(
    update, endorse, roles, blank, administrator
):
    child, other = roles
    who = {"aliases": [], "by": administrator, "at": AT}
    change_role(child, name="Jordan of Example Road", **who)
    change_role(other, name="Mother of Jordan of Example Road", **who)
    kept = endorse_owned(endorse, child, other)
    change_role(other, name="Mother", **who)
    blank("plans.role", child.pk, "name")
    kept.refresh_from_db()
    assert [is_marker(name) for _, name in kept.kept_owners] == [True, True]
    assert "Jordan" not in everything()


def test_of_what_boards_kept_only_a_blanked_name_is_changed(update, endorse, roles, blank):
    child, other = roles
    kept = endorse_owned(endorse, other, child)
    was, gone = [other.pk, other.name], marker(1)
    attempts = [
        [was, [child.pk, gone]],
        [[other.pk, gone], [child.pk, child.name]],
    ]
    for owners in attempts:  # no redaction is on record
        assert refused(Endorsement, kept.pk, kept_owners=owners), owners
    gone = marker(blank("plans.role", child.pk, "name").number)
    kept.refresh_from_db()
    assert kept.kept_owners == [was, [child.pk, gone]]
    for owners in (
        [was, [child.pk, "Otherwise"]],
        [was, [child.pk, ""]],
        [was, [child.pk, None]],
        [was, [child.pk, marker(98765)]],
        [was, [child.pk, gone, 1]],
        [was, [child.pk]],
        [was, [str(child.pk), gone]],
        [was, [other.pk, gone]],
        [was, gone],
        [[other.pk, gone], [child.pk, gone]],  # that role has no redaction
        [[other.pk, "Otherwise"], [child.pk, gone]],
        [[child.pk, gone], was],
        [was],
        [was, [child.pk, gone], was],
        [],
        None,
        {"0": was, "1": [child.pk, gone]},
    ):
        assert refused(Endorsement, kept.pk, kept_owners=owners), owners
    assert refused(Endorsement, kept.pk, kept_owners=kept.kept_owners)
    assert refused(Endorsement, kept.pk, kept_owners=[was, [child.pk, gone]], reason="Otherwise")


def test_a_blanked_name_is_not_in_the_loaders_keys_and_is_not_written_back(roles, blank):
    child, _ = roles
    n = Role.objects.count()
    done = blank("plans.role", child.pk, "name")
    assert done.n_loaded > 1
    assert '"DCS"' not in everything()
    assert not LoadedRow.objects.filter(key__contains="DCS").exists()
    for _ in range(2):
        assert load_fixtures(FIXTURES, at=LOADED_AT) == 0
    child.refresh_from_db()
    assert is_marker(child.name)
    assert Role.objects.count() == n


def test_another_name_of_a_role_goes_from_the_keys_as_well(loaded, blank):
    alias = RoleAlias.objects.get(service=loaded.service, name="PYOT Chair")
    blank("plans.rolealias", alias.pk, "name")
    assert not LoadedRow.objects.filter(key__icontains="PYOT Chair").exists()
    blank("plans.role", alias.role_id, "name")
    assert not LoadedRow.objects.filter(key__icontains="role YOT Board Chair").exists()
    assert load_fixtures(FIXTURES, at=LOADED_AT) == 0


def test_the_name_of_a_seat_goes_from_the_keys_and_its_attendances_are_still_found(loaded, blank):
    seat = Seat.objects.get(board=loaded.board, name="YOT Board Court Rep")
    blank("plans.seat", seat.pk, "name")
    assert not LoadedRow.objects.filter(key__contains="YOT Board Court Rep", model="plans.seat")
    assert load_fixtures(FIXTURES, at=LOADED_AT) == 0


def test_a_row_whose_key_was_blanked_is_still_missed_when_it_is_gone(roles, blank):
    child, _ = roles
    blank("plans.role", child.pk, "name")
    LoadedRow.objects.filter(model="plans.role", object_id=child.pk).update(object_id=987654)
    with pytest.raises(Altered, match="role DCS was deleted"):
        load_fixtures(FIXTURES, at=LOADED_AT)


def test_blanked_keys_are_found_after_the_secret_has_changed(roles, blank, settings):
    child, _ = roles
    blank("plans.role", child.pk, "name")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-" + "x" * 50
    assert load_fixtures(FIXTURES, at=LOADED_AT) == 0


@pytest.fixture
def named(administrator) -> User:
    """An account whose sign-in name is a child's, which was typed wrongly and rightly at sign-in."""
    user = add_user(
        username="jordan-doe",
        position="owner",
        password="winter-lamp-orchard",
        by=administrator,
        at=AT,
    )
    client = Client()
    for name, password in (
        ("jordan-doe", "x"),
        ("Jordan-Doe", "x"),
        ("jordan-doe", "winter-lamp-orchard"),
    ):
        client.post("/login/", {"username": name, "password": password})
    AccessFailureLog.objects.create(username="jordan-doe", user_agent="x", path_info="/")
    return user


def renamed(user: User, name: str, *, by: User) -> None:
    facts = {"position": user.position, "job_title": "", "is_active": True, "roles": []}
    change_user(user, username=name, by=by, at=AT, **facts)


def test_a_sign_in_name_goes_from_everything_and_nobody_signs_in_with_it(named, blank):
    assert everything().lower().count("jordan-doe") > 3
    done = blank("plans.user", named.pk, "username")
    assert "jordan-doe" not in everything().lower()
    named.refresh_from_db()
    assert named.username == f"removed-{done.number}"
    assert (named.is_active, named.has_usable_password()) == (False, False)
    assert AccessLog.objects.filter(username=named.username).exists()
    client = Client()
    for name in ("jordan-doe", named.username):
        client.post("/login/", {"username": name, "password": "winter-lamp-orchard"})
        assert "_auth_user_id" not in client.session
    with pytest.raises(Refused, match="already"):
        blank("plans.user", named.pk, "username")


def test_a_session_of_a_blanked_account_ends(named, blank):
    client = Client()
    client.force_login(named, backend="plans.authentication.PositionBackend")
    assert client.get("/").status_code == 200
    blank("plans.user", named.pk, "username")
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("is_current", [True, False])
def test_an_earlier_sign_in_name_goes_from_the_log(is_current, named, blank, administrator):
    renamed(named, "kim", by=administrator)
    blank("plans.user", named.pk, "username", text=None if is_current else "jordan-doe")
    assert "jordan-doe" not in everything().lower()
    named.refresh_from_db()
    assert (named.username == "kim") is not is_current
    assert named.is_active is not is_current


def test_a_sign_in_name_that_was_blanked_can_be_given_anew(named, blank, administrator):
    blank("plans.user", named.pk, "username")
    renamed(named, "sam-doe", by=administrator)
    blank("plans.user", named.pk, "username")
    assert "sam-doe" not in everything()


def test_nobody_blanks_the_name_they_sign_in_by(administrator, blank):
    with pytest.raises(Refused, match="your own account"):
        blank("plans.user", administrator.pk, "username")
    assert not Redaction.objects.exists()


def test_the_loaders_account_keeps_its_name(loaded, blank):
    account = User.objects.get(username="demonstration-loader")
    with pytest.raises(Refused, match="what is loaded"):
        blank("plans.user", account.pk, "username")


def test_an_administrator_finds_a_sign_in_name_and_blanks_it_on_screen(named, client_of):
    client = client_of("administrator")
    found = client.post("/redact/", {"passage": "jordan-d"}).context_data["places"]
    assert [place.words.split(" of ")[0] for place in found] == ["the sign-in name"]
    sent = {"text": "username", "reason": "It names a child", "confirmed": "1"}
    done = client.post(found[0].url, sent, follow=True)
    assert "jordan-doe" not in done.content.decode()
    assert "jordan-doe" not in everything().lower()


def test_the_reason_in_the_log_can_be_blanked(update, blank):
    with acting(by=None, at=AT, why=STORY):
        Action.objects.filter(pk=update.action_id).update(note="Seen")
    told = Change.objects.get(why=STORY)
    blank("plans.change", told.pk, "why")
    assert "Jordan" not in everything()


# What is refused


def test_only_an_administrator_blanks(update, manager, chair, clerk, blank):
    for by in (manager, chair, clerk):
        with pytest.raises(NotAllowed):
            blank("plans.update", update.pk, "comment", by=by)
    assert not Redaction.objects.exists()


@pytest.mark.parametrize(
    ("label", "field", "more", "said"),
    [
        ("plans.update", "rating", {}, "no text that can be blanked"),
        ("plans.standing", "endorsed", {}, "no text that can be blanked"),
        ("plans.nothing", "x", {}, "no text that can be blanked"),
        ("plans.update", "remaining", {}, "There is no text there"),
        ("plans.update", "comment", {"reason": " "}, "Say why"),
        ("plans.update", "comment", {"reason": f"For {STORY}"}, "repeats the text"),
    ],
)
def test_what_cannot_be_blanked_is_refused(update, blank, label, field, more, said):
    with pytest.raises(Refused, match=said):
        blank(label, update.pk, field, **more)
    assert not Redaction.objects.exists()


def test_a_row_that_is_not_there_is_refused(db, blank):
    with pytest.raises(Refused, match="no such row"):
        blank("plans.update", 987654, "comment")


def test_what_is_blanked_already_is_refused(update, blank):
    blank("plans.update", update.pk, "comment")
    with pytest.raises(Refused, match="already"):
        blank("plans.update", update.pk, "comment")


# What the database lets through


def write(model, pk, **values) -> None:
    with transaction.atomic():
        QuerySet(model).filter(pk=pk).update(**values)


def refused(model, pk, **values) -> bool:
    try:
        write(model, pk, **values)
    except DatabaseError:
        return True
    return False


def test_without_a_redaction_on_record_no_text_is_blanked(update):
    assert refused(Update, update.pk, comment=marker(1))


def test_with_one_nothing_else_is_changed(update, blank):
    done = blank("plans.update", update.pk, "comment")
    for values in (
        {"comment": "Otherwise"},
        {"comment": ""},
        {"comment": None},
        {"comment": marker(done.number + 100)},
        {"evidence": marker(done.number)},
        {"position": 99},
        {"rating": None, "basis": ""},
        {"comment": marker(done.number), "known_on": date(2015, 1, 1)},
    ):
        assert refused(Update, update.pk, **values), values


def test_the_log_loses_only_texts_with_a_redaction(action, blank):
    Action.objects.filter(pk=action.pk).update(note=STORY)
    blank("plans.action", action.pk, "note")
    line = Change.objects.filter(model="plans.action", kind="changed").order_by("pk").first()
    blanked = line.after["note"]
    for values in (
        {"after": None},
        {"after": {}},
        {"after": line.after | {"note": "Otherwise"}},
        {"after": line.after | {"title": blanked}},
        {"after": line.after | {"more": blanked}},
        {"after": {k: v for k, v in line.after.items() if k != "title"}},
        {"before": line.before | {"title": "Otherwise"}},
        {"via": "page"},
        {"by_id": 1},
        {"why": blanked},
        {"kind": "added"},
    ):
        assert refused(Change, line.pk, **values), values
    write(Change, line.pk, after=line.after)


def test_a_redaction_itself_stays(update, blank):
    done = blank("plans.update", update.pk, "comment")
    assert refused(Redaction, done.number, reason="Otherwise")
    with pytest.raises(IntegrityError), transaction.atomic():
        QuerySet(Redaction).filter(pk=done.number)._raw_delete("default")


# What was loaded


def test_a_loaded_text_that_was_blanked_is_neither_altered_nor_written_back(loaded, blank):
    update = Update.objects.filter(
        action__plan=loaded, comment__isnull=False, corrects=None
    ).order_by("pk")[3]
    text, n = update.comment, Update.objects.count()
    blank("plans.update", update.pk, "comment")
    assert load_fixtures(FIXTURES, at=LOADED_AT) == 0
    update.refresh_from_db()
    assert is_marker(update.comment)
    assert Update.objects.count() == n
    assert text not in everything()


def test_the_text_is_found_in_every_table_by_few_queries(update, django_assert_num_queries):
    update = Update.objects.select_related("action").get(pk=update.pk)
    with django_assert_num_queries(3):
        assert [p.key for p in places_holding(STORY, update)] == [
            ("plans.update", update.pk, "comment")
        ]


# What is left on the disk


@pytest.fixture
def on_disk(loaded, tmp_path):
    """A function: the bytes of the files of a database that takes the place of the tests' own."""
    own = connections["default"]
    disk = own.copy()
    disk.settings_dict["NAME"] = str(tmp_path / "yotplan.sqlite3")
    with own.cursor() as cursor:
        (tmp_path / "yotplan.sqlite3").write_bytes(cursor.connection.serialize())
    with closing(sqlite3.connect(disk.settings_dict["NAME"])) as file:
        file.execute("PRAGMA journal_mode = WAL")
    connections["default"] = disk
    yield lambda: b"".join(file.read_bytes() for file in tmp_path.iterdir()).lower()
    disk.close()
    connections["default"] = own


@pytest.mark.skipif(
    "connections['default'].vendor != 'sqlite'", reason="PostgreSQL keeps its own files"
)
def test_no_file_holds_a_name_that_was_blanked(on_disk, roles, named, administrator, manager):
    """In a database like that of production: a role that a board's decision kept, and an account."""
    child, _ = roles
    reported = Update.objects.filter(action__assignments__roles=child).latest("pk")
    change_role(child, name="Jordan Quill", aliases=["J Quill"], by=administrator, at=AT)
    endorsement = Endorsement.objects.order_by("pk").values().first()
    del endorsement["id"]
    facts = {"action_id": reported.action_id, "update_id": reported.pk, "position": 99}
    kept = {"kept_owners": [[child.pk, "Jordan Quill"]], "kept_rating_id": reported.rating_id}
    Endorsement.objects.create(**endorsement | facts | kept)
    before = on_disk()
    assert min(before.count(b"jordan quill"), before.count(b"jordan-doe")) > 0
    who = {"reason": WHY, "by": administrator, "at": AT}
    blank_text("plans.role", child.pk, "name", **who)
    blank_text("plans.user", named.pk, "username", **who)
    after = on_disk()
    assert (after.count(b"jordan quill"), after.count(b"jordan-doe")) == (0, 0)
    assert (after.count(b"role dcs"), "jordan" in everything().lower()) == (0, False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "connections['default'].vendor != 'sqlite'", reason="PostgreSQL keeps its own files"
)
def test_the_file_itself_no_longer_holds_it(tmp_path):
    """As the guards prepare a connection: what is overwritten is overwritten on the disk."""
    from plans.guards import prepare

    path = tmp_path / "a.sqlite3"
    raw = sqlite3.connect(path)
    prepare(None, type("Connection", (), {"vendor": "sqlite", "connection": raw})())
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text)")
    raw.executemany("INSERT INTO t (text) VALUES (?)", [(STORY * 40,), (STORY,)])
    raw.commit()
    raw.execute("UPDATE t SET text = ?", [marker(1)])
    raw.commit()
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert not any(b"Jordan" in file.read_bytes() for file in tmp_path.iterdir())
    raw.close()
