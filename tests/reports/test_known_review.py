"""What is known of the review of 2015, read by hand from the agenda pack of 16 June 2015.

Each fact has its place in sources/2015-scrutiny-pack.txt. Where the pack contradicts itself both
statements are here, each with its place.
"""

import re
from datetime import date

import pytest

from indicators.models import TableCell
from plans.models import Plan
from reports.material import Asked, Material
from reports.models import Evidence, Exhibit, PanelMeeting, Review
from reports.rules.packs import Kind

PUBLISHED = date(2015, 6, 16)  # title page
FIELD = re.compile(r"{{ *(.+?) *}}")
# the paragraphs of each section of the report, 2 to 7
SECTIONS = {None: 6, 1: 11, 2: 15, 3: 8, 4: 8, 5: 8}


@pytest.fixture
def review(loaded) -> Review:
    return Review.objects.get(ref="2015-improvement-plan")


@pytest.fixture
def invented(loaded) -> Review:
    return Review.objects.get(ref="example-review")


def material(review: Review, as_at: date = PUBLISHED) -> Material:
    return Material(Asked(kind=Kind.SCRUTINY, plan=review.plan, as_at=as_at, review=review))


def texts_of(review: Review) -> list[str]:
    return [
        *(n.text for n in review.narratives.all()),
        *(o.summary for o in review.objectives.all()),
        *(e.text for e in review.evidence.all()),
        *(c.text for c in review.conclusions.all()),
        *(r.text for r in review.recommendations.all()),
    ]


def paragraph(review: Review, number: str) -> Evidence:
    return review.evidence.get(number_as_printed=number)


def said(review: Review, number: str) -> str:
    """A paragraph with its live fields filled in, as at the day of publication."""
    fields = material(review).fields
    return FIELD.sub(lambda m: fields.value(m[1]).text, paragraph(review, number).text)


# The review itself: title page, preface, paragraphs 2.1 to 2.6


def test_it_was_published_on_16_june_2015_of_the_2014_plan(review):
    assert (review.published_on, review.plan.ref) == (PUBLISHED, "2014-improvement")
    assert review.panel == "Education, Children and Young People Scrutiny Panel"
    assert (review.begins_on, review.received_on) == (date(2015, 2, 2), None)


def test_eight_weeks_by_rule_11a_and_nobody_says_from_which_day(review):
    assert (review.clock_length, review.clock_unit, review.clock_from) == (8, "weeks", "published")
    assert review.clock_rule.startswith("Rule 11(a) of the council’s Policy and Review Procedure")
    assert "does not say from which day" in review.clock_rule
    assert material(review).review.clock.due_on == date(2015, 8, 11)


def test_it_has_every_text_that_the_report_has(review):
    assert {n.kind for n in review.narratives.all()} == {
        *("preface", "purpose", "conclusions", "recommendations"),  # page 1, section 1, pages 5-6
        *("equalities", "law", "finance"),  # sections 8, 9 and 10
    }


def test_it_has_five_objectives_each_with_its_summary(review):
    objectives = list(review.objectives.all())  # paragraph 2.4
    assert [o.number for o in objectives] == [1, 2, 3, 4, 5]
    assert all(o.summary for o in objectives)  # executive summary, 1 to 5


def test_every_numbered_paragraph_from_2_1_to_7_8_is_there(review):
    found = {}
    for e in review.evidence.select_related("objective"):
        found.setdefault(e.objective and e.objective.number, []).append(e.number_as_printed)
    assert found == {
        o: [f"{2 if o is None else o + 2}.{n}" for n in range(1, count + 1)]
        for o, count in SECTIONS.items()
    }


def test_paragraphs_are_numbered_as_they_were_printed(review):
    values = material(review).review
    lines = (*values.background, *(e for o in values.objectives for e in o.evidence))
    assert all(e.number == e.number_as_printed for e in lines)


