"""The words of a date that nobody released: no pack for the public prints them, in any place of it."""

from datetime import date

import pytest

from plans.models import DueDate, Meeting
from reports.compiling import compile_document
from reports.models import Release
from reports.released import fingerprint
from reports.rules.packs import Audience, Kind
from tests.conftest import AT
from tests.reports.gathering import material_of
from tests.reports.public_secrets import all_words

pytestmark = pytest.mark.django_db
ON = date(2015, 7, 1)


def said(plan, kind: Kind) -> str:
    material = material_of(plan, ON, kind, audience=Audience.PUBLIC)
    return all_words(compile_document(material), material.pack)


def hide(row, plan, by) -> None:
    """The words of the row's date, marked confidential."""
    Release.objects.create(
        service=plan.service,
        model=row._meta.label_lower,
        object_id=row.pk,
        field="as_written",
        fingerprint=fingerprint(row.as_written),
        is_released=False,
        recorded_by=by,
        recorded_at=AT,
    )


def test_the_words_of_a_due_date_without_a_day_are_not_in_it(loaded, panel_officer):
    rows = DueDate.objects.filter(action__plan=loaded, due_on=None).exclude(as_written="")
    assert "Achieved" in {row.as_written for row in rows}
    assert "not known (“achieved”)" in said(loaded, Kind.PLAN).lower()
    for row in rows:
        hide(row, loaded, panel_officer)
    assert "not known (“achieved”)" not in said(loaded, Kind.PLAN).lower()


def test_the_words_of_the_date_of_the_board_before_are_not_in_it(loaded, panel_officer):
    assert "only “april 2015”" in said(loaded, Kind.BOARD).lower()
    for meeting in Meeting.objects.filter(board=loaded.board):
        hide(meeting, loaded, panel_officer)
    words = said(loaded, Kind.BOARD).lower()
    assert "only “april 2015”" not in words
    assert "the day of that board is not known: it is counted from" in words
