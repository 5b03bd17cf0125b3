"""The change log in plain words: what each row is called, which page wrote it, what was done."""

from dataclasses import dataclass
from enum import StrEnum

from plans.rules.governance import ChangeKind
from plans.rules.redaction import BLANKABLE


class Group(StrEnum):
    """The kinds of thing that the log can be narrowed to."""

    STATEMENTS = "statements"
    BOARD = "board"
    QUESTIONS = "questions"
    PLAN = "plan"
    INDICATORS = "indicators"
    REVIEWS = "reviews"
    PACKS = "packs"
    PEOPLE = "people"
    REDACTIONS = "redactions"

    @property
    def label(self) -> str:
        return {
            "statements": "updates, due dates and owners",
            "board": "boards, meetings and decisions",
            "questions": "questions and their answers",
            "plan": "the plan itself and its documents",
            "indicators": "indicators and readings",
            "reviews": "scrutiny reviews",
            "packs": "packs and what the public may see",
            "people": "accounts and roles",
            "redactions": "blanked texts",
        }[self.value]


@dataclass(frozen=True)
class Thing:
    """What one row of a table is called in a sentence, and how adding one is said."""

    one: str
    group: Group
    added: str = "added"


def _said(one: str) -> Thing:
    return Thing(one, Group.STATEMENTS, "recorded")


def _of_board(one: str, added: str = "recorded") -> Thing:
    return Thing(one, Group.BOARD, added)


def _of_plan(one: str) -> Thing:
    return Thing(one, Group.PLAN)


def _of_indicators(one: str) -> Thing:
    return Thing(one, Group.INDICATORS)


def _of_review(one: str, added: str = "added") -> Thing:
    return Thing(one, Group.REVIEWS, added)


def _of_packs(one: str, added: str = "recorded") -> Thing:
    return Thing(one, Group.PACKS, added)


# Every table that is logged; a test holds it against them.
THINGS: dict[str, Thing] = {
    "plans.update": _said("an update"),
    "plans.duedate": _said("a due date"),
    "plans.assignment": _said("the owners"),
    "plans.assignmentrole": _said("an owner"),
    "plans.remark": _said("a remark of a document"),
    "plans.remark_disagrees_with": _said("what a remark disagrees with"),
    "plans.assurance": _said("another body’s finding"),
    "plans.endorsement": _of_board("the board’s decision"),
    "plans.decision": _of_board("a decision"),
    "plans.minuteline": _of_board("a line of the minutes", "wrote"),
    "plans.attendance": _of_board("an attendance"),
    "plans.meeting": _of_board("the meeting", "added"),
    "plans.meetingpaper": _of_board("a paper of a meeting", "added"),
    "plans.board": _of_board("the board", "added"),
    "plans.seat": _of_board("the seat", "added"),
    "plans.chairterm": _of_board("a chair’s term", "added"),
    "plans.champion": _of_board("a champion", "added"),
    "plans.boardfinding": _of_board("a document’s finding on a board"),
    "plans.questionanswer": Thing("what was done about a question", Group.QUESTIONS, "recorded"),
    "plans.ruleswitch": Thing("a rule of questions", Group.QUESTIONS, "switched"),
    "plans.plan": _of_plan("the plan"),
    "plans.part": _of_plan("a part of the plan"),
    "plans.objective": _of_plan("an objective"),
    "plans.outcome": _of_plan("an outcome"),
    "plans.action": _of_plan("the action"),
    "plans.actionlink": _of_plan("a link"),
    "plans.successmeasure": _of_plan("a success measure"),
    "plans.rating": _of_plan("a rating of the key"),
    "plans.part_recommendations": _of_plan("a recommendation that a part answers"),
    "plans.objective_recommendations": _of_plan("a recommendation that an objective answers"),
    "plans.action_recommendations": _of_plan("a recommendation that it answers"),
    "plans.inspection": _of_plan("an inspection"),
    "plans.recommendation": _of_plan("a recommendation"),
    "plans.source": _of_plan("a document"),
    "plans.service": _of_plan("the service"),
    "plans.role": Thing("the role", Group.PEOPLE),
    "plans.rolealias": Thing("another name of a role", Group.PEOPLE),
    "plans.roleholder": Thing("who holds a role", Group.PEOPLE, "recorded"),
    "plans.user": Thing("the account", Group.PEOPLE),
    "plans.user_groups": Thing("a group of an account", Group.PEOPLE),
    "plans.user_user_permissions": Thing("a permission of an account", Group.PEOPLE),
    "plans.redaction": Thing("a text", Group.REDACTIONS, "blanked"),
    "indicators.indicator": Thing("the indicator", Group.INDICATORS),
    "indicators.reading": _of_indicators("a reading"),
    "indicators.approval": _of_indicators("a word on showing a reading"),
    "indicators.countingrule": _of_indicators("a version of the counting rules"),
    "indicators.step": _of_indicators("a step of a funnel"),
    "indicators.bandset": _of_indicators("a set of bands"),
    "indicators.band": _of_indicators("a band"),
    "indicators.target": _of_indicators("a target"),
    "indicators.note": _of_indicators("a note on the time line"),
    "indicators.claim": _of_indicators("what a document says of two readings"),
    "indicators.link": _of_indicators("a link to the plan"),
    "indicators.sourcetable": _of_indicators("a table of a document"),
    "indicators.tablecolumn": _of_indicators("a column of a table"),
    "indicators.tablerow": _of_indicators("a row of a table"),
    "indicators.tablecell": _of_indicators("a cell of a table"),
    "reports.review": _of_review("the review"),
    "reports.narrative": _of_review("a text of the review", "wrote"),
    "reports.reviewobjective": _of_review("an objective of the review"),
    "reports.panelmember": _of_review("who sat on the panel"),
    "reports.panelmeeting": _of_review("a meeting of the panel"),
    "reports.witness": _of_review("a witness"),
    "reports.receiveddocument": _of_review("a document that the panel received"),
    "reports.evidence": _of_review("a paragraph of evidence", "wrote"),
    "reports.evidence_witnesses": _of_review("whose evidence a paragraph is"),
    "reports.exhibit": _of_review("a figure or table of the review"),
    "reports.conclusion": _of_review("a conclusion", "wrote"),
    "reports.panelrecommendation": _of_review("a recommendation of the panel", "wrote"),
    "reports.panelrecommendation_conclusions": _of_review("what a recommendation rests on"),
    "reports.glossaryterm": _of_review("a term of the glossary"),
    "reports.response": _of_review("an answer to a recommendation", "recorded"),
    "reports.implementation": _of_review("how far a recommendation is carried out", "recorded"),
    "reports.sectionorder": _of_packs("the sections of a kind of pack", "set"),
    "reports.logo": _of_packs("a logo", "added"),
    "reports.housestyle": _of_packs("the house style", "set"),
    "reports.disclosurepolicy": _of_packs("what is held back from the public", "set"),
    "reports.release": _of_packs("whether the public may read a text"),
    "reports.draft": _of_packs("a draft of a pack", "began"),
    "reports.accepted": _of_packs("a finding that was accepted"),
    "reports.issuedpack": _of_packs("a pack", "issued"),
    "reports.issuedfile": _of_packs("a file of a pack", "kept"),
}
# Whose log is for administrators alone, wherever it is asked for.
PRIVATE = frozenset(label for label, thing in THINGS.items() if thing.group is Group.PEOPLE)
# Whose log is for those who see a reading before it is approved: it tells of what was sent back.
OF_INSIDERS = frozenset({"indicators.approval", "indicators.reading"})
# Whose log is for those who may read a review in confidence: it has texts before they are published.
OF_REVIEWS = frozenset(label for label, each in THINGS.items() if each.group is Group.REVIEWS)

