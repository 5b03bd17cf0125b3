"""Texts for the public: who releases them, that a change takes it back, and what the page lists."""

import pytest

from plans.models import Action
from plans.rules.access import Position
from plans.services.errors import NotAllowed, Refused
from plans.services.statements import record_update
from reports.models import Release
from reports.released import fingerprint, releases_of
from reports.rules.releasing import RELEASABLE, Stand
from reports.selectors.releases import release_page, stand_of
from reports.services.releases import say_of_texts
from tests.conftest import AT

TYPED = "The boy of 14 went to his aunt."
UPDATE = "plans.update"


@pytest.fixture
def typed(loaded, manager):
    """An update that the manager typed."""
    action = Action.objects.get(plan=loaded, ref="5.3")
    return record_update(action, by=manager, at=AT, comment=TYPED)


def key_of(row, text: str) -> str:
    return f"{UPDATE}:{row.pk}:comment:{fingerprint(text)}"


def stands(row, text: str, *, is_published: bool = False) -> Stand:
    releases = releases_of(row.action.plan.service, is_public=True)
    return stand_of(releases, UPDATE, row.pk, "comment", text, is_published=is_published)


def test_what_is_typed_waits(typed):
    assert stands(typed, TYPED) is Stand.WAITING


def test_what_a_published_document_says_is_public(typed):
    assert stands(typed, TYPED, is_published=True) is Stand.PUBLISHED


def test_a_released_text_is_public_as_it_stands_and_not_when_it_changes(typed, panel_officer):
    service = typed.action.plan.service
    say_of_texts(service, [key_of(typed, TYPED)], is_released=True, by=panel_officer, at=AT)
    assert stands(typed, TYPED) is Stand.RELEASED
    assert stands(typed, TYPED + " ") is Stand.WAITING


def test_the_last_word_counts_and_confidential_beats_a_published_document(typed, manager):
    service = typed.action.plan.service
    for is_released in (True, False):
        say_of_texts(service, [key_of(typed, TYPED)], is_released=is_released, by=manager, at=AT)
    assert stands(typed, TYPED) is Stand.CONFIDENTIAL
    assert stands(typed, TYPED, is_published=True) is Stand.CONFIDENTIAL


def test_inside_everything_is_allowed(typed):
    releases = releases_of(typed.action.plan.service, is_public=False)
    assert releases.allows(UPDATE, typed.pk, "comment", TYPED, is_published=False)


@pytest.mark.parametrize("position", sorted(set(Position) - {"manager", "panel-officer"}))
def test_nobody_else_releases(position, typed, user_of):
    with pytest.raises(NotAllowed):
        say_of_texts(
            typed.action.plan.service,
            [key_of(typed, TYPED)],
            is_released=True,
            by=user_of(position),
            at=AT,
        )


@pytest.mark.parametrize(
    "spoil",
    [
        lambda row: [],
        lambda row: [key_of(row, TYPED + "x")],
        lambda row: [key_of(row, TYPED), "plans.user:1:password:x"],
        lambda row: [key_of(row, TYPED), "plans.update:99999999:comment:x"],
        lambda row: ["nonsense"],
        lambda row: [key_of(row, TYPED).replace("comment", "action_id")],
    ],
)
def test_what_cannot_be_released_releases_nothing(spoil, typed, manager):
    with pytest.raises(Refused):
        say_of_texts(typed.action.plan.service, spoil(typed), is_released=True, by=manager, at=AT)
    assert not Release.objects.exists()


def test_the_page_lists_what_waits_and_releases_it(typed, client_of):
    client = client_of(Position.MANAGER)
    address = f"/packs/texts/{typed.action.plan.service.ref}/"
    page = client.get(address).context_data["page"]
    assert [line.text for line in page.lines if line.key.startswith(UPDATE)] == [TYPED]
    key = next(line.key for line in page.lines if line.text == TYPED)
    assert client.post(address, {"text": [key], "go": "release"}).status_code == 302
    released = client.get(address + "?stand=released").context_data["page"]
    assert [line.text for line in released.lines] == [TYPED]


def test_the_page_says_what_is_wrong_and_keeps_what_was_chosen(typed, client_of):
    client = client_of(Position.PANEL_OFFICER)
    address = f"/packs/texts/{typed.action.plan.service.ref}/"
    response = client.post(address, {"text": [key_of(typed, "other")], "go": "release"})
    assert response.status_code == 400
    assert "changed, or went" in response.content.decode()


def test_every_text_of_every_table_named_is_there(loaded):
    for stand in Stand:
        assert release_page(loaded.service, stand=stand.value).asked == stand


def test_each_table_that_can_be_released_has_its_fields():
    from django.apps import apps

    for label, own in RELEASABLE.items():
        columns = {field.name for field in apps.get_model(label)._meta.fields}
        assert set(own.fields) <= columns
