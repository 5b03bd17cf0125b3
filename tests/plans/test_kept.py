"""What is kept of a page is made anew by every release, since its words may be others."""

import hashlib

from indicators.models import Indicator
from indicators.services.readings import add_reading
from plans.models import Action
from plans.selectors.kept import _release, kept
from plans.services.statements import record_update
from tests.conftest import AT


def test_the_mark_of_a_release_is_made_of_its_sources():
    assert _release() != hashlib.sha256(b"").hexdigest()


def made(name: str, value: int, *, of: tuple[str, ...] = ()) -> int:
    """What is given where the value would be made anew as this one."""
    return kept(name, ("asked",), lambda: value, of=of)


def test_what_was_made_is_given_again_until_anything_is_written(loaded, manager):
    assert made("x", 1) == 1
    assert made("x", 2) == 1
    record_update(Action.objects.get(plan=loaded, ref="5.3"), by=manager, at=AT, rating="Green")
    assert made("x", 3) == 3


def test_a_write_of_another_table_changes_nothing_of_what_reads_few(loaded, manager):
    of = ("indicators.reading",)
    assert made("x", 1, of=of) == 1
    record_update(Action.objects.get(plan=loaded, ref="5.3"), by=manager, at=AT, rating="Green")
    assert made("x", 2, of=of) == 1


def test_a_write_of_one_of_its_tables_lets_go_of_it(loaded, manager):
    of = ("indicators.reading", "indicators.note")
    assert made("x", 1, of=of) == 1
    add_reading(
        Indicator.objects.get(ref="custody-rate"), by=manager, at=AT, period="x", published="1"
    )
    assert made("x", 2, of=of) == 2


def test_another_question_is_another_answer(loaded):
    assert kept("x", (1,), lambda: 1) == 1
    assert kept("x", (2,), lambda: 2) == 2
    assert kept("y", (1,), lambda: 3) == 3


def test_nothing_is_kept_as_well(loaded):
    """None is an answer: a page that is not there is not looked for again."""
    assert kept("x", (), lambda: None) is None
    assert kept("x", (), lambda: 1) is None