# Pages whose name in the log is not the one that people see.
PAGES = {
    "plans:action-update": "Update an action",
    "plans:bulk-update": "Update together",
    "plans:meeting-record": "a meeting’s page",
    "plans:meeting-add": "Add a meeting",
    "plans:meeting-change": "Change a meeting",
    "plans:question-answer": "Answer a question",
    "plans:rule-switch": "Rules of questions",
    "plans:user-add": "Add an account",
    "plans:user-change": "Change an account",
    "plans:role-add": "Add a role",
    "plans:role-change": "Change a role",
    "plans:redact": "Blank a text",
    "reports:review": "a review’s page",
    "reports:review-add": "Begin a review",
    "reports:review-part": "a part of a review",
    "reports:review-part-change": "Write a part of a review",
    "reports:review-history": "Earlier versions",
    "reports:releases": "Texts for the public",
    "reports:draft-begin": "Begin a draft of a pack",
    "reports:draft-change": "Change a draft of a pack",
    "reports:draft-sections": "the sections of a pack",
    "reports:draft-accept": "Accept a finding",
    "reports:draft-withdraw": "Withdraw a draft of a pack",
    "reports:draft-issue": "Issue a pack",
    "reports:issued-correct": "Correct an issue",
    "reports:pack-settings": "Settings of packs",
    "reports:pack-order": "Sections of packs",
    "password_change": "Change your password",
    "login": "Sign in",
}


def thing(label: str) -> Thing:
    """What a row of that table is called; a table that is no more is called by its own name."""
    if label == "plans.change":  # not logged itself, but a reason in it can be blanked
        return _of_plan("a line of the record")
    return THINGS.get(label) or _of_plan(f"a row of {label.partition('.')[2] or label}")


def labels_of(group: Group) -> list[str]:
    return [label for label, each in THINGS.items() if each.group is group]


def via_words(via: str) -> str:
    """ "by the page “Update an action”", "by the command load_demo", "straight in the database"."""
    kind, _, name = via.partition(" ")
    if kind == "page" and name:
        plain = name.partition(":")[2] or name
        title = PAGES.get(name) or plain.replace("-", " ").replace("_", " ").capitalize()
        return f"by the page “{title}”"
    if kind == "command":
        return f"by the command {name}"
    return "straight in the database" if via == "direct" else f"by a {via}"


def done_words(kind: str, label: str, *, name: str, ref: str) -> str:
    """What was done: "recorded an update on 5.3", "changed the role “YOT manager”".

    `name` of a redaction is the words of what was blanked.
    """
    what = thing(label)
    verb = what.added if kind == ChangeKind.ADDED else kind
    if label == "plans.action" and ref:
        return f"{verb} action {ref}"
    if label == "plans.redaction":
        return f"{verb} {name or what.one}"
    said = f"{verb} {what.one} “{name}”" if name else f"{verb} {what.one}"
    return f"{said} on {ref}" if ref else said


def text_words(label: str, field: str, *, ref: str = "") -> str:
    """ "the comment of an update on 5.3". A field that was blanked again ("note (2)") is called the same."""
    name = field.partition(" (")[0]
    words = BLANKABLE.get(label, {}).get(name) or f"the {name.replace('_', ' ')}"
    if label == "plans.action" and ref:
        return f"{words} of action {ref}"
    return f"{words} of {thing(label).one}" + (f" on {ref}" if ref else "")
