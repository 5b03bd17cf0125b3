"""The live fields: each says what the tables of the same day and audience say."""

from copy import copy
from datetime import date
from decimal import Decimal

import pytest

from indicators.rules.disclosure import Held, HeldFigure
from reports.blocks import HELD_BACK, plain
from reports.material import Asked, Material
from reports.models import Review
from reports.narrative.checking import problems_in
from reports.narrative.fields import Fields, choices
from reports.narrative.live import NoSuchField
from reports.narrative.markdown import inline_of
from reports.rules.packs import Audience, Kind
from tests.reports.scrutinies import Written

DAY = date(2015, 4, 23)
AFTER = date(2015, 6, 16)


def of(loaded, on: date = AFTER, **asked) -> Material:
    review = asked.pop("review", None) or Review.objects.get(ref="2015-improvement-plan")
    return Material(Asked(Kind.SCRUTINY, loaded, on, review=review, **asked))


_kept: dict[str, Fields] = {}


@pytest.fixture
def fields(loaded) -> Fields:
    """Those of the 2015 report, read once for all tests: plain values."""
    if not _kept:
        _kept["2015"] = of(loaded).fields
    return _kept["2015"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plan.2014-improvement.actions", "104"),
        ("plan.2014-improvement.objectives", "10"),
        ("plan.2014-improvement.outstanding", "11"),
        ("plan.2014-improvement.complete", "93"),
        ("plan.2014-improvement.under-way", "11"),
        ("plan.2014-improvement.endorsed", "0"),
        ("plan.2014-improvement.stale", "0"),
        ("plan.2014-improvement.rating.Green", "93"),
        ("plan.2014-improvement.rating.Green.stated", "28"),
        ("plan.2014-improvement.rating.Green.inferred", "65"),
        ("plan.2014-improvement.rating.Amber", "11"),
        ("plan.2014-improvement.part.A.actions", "28"),
        ("plan.2014-improvement.part.B.outstanding", "9"),
        ("plan.2014-improvement.objective.5.actions", "17"),
        ("indicator.custody-rate.reading.q1-13-14.value", "1.50"),
        ("indicator.custody-rate.reading.q1-13-14.numerator", "26"),
        ("indicator.custody-rate.latest.value", "0.47"),
        ("indicator.custody-rate.latest.period", "Quarter 3"),
        ("indicator.reoffending-binary.reading.q2-14-15.value", "44.4%"),
        ("indicator.reoffending-binary.reading.q2-14-15.numerator", "123"),
        ("indicator.reoffending-binary.reading.q2-14-15.denominator", "277"),
        ("indicator.reoffending-binary.latest.interval", "38.7 to 50.3"),
        ("indicator.reoffending-binary.latest.rank", "not known"),
        ("table.2015-figure-3.q1-13-14.cohort-size", "350"),
        ("table.2015-questionnaire.service-very-good.share", "67%"),
        ("review.2015-improvement-plan.objectives", "5"),
        ("review.2015-improvement-plan.meetings", "5"),
        ("review.2015-improvement-plan.evidence-meetings", "3"),
        ("review.2015-improvement-plan.conclusions", "5"),
        ("review.2015-improvement-plan.recommendations", "6"),
        ("review.2015-improvement-plan.published", "16 June 2015"),
    ],
)
def test_a_field_says_what_is_known_on_the_day(fields, name, text):
    assert fields.value(name).text == text


def test_the_custody_field_of_another_series_has_the_series_in_its_name(fields):
    found = [
        value.text
        for name, value in fields.named("indicator", "custody-rate").items()
        if ".national" in name and name.endswith(".value")
    ]
    assert found == ["0.52"]


def test_values_keep_the_decimals_of_the_source(fields):
    found = fields.value("indicator.custody-rate.reading.q1-13-14.value")
    assert (found.text, found.value) == ("1.50", Decimal("1.5"))


def test_a_field_is_as_at_the_packs_day(loaded):
    assert of(loaded, DAY).fields.value("plan.2014-improvement.outstanding").text == "11"
    before = of(loaded, date(2015, 4, 22)).fields
    assert before.value("plan.2014-improvement.part.B.unrated").text == "76"
    assert before.value("plan.2014-improvement.part.B.outstanding").text == "76"


def test_capitals_and_spaces_of_a_name_do_not_matter(fields):
    assert fields.value("  plan.2014-improvement.rating.green ").text == "93"


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("plan.2014-improvement.outstandin", "plan.2014-improvement.outstanding"),
        ("plan.2014-improvment.outstanding", "plan.2014-improvement.outstanding"),
        ("plans.2014-improvement.outstanding", "plan.2014-improvement.outstanding"),
        ("indicator.custody-rate.reading.q1-13-15.value", "q1-13-14"),
        ("table.2015-figure-3.q1.cohort-size", "table.2015-figure-3"),
        ("see.glosary", "see.glossary"),
    ],
)
def test_a_name_that_names_nothing_is_told_the_nearest(fields, name, nearest):
    with pytest.raises(NoSuchField) as unknown:
        fields.value(name)
    assert nearest in str(unknown.value)