@pytest.mark.parametrize(
    ("number", "heading"),
    [
        ("3.2", "Reducing first time entrants into the youth justice system"),
        ("3.6", "Reoffending rates"),
        ("3.9", "Reducing custody rates"),
        ("4.4", "Part A of the improvement plan"),
        ("4.6", "Part B of the improvement plan"),
        ("4.12", "Portsmouth Youth Offending Team Manager"),
        ("6.2", "Inclusion Commissioning Manager"),
        ("6.5", "Locality Manager, Solent NHS Trust"),
        ("7.3", "Young people"),
        ("7.5", "Victims"),
        ("7.6", "Parents"),
        ("7.7", "Training"),
        ("7.8", "Results of the 2014/15 Viewpoint questionnaire"),
    ],
)
def test_sub_headings_stand_where_they_stood(review, number, heading):
    assert paragraph(review, number).heading == heading


# Who sat, met and was heard: paragraph 2.3, the notice, the minutes, appendix 1


def test_both_lists_of_members_are_kept(review):
    lists = [(m.place, m.role.partition(" (")[0], m.n_people) for m in review.members.all()]
    report, notice = "Report, paragraph 2.3", "Notice of meeting, 16 June 2015"
    assert lists == [
        (report, "Chair", 1),
        (report, "Member", 5),
        (report, "Standing deputy", 4),
        (notice, "Chair", 1),
        (notice, "Vice-chair", 1),
        (notice, "Member", 4),
        (notice, "Standing deputy", 5),
    ]


CHILDREN = "Partnerships and Commissioning Manager for Children"
CARE = "Head of Children’s Social Care & Safeguarding"


@pytest.mark.parametrize(
    ("day", "kind", "witnesses", "n_documents"),
    [
        ("2 February 2015", "evidence", [CHILDREN, "YOT Manager"], 2),
        (
            "24 February 2015",
            "evidence",
            [CHILDREN, "YOT Manager", "YOT Board Chair", "YOT Board Member", CARE],
            4,
        ),
        (
            "16 March 2015",
            "evidence",
            ["Locality Manager", "Inclusion Commissioning Manager", CHILDREN, "YOT Manager", CARE],
            4,
        ),
        ("2 April", "informal", [], 0),  # minutes of 16 March 2015, item 14
        ("16 June 2015", "sign-off", [], 0),
    ],
)
def test_each_meeting_has_its_witnesses_and_documents(review, day, kind, witnesses, n_documents):
    meeting = review.meetings.get(as_written=day)
    assert meeting.kind == kind
    assert [w.role for w in meeting.witnesses.all()] == witnesses
    assert meeting.documents.count() == n_documents


def test_the_informal_meeting_has_no_year_and_so_no_date(review):
    assert PanelMeeting.objects.get(review=review, kind="informal").held_on is None


@pytest.mark.parametrize(
    ("number", "heard"),
    [
        ("4.4", [(CHILDREN, "16 March 2015")]),  # minutes of 16 March 2015, item 13
        ("5.4", [("YOT Board Chair", "24 February 2015")]),  # appendix 1: that day alone
        ("6.5", [("Locality Manager", "16 March 2015")]),
        (
            "3.9",  # the paragraph does not say at which of the three meetings
            [("YOT Manager", d) for d in ("2 February 2015", "24 February 2015", "16 March 2015")],
        ),
    ],
)
def test_a_paragraph_has_its_witness_at_the_meetings_that_can_be_meant(review, number, heard):
    witnesses = paragraph(review, number).witnesses.order_by("pk")
    assert [(w.role, w.meeting.as_written) for w in witnesses] == heard


# Conclusions, recommendations and what they imply: pages 5, 6, 22 and 23


def test_six_recommendations_rest_on_four_of_five_conclusions(review):
    assert [c.number for c in review.conclusions.all()] == [1, 2, 3, 4, 5]
    assert {
        r.number: [c.number for c in r.conclusions.all()] for r in review.recommendations.all()
    } == {1: [1], 2: [1], 3: [2], 4: [4], 5: [4], 6: [5]}


