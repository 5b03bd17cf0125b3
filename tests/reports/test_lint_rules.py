"""What the lint looks for, rule by rule: plain values in, faults out."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.rules.lint.abbreviations import abbreviation_faults, definitions, pairs_of_names
from reports.rules.lint.claims import Way, claim_faults
from reports.rules.lint.counts import Counted, Scope, count_faults
from reports.rules.lint.days import (
    passed_faults,
    quarter_faults,
    quarters_in,
    yearless_faults,
)
from reports.rules.lint.links import link_faults, number_faults, reference_faults
from reports.rules.lint.plan_gaps import (
    PlanRow,
    code_faults,
    due_faults,
    part_day_faults,
    rating_faults,
)
from reports.rules.lint.plan_lists import (
    ListedActions,
    Outstanding,
    Stated,
    date_faults,
    list_faults,
    statement_faults,
)
from reports.rules.lint.prose import LIVE, number_in, sentences
from reports.rules.lint.small_numbers import (
    held_story_faults,
    personal_faults,
    small_number_faults,
)
from reports.rules.lint.titles import (
    action_faults,
    body_faults,
    pairs_in,
    title_faults,
    variant_faults,
)
from reports.rules.lint.twice import name_faults, twice_faults
from tests.reports.lints import prose

ON = date(2015, 6, 16)


def facts(faults) -> list[tuple[str, ...]]:
    return [fault.facts for fault in faults]


def texts(faults) -> list[str]:
    return [fault.text for fault in faults]


# Counts

A = Scope("Part A", {"actions": 28, "objectives": 4}, ("1.9", "2.4"))
B = Scope("Part B", {"actions": 76, "objectives": 6}, ())
WHOLE = Scope("the plan", {"actions": 104, "objectives": 10, "parts": 2}, ("1.9", "2.4"))
MET = (date(2015, 2, 2), date(2015, 2, 24), date(2015, 3, 16), date(2015, 6, 16))
COUNTED = Counted(
    {"": WHOLE, "Part A": A, "Part B": B},
    {"objectives": 5, "recommendations": 6, "conclusions": 5},
    MET,
)


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Part B has five objectives.", 1),
        ("Part B has six objectives.", 0),
        ("Part B has 7 objectives.", 1),
        ("The panel makes seven recommendations.", 1),
        ("The panel makes six recommendations.", 0),
        ("Two of the six recommendations rest on it.", 0),
        ("The plan has 103 actions.", 1),
        ("The plan has 104 actions.", 0),
        ("Staff took part in three days.", 0),
        ("All of the actions of Part A had been completed.", 1),
        ("All of the actions of Part A are yet to be completed.", 0),
        ("All of the actions of Part B had been completed.", 0),
        ("Some of the actions of Part A had been completed.", 0),
        ("The Panel met formally on three occasions.", 1),
        ("The Panel met formally on four occasions.", 0),
        ("The Panel met formally on 5 occasions.", 1),
        ("Between 2 February 2015 and 16 March 2015 the Panel met three times.", 0),
        ("The board met three times.", 0),
        (f"Part B has {LIVE} objectives.", 0),
    ],
)
def test_a_count_in_a_text_is_that_of_what_it_counts(text, n):
    assert len(list(count_faults([prose(text)], COUNTED))) == n


def test_a_count_is_of_the_part_that_its_heading_names():
    under = prose("Its actions stand under five objectives.", heading="The plan / Part B of it")
    assert facts(count_faults([under], COUNTED)) == [("paragraph-1", "objectives", "5", "6")]


@pytest.mark.parametrize(
    ("word", "n"), [("one", 1), ("twenty", 20), ("1,234", 1234), ("many", None), ("9" * 12, None)]
)
def test_numbers_are_read_from_words_and_digits(word, n):
    assert number_in(word) == n


# Small numbers and personal data


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("One young person was remanded.", 1),
        ("There were 4 young people in custody.", 1),
        ("There were four young people in custody.", 1),
        ("There were five young people in custody.", 0),
        ("There were 5 young people in custody.", 0),
        ("There were 14 young people in custody.", 0),
        ("There were no young people in custody.", 0),
        ("A single child was harmed.", 1),
        ("In 3 cases the audit was good.", 1),
        ("The number was two.", 1),
        ("The number was 12.", 0),
        ("The number was 3%.", 0),
        ("In Quarter 3 young people were heard.", 0),
        ("Those of age 4 people know.", 0),
        ("Two teams of officers, each led by a manager.", 0),
        ("After three attempts to recruit the post was filled.", 0),
        ("This boy was charged with arson.", 1),
        ("Whether the young person had seen the report was not clear.", 0),
        ("It had his custodial sentence overturned.", 1),
        (f"There were {LIVE} young people in custody.", 0),
    ],
)
def test_a_small_number_of_people_is_seen(text, n):
    assert len(list(small_number_faults([prose(text)], threshold=5))) == n


@pytest.mark.parametrize("threshold", [3, 5, 10])
@pytest.mark.parametrize("over", [-1, 0, 1])
def test_the_threshold_is_the_services_own(threshold, over):
    text = f"There were {threshold + over} children."
    found = list(small_number_faults([prose(text)], threshold=threshold))
    assert len(found) == (1 if over < 0 else 0)


def test_a_text_round_a_number_that_is_held_back_is_asked_about():
    beside = prose("In March the number was [c]. He was charged.", typed=f"number was {LIVE}.")
    share = prose("[c] of respondents were content.")
    cell = prose("[c] children", is_typed=False)
    assert facts(held_story_faults([beside, share, cell])) == [
        ("paragraph-1", "held", "number was [c]")
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Mr Sample came.", "a name"),
        ("Cllr Sample-Other said so.", "a name"),
        ("Chief Superintendent Sample takes over.", "a name"),
        ("The PC Board Chair came.", ""),
        ("The Superintendent of the district came.", ""),
        ("Write to a.sample@example.org today.", "an e-mail address"),
        ("Ring 01632 960 123.", "a telephone number"),
        ("Ring 023 9284 1234.", "a telephone number"),
        ("It was 2014 2015 2016.", ""),
        ("Her date of birth is known.", "a date of birth"),
        ("They live at PO1 2AL.", "a postcode"),
        ("Q3 14/15 and B10 to B21.", ""),
    ],
)
def test_what_tells_who_somebody_is(text, what):
    assert [fault.facts[1] for fault in personal_faults([prose(text)])] == ([what] if what else [])


# Abbreviations and names

GLOSSARY = {"YJB": "Youth Justice Board", "PYOT": "Portsmouth Youth Offending Team"}


def shorts(*said: str, glossary=GLOSSARY, **facts) -> list[tuple[str, str]]:
    found = abbreviation_faults([prose(text) for text in said], glossary, **facts)
    return [(fault.code, fault.facts[0]) for fault in found]


def test_an_abbreviation_that_nothing_explains_is_found_once_however_often_it_is_used():
    own = {"glossary": {}}
    assert shorts("The SLA and the SLAs.", "An SLA.", **own) == [("abbreviation-undefined", "SLA")]
    assert shorts("A Service Level Agreement (SLA) is one.", "An SLA.", **own) == []
    assert shorts("He was TUPE’d.", **own) == [("abbreviation-undefined", "TUPE")]


def test_what_everybody_reads_needs_no_glossary():
    assert shorts("The NHS, IT and a GP; RAG; Part A; section IV.", glossary={}) == []


def test_what_is_explained_only_later_says_where():
    (fault,) = abbreviation_faults(
        [prose("The SLA."), prose("A service level agreement (SLA).", where="paragraph 4.2")], {}
    )
    assert "only later, in paragraph 4.2" in fault.text


def test_a_term_of_the_glossary_that_nothing_uses_is_left_over():
    assert shorts("The YJB came.") == [("abbreviation-unused", "PYOT")]
    assert shorts("The YJB came.", also_used="PYOT: 3") == []
    assert shorts("The YJB came.", is_whole=False) == []


def test_an_abbreviation_with_two_meanings_is_found():
    one = "assessment, planning, intervention and review (APIS)"
    other = "assessment, planning, intervention and supervision (APIS)"
    assert shorts(one, other, glossary={}) == [("name-differs", "APIS")]
    assert shorts(other, other, glossary={}) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Child and Adolescent Mental Health (CAMHS)", "Child and Adolescent Mental Health"),
        ("the Youth Justice Board (“YJB”)", "Youth Justice Board"),
        ("a board of youth justice (YJB)", ""),
    ],
)
def test_an_abbreviation_is_defined_by_the_words_before_it(text, words):
    assert [said for _, said in definitions(text)] == ([words] if words else [])


def many(text: str, n: int = 3) -> list:
    return [prose(text)] * n


def test_one_team_under_two_abbreviations():
    said = [*many("The PYOT acts."), *many("The YOT acts.")]
    assert pairs_in(said) == (("PYOT", "YOT"),)
    assert facts(pairs_of_names(said, pairs_in(said))) == [("PYOT", "YOT")]
    assert pairs_in([*many("The PYOT acts."), *many("The YOT acts.", 2)]) == ()


def test_one_post_under_two_names():
    said = [prose("The PYOT Manager came."), prose("The YOT Manager left.", where="paragraph 4.1")]
    pairs = [("PYOT", "YOT")]
    (fault,) = variant_faults(said, ["YOT Manager"], pairs)
    assert fault.facts == ("PYOT Manager", "YOT Manager")
    assert list(variant_faults(said[:1], ["PYOT Manager"], pairs)) == []
    assert list(variant_faults(said, ["Head of Service"], pairs)) == []


def test_one_board_with_a_word_more_here_than_there():
    said = [*many("The YOT Board met."), *many("The PYOT Management Board met.", 2)]
    (fault,) = body_faults(said, [("PYOT", "YOT")])
    assert fault.facts == ("PYOT Management Board", "YOT Board")
    assert list(body_faults(said[:-1], [("PYOT", "YOT")])) == []
    assert list(body_faults(said, [])) == []


TITLE = "To consider how effective management is, through the YOT Management Board"


@pytest.mark.parametrize(
    ("text", "n"),
    [
        (TITLE, 0),
        (TITLE.casefold() + ".", 0),
        (TITLE.replace("YOT", "PYOT"), 1),
        (TITLE.replace("through the YOT", "by the YOT"), 1),
        (TITLE.replace("how effective management is", "what the board does"), 0),
        ("To consider it all.", 0),
    ],
)
def test_a_title_is_the_same_wherever_it_stands(text, n):
    assert len(list(title_faults([prose(text)], [TITLE], "an objective"))) == n


def test_an_item_speaks_of_the_body_that_the_plan_speaks_of():
    titles = {"6.5": "Make sure YOT staff understand all health interventions"}
    same = "6.5, that {} staff understand all health interventions: agreements are made."
    assert list(action_faults([prose(same.format("YOT"))], titles)) == []
    assert facts(action_faults([prose(same.format("PYOT"))], titles)) == [
        ("title", "6.5", "PYOT", "YOT")
    ]
    assert list(action_faults([prose("6.5, PYOT: all else.")], titles)) == []
    assert list(action_faults([prose("9.9, that PYOT staff understand it: so.")], titles)) == []


def test_a_role_in_other_words_is_found():
    known = ["Partnerships and Commissioning Manager for Children"]
    turned = prose("The Commissioning & Partnerships Manager for Children came.")
    assert len(list(name_faults([turned], known))) == 1
    assert list(name_faults([prose(f"The {known[0]} came.")], known)) == []


def test_the_same_words_with_another_number():
    one = prose("those who first offended two years ago")
    other = prose("those who first offended three years ago", where="paragraph 3.6")
    assert [fault.prose.where for fault in twice_faults([one, other])] == ["paragraph 3.6"]
    assert list(twice_faults([one, one])) == []
    assert (
        list(twice_faults([prose("as it was in Quarter 2 so"), prose("as it was in Quarter 3 so")]))
        == []
    )


# Claims

RATE = Way("Use of custody", ("custody",), (("Q1 14/15", 0.35, "0.35"), ("Q2 14/15", 0.53, "0.53")))
FALLING = Way("Reoffending", ("reoffending",), (("Q1", 49.0, "49.0"), ("Q2", 44.4, "44.4")))
LEVEL = Way("Reoffending", ("reoffending",), (("Q1", 49.0, "49.0"), ("Q2", 49.0, "49.0")))
PER = Way(
    "Offences per offender",
    ("offences per offender",),
    (("Q1", 1.81, "1.81"), ("Q2", 1.83, "1.83")),
)


@pytest.mark.parametrize(
    ("text", "way", "n"),
    [
        ("Custody is still falling.", RATE, 1),
        ("Custody continues to rise.", RATE, 0),
        ("Reoffending is still falling.", FALLING, 0),
        ("Reoffending continues to rise.", FALLING, 1),
        ("Reoffending is still falling.", LEVEL, 0),
        ("Reoffending continues to rise.", LEVEL, 0),
        ("Offences per offender are slowly falling.", PER, 1),
        ("Offences per offender have levelled off.", PER, 0),
        ("Custody fell.", RATE, 0),
        ("Sickness is still falling.", RATE, 0),
        ("Custody in Q2 is lower than at the start of the year.", RATE, 1),
        ("Custody in Q2 is higher than at the start of the year.", RATE, 0),
        ("Custody in Q1 is lower than at the start of the year.", RATE, 0),
    ],
)
def test_what_a_text_says_of_a_figure_is_what_the_figure_does(text, way, n):
    assert len(list(claim_faults([prose(text)], [way]))) == n


def test_a_name_that_stands_there_whole_is_meant():
    said = prose("Reoffending is down, and offences per offender are slowly rising.")
    assert list(claim_faults([said], [FALLING, PER])) == []


# Days


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It comes in April.", ["April"]),
        ("In October it was refreshed.", ["October"]),
        ("It comes in April 2015.", []),
        ("In April and May 2015 it is repeated.", []),
        ("In June and July much was lost.", ["June and July"]),
        ("It was reviewed in April/May 2015.", []),
        ("The panels may come; they march on.", []),
        ("It began in 2014. It ended in March.", []),
        ("It began in 2014. It went on. It ended in March.", ["March"]),
        ("It ended in March. As of 23 March 2015 it is over.", []),
        ("Figures for Quarter 3 are lower.", ["Quarter 3"]),
        ("Figures for Quarter 3 of 2014/15 are lower.", []),
        ("Quarter 3 was below the Quarter 2 of 14/15.", []),
        ("On 2 April they met.", ["April"]),
    ],
)
def test_a_month_or_a_quarter_has_a_year(text, said):
    found = facts(yearless_faults([prose(text)]))
    assert found == ([("paragraph-1", *said)] if said else [])


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("The inspection is due in May 2015.", 1),
        ("The inspection is due in June 2015.", 0),
        ("The inspection is due on 15 June 2015.", 1),
        ("The inspection is due on 16 June 2015.", 0),
        ("The inspection is due on 17 June 2015.", 0),
        ("The inspection was due in May 2015.", 0),
        ("The inspection took place in May 2015.", 0),
        ("It is to be reviewed during April 2015.", 1),
        ("Sign-off is expected on 31 April 2015.", 0),
        ("Sign-off is expected in May 2015, when it is done.", 1),
        ("5.3, compliance: sign-off is expected in May 2015.", 0),
        ("5.4, compliance: sign-off is expected in May 2015.", 1),
    ],
)
def test_what_is_still_to_come_has_a_day_to_come(text, n):
    assert len(list(passed_faults([prose(text)], ON, ["5.3"]))) == n


def test_a_quarter_with_a_figure_is_in_a_table():
    shown = {"here": {("1", "14/15"), ("2", "14/15")}}
    told = "In Quarter {} of 2014/15 it was 1.74."
    assert list(quarter_faults([prose(told.format(2), section="here")], shown)) == []
    assert facts(quarter_faults([prose(told.format(3), section="here")], shown)) == [
        ("paragraph-1", "3", "14/15")
    ]
    assert list(quarter_faults([prose(told.format(3), section="there")], shown)) == []
    assert (
        list(quarter_faults([prose("Quarter 3 of 2014/15 is better.", section="here")], shown))
        == []
    )


@pytest.mark.parametrize(
    "text", ["Q3 (14/15)", "Quarter 3 of 2014/15", "Quarter 3 14/15", "q3 2014/2015"]
)
def test_a_quarter_is_one_however_it_is_written(text):
    assert quarters_in(text) == {("3", "14/15")}


# Links, numbers, references


def test_recommendations_and_conclusions_lead_to_each_other():
    codes = [f.code for f in link_faults([1, 2, 3], [(1, [1]), (2, [2, 9]), (3, [])])]
    assert codes == [
        "conclusion-unknown",
        "recommendation-without-conclusion",
        "conclusion-without-recommendation",
    ]
    assert list(link_faults([1, 2], [(1, [1, 2]), (2, [1])])) == []


@pytest.mark.parametrize(
    ("numbers", "n"), [([], 0), ([1], 0), ([1, 2, 3], 0), ([1, 3], 1), ([1, 1], 1), ([2], 1)]
)
def test_numbers_neither_skip_nor_repeat(numbers, n):
    assert len(list(number_faults("conclusions", numbers, "conclusions"))) == n


THERE = frozenset({"section 3", "appendix 1", "figure 2", "paragraph 3.2", "conclusion 1"})


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("See section 3.", 0),
        ("See section 4.", 1),
        ("See appendix one.", 0),
        ("See Appendix 2.", 1),
        ("See figure 2 and figure 3.", 1),
        ("See paragraph 3.2.", 0),
        ("See paragraph 3.3.", 1),
        ("See table 9.", 0),
        ("It stands on page 22.", 1),
        (f"It stands in {LIVE} (page 22).", 0),
        ("Figure [not in this pack] shows it.", 1),
    ],
)
def test_a_reference_leads_somewhere(text, n):
    assert len(list(reference_faults([prose(text)], THERE))) == n


# Lists of actions


def open_action(ref: str, part: str = "B", **own) -> Outstanding:
    own = {"forecast": "", "forecast_passed": False, "has_date": True, "due": ""} | own
    return Outstanding(ref=ref, part=part, **own)


def test_an_outstanding_action_is_in_a_list_where_there_are_lists():
    lists = [ListedActions("Table 1", "t", ("B",), ("5.3",))]
    found = list_faults(lists, [open_action("5.3"), open_action("1.9", "A")])
    assert facts(found) == [("not-listed", "1.9")]
    assert list(list_faults([], [open_action("1.9", "A")])) == []


def test_two_places_of_one_day_say_the_same_of_an_action():
    plan, body = Stated("5.3", "23 April", "plan", "amber", "May"), "body"
    for rating, forecast, n in [
        ("amber", "May", 0),
        ("green", "May", 1),
        ("green", "June", 2),
        ("", "", 0),
    ]:
        said = [plan, Stated("5.3", "23 April", body, rating, forecast)]
        assert len(list(statement_faults(["5.3"], said))) == n
    another_day = [plan, Stated("5.3", "24 April", body, "green", "June")]
    assert list(statement_faults(["5.3"], another_day)) == []
    assert list(statement_faults([], [plan, Stated("5.3", "23 April", body, "green", "")])) == []


def test_forecasts_that_have_passed_and_dates_that_are_none():
    late = open_action("5.3", forecast="May", forecast_passed=True)
    undated = open_action("5.4", has_date=False, due="Tbc")
    assert [f.code for f in date_faults([late, undated, open_action("5.5")])] == [
        "date-differs",
        "date-missing",
    ]


def test_ratings_that_nobody_wrote_are_counted_by_part():
    rows = [
        PlanRow("1.1", "A", "May 2015", True),
        PlanRow("5.1", "B", "Achieved", False, "“Achieved”"),
        PlanRow("5.2", "B", "Achieved", False, "“Achieved”"),
        PlanRow("5.3", "B", "May 2015", True),
    ]
    assert facts(rating_faults(rows, "plan")) == [("inferred", "B", "2", "3")]
    assert list(rating_faults(rows[:1], "plan")) == []


def test_dates_that_were_written_over_are_counted_and_others_named():
    rows = [
        PlanRow("1.1", "", "Achieved", False),
        PlanRow("1.2", "", "achieved", False),
        PlanRow("1.3", "", "Tbc", False),
        PlanRow("1.4", "", "Tbc", False, is_outstanding=True),
        PlanRow("1.5", "", "May 2015", True),
    ]
    assert facts(due_faults(rows, "plan")) == [("done without a date", "2"), ("no-date", "1.3")]
    assert facts(due_faults([*rows[:1], *rows[4:]], "plan")) == []


def test_parts_of_a_plan_speak_of_one_day():
    assert list(part_day_faults([("Part A", "March 2015"), ("Part B", "March 2015")], "p")) == []
    assert list(part_day_faults([("Part A", "March 2015"), ("Part B", "")], "p")) == []
    assert (
        len(list(part_day_faults([("Part A", "March 2015"), ("Part B", "April 2015")], "p"))) == 1
    )


def test_codes_lead_to_a_list():
    printed = [("1", "All"), ("4", "A1, A3 - A14"), ("5", "B1-B21")]
    (fault,) = code_faults(printed, ["A1 entrants", "A3 custody"], "plan")
    assert fault.facts == ("codes", "A14", "B1", "B21")
    assert list(code_faults(printed[:1], [], "plan")) == []


# Whatever is typed

RULES = (
    lambda p: count_faults(p, COUNTED),
    lambda p: small_number_faults(p, threshold=5),
    held_story_faults,
    personal_faults,
    lambda p: abbreviation_faults(p, GLOSSARY),
    pairs_in,
    lambda p: variant_faults(p, ["YOT Manager"], [("PYOT", "YOT")]),
    lambda p: body_faults(p, [("PYOT", "YOT")]),
    lambda p: title_faults(p, [TITLE], "an objective"),
    lambda p: action_faults(p, {"6.5": TITLE}),
    lambda p: name_faults(p, ["Partnerships and Commissioning Manager for Children"]),
    twice_faults,
    lambda p: claim_faults(p, [RATE, FALLING, PER]),
    yearless_faults,
    lambda p: passed_faults(p, ON),
    lambda p: quarter_faults(p, {"": {("1", "14/15"), ("2", "14/15")}}),
    lambda p: reference_faults(p, THERE),
)
LONG = 50_000
HOSTILE = (
    *("a", "A", "1", "(", "(AB)", "one ", "1 ", "a.", "a@", "@", "A&", "Aa ", "two actions "),
    *("met ", "still ", "[c] ", "6.5, ", "Quarter 3 ", "in April ", "is to ", "the boy was "),
    *("number was ", "whether ", "YOT Board ", "all actions done ", "no.", "£1,", "– ", "\n", " "),
    *(
        "(a (A (",
        "“",
        "page 1 ",
        "section 9 ",
        "Mr A",
        "0123 ",
        "A’",
        "a-",
        "A-",
        "May 2015 and ",
        "PYOT Manager ",
    ),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_is_read_in_no_time(piece):
    said = [prose((piece * LONG)[:LONG])]
    for rule in RULES:
        began = time.process_time()
        list(rule(said))
        assert time.process_time() - began < 2, rule


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=3))
def test_no_text_breaks_a_rule(said):
    for rule in RULES:
        list(rule([prose(text) for text in said]))


@given(st.text(max_size=200))
def test_sentences_lose_no_word(text):
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
