"""Everything that was said up to a day, in its order."""

from datetime import date

from plans.selectors.updates import plan_updates


def test_they_stand_in_plan_order_and_in_the_order_of_their_day(loaded, as_at):
    lines = [u for u in plan_updates(loaded, as_at=as_at) if u.ref == "9.5"]
    assert [(u.effective_on, u.rating, u.basis) for u in lines] == [
        (date(2015, 4, 23), "Green", "inferred"),
        (date(2015, 4, 23), "Amber", "inferred"),
    ]
    assert lines[0].position < lines[1].position


def test_none_is_dated_after_the_day(loaded):
    lines = plan_updates(loaded, as_at=date(2015, 3, 31))
    assert {u.ref.split(".")[0] for u in lines} == {"1", "2", "3", "4"}
    assert max(u.effective_on for u in lines) == date(2015, 3, 31)


def test_what_was_not_yet_known_is_left_out(loaded, as_at):
    assert plan_updates(loaded, as_at=as_at, known_on=date(2015, 6, 15)) == ()


def test_what_updates_refer_to_is_read_once(loaded, as_at, django_assert_num_queries):
    with django_assert_num_queries(5):
        plan_updates(loaded, as_at=as_at)