@pytest.mark.parametrize(
    ("number", "action_by"),
    [
        (1, ["PYOT Board Chair", "Director of Children’s Social Care", "PYOT Manager"]),
        (2, ["PYOT Board Chair", "Director of Children’s Social Care", "PYOT Manager"]),
        (
            3,
            [
                "PYOT Board Chair",
                "Director of Children’s Social Care",
                "PYOT Manager",
                "Director of Regulatory Services, Community Safety & Troubled Families",
            ],
        ),
        (4, ["Inclusion Commissioning Manager", "PYOT Manager"]),
        (5, ["Inclusion Commissioning Manager", "Deputy Head of Integrated Commissioning"]),
        (6, ["PYOT Manager"]),
    ],
)
def test_the_implications_table_says_who_acts(review, number, action_by):
    recommendation = review.recommendations.get(number=number)
    assert recommendation.action_by.splitlines() == action_by
    assert recommendation.implications_place == f"Report, section 11, recommendation {number}"


@pytest.mark.parametrize(
    ("number", "n_policies", "n_resources"),
    [(1, 1, 1), (2, 1, 2), (3, 3, 2), (4, 1, 2), (5, 1, 1), (6, 3, 1)],
)
def test_the_implications_table_says_by_which_policy_and_at_what_cost(
    review, number, n_policies, n_resources
):
    recommendation = review.recommendations.get(number=number)
    assert len(recommendation.policy_framework.splitlines()) == n_policies
    assert len(recommendation.resource_implications.splitlines()) == n_resources


def test_the_glossary_has_four_terms_and_no_more(review):
    assert dict(review.terms.values_list("short", "meaning")) == {  # appendix 2
        "CAMHS": "Child and Adolescent Mental Health Service",
        "HMIP": "Her Majesty’s Inspectorate of Probation",
        "PYOT": "Portsmouth Youth Offending Team",
        "YJB": "Youth Justice Board",
    }


def test_nothing_is_known_of_an_answer(review):
    assert not any(r.responses.exists() for r in review.recommendations.all())


# Figures, tables and live fields


def test_every_figure_and_list_of_the_report_is_shown(review):
    shown = [
        (
            x.evidence.number_as_printed,
            x.label_as_printed,
            str(
                (x.indicator and x.indicator.ref)
                or (x.table and x.table.ref)
                or x.outstanding_of.ref
            ),
        )
        for x in Exhibit.objects.filter(evidence__review=review).order_by("pk")
    ]
    assert shown == [
        ("3.5", "Fig 1", "2015-figure-1"),
        ("3.5", "Fig 2", "2015-figure-2"),
        ("3.6", "Fig 3", "reoffending-binary"),
        ("3.6", "Fig 3", "2015-figure-3"),
        ("3.9", "Fig 4", "custody-rate"),
        ("3.9", "Fig 4", "2015-figure-4"),
        ("4.7", "", "2014-improvement"),
        ("7.8", "", "2015-questionnaire"),
    ]


@pytest.mark.parametrize("as_at", [PUBLISHED, date(2026, 11, 20)])
def test_every_live_field_names_something_whenever_it_is_asked(review, as_at):
    fields = material(review, as_at).fields
    names = [name for text in texts_of(review) for name in FIELD.findall(text)]
    assert len(names) == 53
    assert all(fields.value(name).text or fields.value(name).anchor for name in names)


@pytest.mark.parametrize(
    ("number", "figures"),
    [
        ("3.1", ["last three years", "place in the top three"]),
        ("3.6", ["fell to 1.74", "rate of 23.5%", "Portsmouth 13.1%", "0.78%", "0.46%"]),
        ("3.10", ["last 18 months", "decrease: 0.47 per 1,000"]),
        ("3.11", ["last 12 rolling", "no young people were remanded", "the number was one."]),
        ("4.1", ["under five key headings", "out of four, the highest"]),
        ("4.7", ["As of 23 April 2015", "Part B, 9 in all"]),
        ("5.7", ["first time in three years"]),
        ("5.8", ["July 8.8% of days", "only 1%"]),
        ("6.2", ["after three attempts", "1 April 2015"]),
        ("6.4", ["75-85% of the cohort", "aged 10-14"]),
        ("6.7", ["from 23% to 8%"]),
        ("7.1", ["70% are male and 30% female", "14 is the most common", "significant at 80%"]),
        ("7.4", ["60% of young people"]),
        ("7.8", ["49 responses", "67% of respondents", "26% that it was good"]),
    ],
)
def test_paragraphs_say_their_figures(review, number, figures):
    text = said(review, number)
    assert [f for f in figures if f not in text] == []