@pytest.mark.parametrize(
    "name", ["", "x", "plan", "plan.", ".", "see.", "plan..x", "a" * 500, "{}"]
)
def test_any_other_name_is_refused_alike(fields, name):
    with pytest.raises(NoSuchField):
        fields.value(name)


def test_the_plan_of_another_service_names_nothing(fields):
    with pytest.raises(NoSuchField):
        fields.value("plan.example-plan.actions")


def test_a_plan_that_has_not_begun_says_when_it_does(loaded):
    early = of(loaded, date(2013, 12, 31))
    with pytest.raises(NoSuchField, match="begins on 1 January 2014"):
        early.fields.value("plan.2014-improvement.actions")


def test_the_numbers_of_another_plan_of_the_service_can_be_quoted(loaded):
    other = copy(loaded)
    other.pk, other.ref, other.title = None, "next", "The next plan"
    other.save(force_insert=True)
    fields = of(loaded).fields
    assert fields.value("plan.next.actions").text == "0"
    assert fields.value("plan.2014-improvement.actions").text == "104"


def test_a_place_is_named_by_its_section(fields):
    span = fields.value("see.implications").span
    assert (span.text, span.link, span.page_of) == ("section 11", "#implications", "implications")
    assert fields.value("see.glossary").span.text == "appendix 2"


def test_a_figure_is_named_once_the_pack_is_numbered(fields):
    span = fields.value("see.figure-custody-rate").span
    assert (span.text, span.link) == ("", "#figure-custody-rate")


# ---------- the public ----------


def hidden(loaded, **readings) -> Material:
    """A public pack in which the readings of some periods of custody are held back."""
    from indicators.models import Reading

    material = of(loaded, audience=Audience.PUBLIC)
    ids = Reading.objects.filter(indicator__ref="custody-rate", **readings).values_list(
        "pk", flat=True
    )
    why = HeldFigure("A figure", "small", "It is small.")
    material.__dict__["held"] = Held(readings=dict.fromkeys(ids, why))
    return material


def test_a_held_reading_is_held_back_in_every_field(loaded):
    fields = hidden(loaded, period="Q1 14/15").fields
    for figure in ("value", "numerator"):
        found = fields.value(f"indicator.custody-rate.reading.q1-14-15.{figure}")
        assert (found.text, found.value, found.is_held_back) == (HELD_BACK, None, True)
    assert fields.value("indicator.custody-rate.reading.q1-13-14.numerator").text == "26"


def test_a_table_shows_the_same_reading_held_back(loaded):
    fields = hidden(loaded, period="Q1 14/15").fields
    name = "table.2015-figure-4.q1-14-15.number-of-custodial-sentences"
    found = fields.value(name)
    assert (found.text, found.value, found.is_held_back) == (HELD_BACK, None, True)


def test_a_sentence_with_a_held_figure_never_had_it(loaded):
    text = "There were {{ indicator.custody-rate.reading.q1-14-15.numerator }} sentences."
    said = inline_of(text, hidden(loaded, period="Q1 14/15").fields)
    assert plain(said) == "There were [c] sentences."


def test_questions_are_not_counted_for_the_public(loaded):
    fields = of(loaded, audience=Audience.PUBLIC).fields
    assert fields.value("plan.2014-improvement.questions").is_held_back


def test_a_confidential_review_is_not_quoted_to_the_public(loaded, panel_officer):
    Written(loaded, panel_officer, is_confidential=True)
    assert of(loaded).fields.value("review.a-review.meetings").text == "0"
    with pytest.raises(NoSuchField):
        of(loaded, audience=Audience.PUBLIC).fields.value("review.a-review.meetings")


# ---------- the picker, and what is wrong with texts ----------


def test_the_picker_has_every_field_with_what_it_says_now(loaded):
    material = of(loaded)
    groups = choices(material)
    assert groups[0].title == "The plan “Post-inspection improvement plan 2014”"
    every = [choice for group in groups for choice in group.choices]
    assert len({choice.name for choice in every}) == len(every)
    assert all(choice.says for choice in every)
    for choice in every[::17]:
        assert material.fields.value(choice.name).text == choice.text


def test_every_live_field_of_the_demonstrations_reviews_names_something(loaded):
    from plans.models import Plan

    for review in Review.objects.filter(ref__in=["2015-improvement-plan", "example-review"]):
        plan = Plan.objects.get(pk=review.plan_id)
        found = problems_in(Material(Asked(Kind.SCRUTINY, plan, date(2026, 11, 20), review=review)))
        assert [(p.place.where, p.problem.text) for p in found] == []


def test_a_problem_of_a_text_says_in_which_it_is(loaded, panel_officer):
    w = Written(loaded, panel_officer)
    w.evidence("One.\n\n<script>x</script>", w.objective(1))
    (found,) = problems_in(of(loaded, review=w.review))
    assert (found.place.where, found.place.part) == ("paragraph 3.1", "evidence")
    assert (found.problem.code, found.problem.line) == ("html", 3)
