"""Who may open what: every address as everybody, signing in, and the accounts themselves."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from plans.models import RoleHolder, User
from plans.problems import BadAddress
from plans.rules.access import ACCESS, EVERYONE, PUBLIC, Position, may_open
from plans.selectors.people import roles_of
from plans.services import people
from plans.services.errors import NotAllowed
from tests.conftest import AT, BACKEND

PASSWORD = "winter-lamp-orchard"
SAMPLES = {"int": "987654", "slug": "nothing-here", "str": "0"}


def addresses() -> list[tuple[str, str]]:
    """The name and one address of every page there is."""

    def walk(patterns, namespace="", prefix=""):
        for pattern in patterns:
            path = prefix + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                filled = re.sub(r"<(?:(\w+):)?\w+>", lambda m: SAMPLES[m[1] or "str"], path)
                yield f"{namespace}{pattern.name}", f"/{filled}"
            else:
                inner = f"{pattern.namespace}:" if pattern.namespace else ""
                yield from walk(pattern.url_patterns, namespace + inner, path)

    return list(walk(get_resolver().url_patterns))


@pytest.fixture
def account(db):
    def account(username="a-clerk", position=Position.BOARD_MEMBER, **facts) -> User:
        return people.add_user(
            username=username, position=position, password=PASSWORD, by=None, at=AT, **facts
        )

    return account


def sign_in(client: Client, username: str, password: str):
    return client.post(reverse("login"), {"username": username, "password": password})


# The table


def test_every_page_is_in_the_table_once():
    assert {name for name, _ in addresses()} == PUBLIC | set(ACCESS)
    assert PUBLIC & set(ACCESS) == set()


def test_nobody_may_open_what_is_not_in_the_table():
    assert not any(may_open(p, "plans:unheard-of") for p in Position)


def test_every_page_as_nobody(db):
    for name, url in addresses():
        response = Client().get(url)
        if name in PUBLIC:
            assert response.status_code == 200, name
        else:
            assert response.status_code == 302, name
            assert response["Location"].startswith(reverse("login")), name


@pytest.mark.parametrize("position", list(Position))
def test_every_page_as(position, client_of, loaded):
    for name, url in addresses():
        client = client_of(position)
        response = client.get(url)
        if name in PUBLIC or position in ACCESS[name]:
            assert response.status_code in (200, 302, 404, 405), name
            assert reverse("login") not in response.get("Location", ""), name
        else:
            assert response.status_code == 403, name
            assert "errors/403.html" in [t.name for t in response.templates], name


@pytest.mark.parametrize("position", list(Position))
def test_refusals_hold_for_what_is_sent_too(position, client_of, loaded):
    refused = [(n, u) for n, u in addresses() if position not in ACCESS.get(n, EVERYONE)]
    for name, url in refused:
        assert client_of(position).post(url).status_code == 403, name


def test_a_closed_account_is_signed_out_at_once(client_of, manager):
    client = client_of(Position.MANAGER)
    User.objects.filter(pk=manager.pk).update(is_active=False)
    assert client.get(reverse("password_change")).status_code == 302


def test_after_signing_in_one_is_where_one_wanted_to_be(account):
    account()
    client = Client()
    wanted = client.get("/accounts/?page=2")
    assert wanted["Location"] == f"{reverse('login')}?next=/accounts/%3Fpage%3D2"
    data = {"username": "a-clerk", "password": PASSWORD}
    assert client.post(wanted["Location"], data)["Location"] == "/accounts/?page=2"


def test_signing_out_takes_a_form(client_of):
    client = client_of(Position.OWNER)
    assert client.get(reverse("logout")).status_code == 405
    assert client.post(reverse("logout")).status_code == 302
    assert client.get(reverse("password_change")).status_code == 302


# Signing in


def test_passwords_are_kept_with_argon2(settings, account):
    from yotplan import settings as shipped

    settings.PASSWORD_HASHERS = shipped.PASSWORD_HASHERS
    assert account().password.startswith("argon2$argon2id$")


def test_the_sixth_attempt_is_refused_whatever_the_password(account):
    account()
    statuses = [sign_in(Client(), "a-clerk", "wrong").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    response = sign_in(Client(), "a-clerk", PASSWORD)
    assert response.status_code == 429
    assert "Wait 15 minutes" in response.content.decode()


def test_after_a_quarter_of_an_hour_one_can_try_again(account):
    from axes.models import AccessAttempt

    account()
    for _ in range(5):
        sign_in(Client(), "a-clerk", "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert AccessAttempt.objects.count() == 1  # in the database, so for every process
    assert sign_in(Client(), "a-clerk", PASSWORD).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert sign_in(Client(), "a-clerk", PASSWORD).status_code == 302


def test_others_can_sign_in_meanwhile(account):
    account()
    account("another-clerk")
    for _ in range(5):
        sign_in(Client(), "a-clerk", "wrong")
    assert sign_in(Client(), "another-clerk", PASSWORD).status_code == 302


def test_refusing_a_password_prints_nothing(account, caplog, capfd):
    account()
    for _ in range(6):
        sign_in(Client(), "a-clerk", "wrong")
    assert [r for r in caplog.records if r.name.startswith("axes")] == []
    assert capfd.readouterr().err == ""


def test_demonstration_accounts_are_refused_in_production(account, settings, rf):
    user = account(is_demonstration=True)
    client = Client()
    settings.DEBUG = True
    assert sign_in(client, "a-clerk", PASSWORD).status_code == 302
    settings.DEBUG = False
    assert client.get(reverse("password_change")).status_code == 302, "a session from before"
    assert authenticate(rf.post("/login/"), username=user.username, password=PASSWORD) is None


def test_demonstration_accounts_are_not_made_in_production(loaded):
    with pytest.raises(CommandError, match="YOTPLAN_DEBUG=1"):
        call_command("demo_accounts")
    assert not User.objects.filter(is_demonstration=True).exists()


@pytest.fixture
def own_machine(settings, tmp_path, monkeypatch):
    from plans.management.commands import demo_accounts

    settings.DEBUG = True
    monkeypatch.setattr(demo_accounts, "KEPT_IN", tmp_path / "demo-accounts.json")
    return tmp_path / "demo-accounts.json"


def test_demonstration_accounts_are_one_of_each_position(loaded, own_machine, capsys):
    call_command("demo_accounts", address="http://127.0.0.1:8123/")
    first = capsys.readouterr().out
    accounts = User.objects.filter(is_demonstration=True)
    assert {a.position for a in accounts} == {p.value for p in Position}
    assert own_machine.stat().st_mode & 0o777 == 0o600
    assert "http://127.0.0.1:8123/" in first
    assert [r.name for r in roles_of(accounts.get(username="owner"), as_at=timezone.localdate())]
    call_command("demo_accounts", address="http://127.0.0.1:8123/")
    assert capsys.readouterr().out == first, "the same passwords at each start"


def test_demonstration_accounts_open_again_at_each_start(loaded, own_machine, capsys):
    call_command("demo_accounts")
    User.objects.filter(username="manager").update(password="", is_active=False)
    call_command("demo_accounts")
    line = next(x for x in capsys.readouterr().out.splitlines() if x.startswith("YOT manager"))
    assert sign_in(Client(), "manager", line.split()[-1]).status_code == 302


# What somebody gets when something is wrong


def test_health_needs_neither_session_nor_https(db, settings, django_assert_num_queries):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    with django_assert_num_queries(1):
        response = Client().get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert response.cookies == {}


def test_health_says_when_the_database_does_not_answer(db, monkeypatch):
    def broken():
        raise DatabaseError

    with monkeypatch.context() as patched:
        patched.setattr("plans.views_site.connection.cursor", broken)
        assert Client().get("/healthz").status_code == 503


@pytest.mark.parametrize("debug", [True, False])
def test_an_unknown_address_gets_a_page(client_of, settings, debug):
    settings.DEBUG = debug
    response = client_of(Position.OWNER).get("/nowhere/")
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


@pytest.mark.parametrize("debug", [True, False])
def test_a_named_error_gets_a_page_with_its_sentence(client_of, settings, debug, monkeypatch):
    def broken(**kwargs):
        raise BadAddress("That day is in the future.")

    settings.DEBUG = debug
    monkeypatch.setattr("plans.views_people.account_lines", broken)
    response = client_of(Position.ADMINISTRATOR).get(reverse("plans:user-list"))
    assert response.status_code == 400
    assert "That day is in the future." in response.content.decode()


def test_a_form_that_is_out_of_date_gets_a_page(client_of):
    client = client_of(Position.ADMINISTRATOR)
    client.handler.enforce_csrf_checks = True
    response = client.post(reverse("plans:user-add"), {"username": "a-clerk"})
    assert response.status_code == 403
    assert "That form is out of date" in response.content.decode()


def test_every_page_has_a_strict_policy(db):
    policy = Client().get(reverse("login"))["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


# Accounts and roles


def send(client: Client, name: str, /, *args, **data):
    return client.post(reverse(name, args=args), data)


@pytest.fixture
def keeper(client_of) -> Client:
    return client_of(Position.ADMINISTRATOR)


def test_an_administrator_adds_an_account_that_can_sign_in(keeper, loaded):
    role = loaded.service.roles.first()
    facts = {"username": "a-clerk", "job_title": "Clerk", "position": "owner", "is_active": "on"}
    response = send(keeper, "plans:user-add", **facts, roles=[role.pk], password=PASSWORD)
    assert response.status_code == 302
    assert sign_in(Client(), "a-clerk", PASSWORD).status_code == 302
    holding = RoleHolder.objects.get(user__username="a-clerk")
    assert (holding.role, holding.until_on, holding.recorded_by.position) == (
        role,
        None,
        "administrator",
    )
    assert "a-clerk" in keeper.get(reverse("plans:user-list")).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("username", "", "Enter a sign-in name."),
        ("username", "two words", "letters, digits and"),
        ("username", "A-ADMINISTRATOR", "Another account has the sign-in name"),
        ("position", "caliph", "Select a valid choice"),
        ("password", "short", "at least 12 characters"),
        ("password", "1q2w3e4r5t6y", "too common"),
    ],
)
def test_what_is_wrong_with_an_account_is_said_and_what_was_typed_stays(
    keeper, field, value, sentence
):
    facts = {"username": "a-clerk", "job_title": "Clerk to the board", "position": "owner"}
    response = send(keeper, "plans:user-add", **facts | {"password": "short"} | {field: value})
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "Clerk to the board" in page
    assert User.objects.filter(job_title="Clerk to the board").count() == 0


def test_changing_an_account_keeps_its_password_unless_another_is_given(keeper, account):
    user = account()
    facts = {"username": "a-secretary", "position": "manager", "is_active": "on"}
    assert send(keeper, "plans:user-change", user.pk, **facts).status_code == 302
    assert sign_in(Client(), "a-secretary", PASSWORD).status_code == 302
    send(keeper, "plans:user-change", user.pk, **facts, password="autumn-lamp-orchard")
    assert sign_in(Client(), "a-secretary", "autumn-lamp-orchard").status_code == 302


@pytest.mark.parametrize("change", [{"is_active": ""}, {"position": "manager"}])
def test_an_administrator_cannot_lock_themselves_out(keeper, administrator, change):
    facts = {"username": administrator.username, "position": "administrator", "is_active": "on"}
    response = send(keeper, "plans:user-change", administrator.pk, **facts | change)
    assert response.status_code == 422
    assert "You cannot close your own account" in response.content.decode()
    administrator.refresh_from_db()
    assert (administrator.is_active, administrator.position) == (True, "administrator")


def test_an_administrator_can_change_their_own_password_and_stays(keeper, administrator):
    facts = {"username": administrator.username, "position": "administrator", "is_active": "on"}
    send(keeper, "plans:user-change", administrator.pk, **facts, password=PASSWORD)
    assert keeper.get(reverse("plans:user-list")).status_code == 200


def test_only_administrators_are_obeyed(manager):
    with pytest.raises(NotAllowed):
        people.add_user(username="x", position="owner", password=PASSWORD, by=manager, at=AT)


def test_the_loaders_account_is_nobodys(keeper, loaded):
    loader = User.objects.get(username="demonstration-loader")
    assert keeper.get(reverse("plans:user-change", args=[loader.pk])).status_code == 404


def test_a_role_given_up_stays_on_record(account, administrator, loaded):
    user, role = account(), loaded.service.roles.first()
    people.hold_roles(user, [role], by=administrator, at=AT)
    people.hold_roles(user, [], by=administrator, at=AT + timedelta(days=30))
    holding = user.holdings.get()
    assert (holding.from_on, holding.until_on) == (AT.date(), AT.date() + timedelta(days=30))
    assert roles_of(user, as_at=AT.date()) == [role]
    assert roles_of(user, as_at=holding.until_on) == []


def test_a_role_given_up_and_taken_back_in_a_day_was_held_throughout(
    account, administrator, loaded
):
    user, role = account(), loaded.service.roles.first()
    people.hold_roles(user, [role], by=administrator, at=AT)
    for roles in ([], [role]):
        people.hold_roles(user, roles, by=administrator, at=AT + timedelta(days=30))
    assert user.holdings.get().until_on is None


def test_a_role_held_for_no_day_leaves_nothing(account, administrator, loaded):
    user, role = account(), loaded.service.roles.first()
    people.hold_roles(user, [role], by=administrator, at=AT)
    people.hold_roles(user, [], by=administrator, at=AT)
    assert not user.holdings.exists()


def test_a_role_is_added_and_changed_with_its_other_names(keeper, loaded):
    names = {"name": "Chief Clerk", "aliases": "Clerk in chief\n\nHead clerk"}
    send(keeper, "plans:role-add", service=loaded.service.pk, **names)
    role = loaded.service.roles.get(name="Chief Clerk")
    assert {a.name for a in role.aliases.all()} == {"Clerk in chief", "Head clerk"}
    send(keeper, "plans:role-change", role.pk, name="Head Clerk", aliases="Chief Clerk")
    role.refresh_from_db()
    assert (role.name, [a.name for a in role.aliases.all()]) == ("Head Clerk", ["Chief Clerk"])


@pytest.mark.parametrize("field", ["name", "aliases"])
def test_a_name_belongs_to_one_role(keeper, loaded, field):
    taken = loaded.service.roles.first().name.upper()
    data = {"service": loaded.service.pk, "name": "Chief Clerk", "aliases": ""} | {field: taken}
    response = send(keeper, "plans:role-add", **data)
    assert response.status_code == 422
    assert "is already a name of the role" in response.content.decode()
    assert not loaded.service.roles.filter(name="Chief Clerk").exists()


def test_an_account_or_role_that_is_not_there_gets_a_page(keeper):
    for name in ("plans:user-change", "plans:role-change"):
        response = keeper.get(reverse(name, args=[987654]))
        assert response.status_code == 404
        assert "There is no such" in response.content.decode()


def test_the_first_administrator_comes_from_the_command_line(db, capsys):
    call_command("add_administrator", "a-keeper")
    password = capsys.readouterr().out.splitlines()[0].split()[-1]
    assert sign_in(Client(), "a-keeper", password).status_code == 302
    with pytest.raises(CommandError, match="Another account"):
        call_command("add_administrator", "a-keeper")


# Crafted addresses and forms

READ_ONLY = [
    *("/", "/plans/", "/plans/2014-improvement/", "/plans/2014-improvement/pack/", "/packs/"),
    *("/inspections/", "/inspections/2014-full-joint-inspection/", "/sources/", "/words/"),
    *("/inspections/2014-full-joint-inspection/recommendations/1/", "/actions/1/"),
]


@pytest.mark.parametrize("url", READ_ONLY)
def test_pages_that_only_read_take_nothing(loaded, client_of, url):
    response = client_of(Position.MANAGER).post(url, {"a": "b"})
    assert response.status_code == 405
    assert "takes only what a form of yotplan sends" in response.content.decode()


@pytest.mark.parametrize("service", ["nope", "%00", "a%00b", "9" * 5000])
def test_an_unknown_service_is_not_there(loaded, client_of, service):
    response = client_of(Position.MANAGER).get(f"/?service={service}")
    assert response.status_code == 404
    assert "There is no such service" in response.content.decode()


def test_a_known_service_is_shown(loaded, client_of):
    assert client_of(Position.MANAGER).get("/?service=portsmouth-yot").status_code == 200


@pytest.mark.parametrize("number", ["%00", "1%00", "a%20b", "99"])
def test_a_recommendation_that_cannot_be_is_not_there(loaded, client_of, number):
    url = f"/inspections/2014-full-joint-inspection/recommendations/{number}/"
    assert client_of(Position.MANAGER).get(url).status_code == 404


@pytest.mark.parametrize("is_checked", [True, False])
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded; charset=utf-16", "multipart/form-data"]
)
@pytest.mark.parametrize("url", ["/actions/1/update/", "/login/"])
def test_a_form_that_cannot_be_read_gets_a_page(loaded, user_of, url, kind, is_checked):
    client = Client(enforce_csrf_checks=is_checked)
    client.force_login(user_of(Position.MANAGER), backend=BACKEND)
    response = client.post(url, b"a=b", content_type=kind)
    assert response.status_code == 400
    assert "What was sent cannot be taken" in response.content.decode()