def test_every_share_of_the_questionnaire_is_quoted_from_its_table(review):
    names = FIELD.findall(paragraph(review, "7.8").text)
    quoted = {name for name in names if name.startswith("table.2015-questionnaire.")}
    assert len(quoted) == TableCell.objects.filter(row__table__ref="2015-questionnaire").count()
    assert len(quoted) == 18  # paragraph 7.8, points 1 to 14


def test_the_nine_actions_outstanding_are_those_of_the_report(review):
    listed = [paragraph(review, f"4.{n}").text for n in range(7, 12)]
    refs = re.findall(r"^- \*\*(\d+\.\d+)\*\*", "\n".join(listed), re.MULTILINE)
    assert refs == ["5.3", "5.11", "5.14", "6.3", "6.5", "6.10", "8.6", "9.5", "10.7"]


# Where the report contradicts itself or the plan: nothing is mended


def test_three_formal_meetings_are_said_and_four_are_listed(review):
    assert "met formally on three occasions" in paragraph(review, "2.5").text
    assert review.meetings.exclude(kind="informal").count() == 4  # appendix 1


def test_all_of_part_a_is_said_to_be_complete_and_two_actions_are_not(review):
    summary = review.objectives.get(number=2).summary
    assert "All of the actions of Part A had been completed" in summary
    assert "at the March YOT Board meeting" in summary
    assert "would be signed off at the next PYOT Board" in paragraph(review, "4.4").text
    fields = material(review).fields
    assert fields.value("plan.2014-improvement.part.A.outstanding").text == "2"  # appendix 3


def test_the_cohort_first_offended_two_years_ago_and_three(review):
    assert "first offended two years ago" in review.objectives.get(number=1).summary
    assert "first offended three years ago" in " ".join(paragraph(review, "3.6").text.split())


def test_offences_per_offender_fall_and_have_levelled_off(review):
    assert "offences per offender is slowly falling" in review.objectives.get(number=1).summary
    assert "offences per offender have levelled off" in paragraph(review, "3.6").text


def test_part_b_has_five_objectives_in_the_body_and_six_in_the_plan(review):
    assert "listed under five objectives" in paragraph(review, "4.6").text
    plan = Plan.objects.get(ref="2014-improvement")
    assert plan.objectives.filter(part__code="B").count() == 6


def test_the_chair_steps_down_later_this_year_and_in_april(review):
    assert "due to step down later this year" in review.objectives.get(number=3).summary
    assert "Board Chair from April 2015" in paragraph(review, "5.5").text


def test_the_inspection_was_ofsteds_and_hmips(review):
    assert "Ofsted inspection in November 2013" in review.narratives.get(kind="preface").text
    assert "HMIP all the same chose to inspect Portsmouth in November 2013" in said(review, "2.1")


# The invented service's review agrees with itself


def test_the_invented_review_is_published_and_was_answered_in_time(invented):
    values = material(invented, date(2026, 11, 20)).review
    assert (values.published_on, values.lacking) == (date(2026, 6, 18), ())
    assert values.clock.state == "answered"
    assert [r.answers[-1].answer for r in values.recommendations] == ["accepted", "in part"]
    assert values.recommendations[1].answers[-1].reason.markdown
    assert [r.steps[-1].progress for r in values.recommendations] == ["done", "under way"]


def test_the_invented_reviews_live_fields_name_something(invented):
    fields = material(invented, date(2026, 11, 20)).fields
    names = [name for text in texts_of(invented) for name in FIELD.findall(text)]
    assert len(names) == 21
    assert all(fields.value(name).text or fields.value(name).anchor for name in names)


def test_every_conclusion_of_the_invented_review_has_its_recommendation(invented):
    assert [c.recommendations.count() for c in invented.conclusions.all()] == [1, 1]
