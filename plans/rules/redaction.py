"""Which texts an administrator can blank, and what stands in their place.

The law can demand that a text goes (a child's name that should never have been written). Then the
text is replaced by a marker that carries the number of its redaction: two texts that differed still
differ, so an endorsement of the one never looks like an endorsement of the other.
"""

import re
from collections.abc import Callable

# What can be blanked: the texts that people and documents write, and how each is called.
BLANKABLE: dict[str, dict[str, str]] = {
    "plans.update": {
        "comment": "the comment",
        "remaining": "what still remains",
        "evidence": "the evidence",
        "evidence_link": "the link to the evidence",
        "forecast_as_written": "the forecast as written",
        "inferred_from": "what the rating was inferred from",
        "reason": "the reason",
    },
    "plans.duedate": {
        "as_written": "the date as written",
        "reason": "the reason",
        "agreed_at": "where it was agreed",
    },
    "plans.assignment": {"as_written": "the owners as written", "reason": "the reason"},
    "plans.remark": {"text": "the words"},
    "plans.endorsement": {
        "reason": "the reason",
        "back_to": "when it is to come back",
        "kept_comment": "the comment that was kept with it",
        "kept_evidence": "the evidence that was kept with it",
        "kept_evidence_link": "the link that was kept with it",
        "kept_due_as_written": "the due date that was kept with it",
    },
    "plans.assurance": {"body": "who found it", "text": "the words"},
    "plans.questionanswer": {"question": "the question", "reason": "the answer"},
    "plans.ruleswitch": {"reason": "the reason"},
    "plans.board": {"terms_of_reference": "the terms of reference", "note": "the note"},
    "plans.seat": {"name": "the post", "agency": "the agency"},
    "plans.chairterm": {"held_by": "who chaired", "note": "the note"},
    "plans.champion": {"subject": "the subject", "held_by": "who speaks for it"},
    "plans.boardfinding": {"text": "the words"},
    "plans.recommendation": {"title": "the title", "text": "the text"},
    "plans.meeting": {
        "as_written": "the date as written",
        "venue": "where it meets",
        "agenda": "the agenda",
        "note": "the note",
    },
    "plans.meetingpaper": {"title": "the title", "link": "the link"},
    "plans.attendance": {"attended_by": "the deputy’s post"},
    "plans.decision": {"asked_for": "what was asked for", "back_by": "by when it was asked for"},
    "plans.minuteline": {"text": "the words"},
    "plans.role": {"name": "the name"},
    "plans.rolealias": {"name": "the name"},
    "plans.user": {
        "username": "the sign-in name",
        "first_name": "the first name",
        "last_name": "the last name",
        "email": "the e-mail address",
        "job_title": "the role shown",
    },
    "plans.part": {"title": "the title", "as_at_note": "the note on its date"},
    "plans.objective": {"title": "the title", "text": "the text", "note": "the note"},
    "plans.outcome": {"title": "the title"},
    "plans.successmeasure": {
        "text": "what success will look like",
        "how_known": "how it will be known",
    },
    "plans.action": {"title": "the title", "note": "the note"},
    "plans.actionlink": {"as_printed": "the words of the link"},
    "indicators.indicator": {
        "name": "the name",
        "owner": "who answers for it",
        "numerator": "what is counted",
        "denominator": "of how many",
        "other_denominator": "of how many else",
        "counting_rules": "the version of the rules",
        "wales_only": "what is counted in Wales",
    },
    "indicators.countingrule": {
        "version": "the name of the version",
        "text": "the rules",
        "joined": "how the cohort came about",
    },
    "indicators.step": {
        "name": "the name of the step",
        "numerator": "what is counted",
        "denominator": "of how many",
    },
    "indicators.bandset": {"name": "the name of the bands", "as_written": "the bands as written"},
    "indicators.target": {"as_written": "the target as written"},
    "indicators.reading": {
        "note": "the note",
        "period_derived_from": "what its days were worked out from",
        "said_denominator": "what the document divides by",
    },
    "indicators.approval": {"reason": "the reason"},
    "indicators.note": {"text": "the words"},
    "indicators.claim": {"text": "the words"},
    "indicators.link": {"why": "the reason"},
    "indicators.sourcetable": {"title": "the title", "note": "the note"},
    "indicators.tablecolumn": {"heading": "the heading"},
    "indicators.tablerow": {"heading": "the heading", "part_of": "the whole that it is part of"},
    "indicators.tablecell": {"printed": "what is printed"},
    "reports.review": {"title": "the title"},
    "reports.narrative": {"text": "the text"},
    "reports.reviewobjective": {"title": "the title", "summary": "the summary"},
    "reports.panelmember": {"role": "the role", "as_written": "when, in words"},
    "reports.panelmeeting": {"as_written": "the date as written", "note": "the note"},
    "reports.witness": {"role": "the role", "agency": "the agency"},
    "reports.receiveddocument": {"title": "the title", "link": "the link"},
    "reports.evidence": {"heading": "the heading", "text": "the paragraph"},
    "reports.exhibit": {"caption": "the caption"},
    "reports.conclusion": {"text": "the conclusion"},
    "reports.panelrecommendation": {
        "text": "the recommendation",
        "action_by": "who is to act",
        "policy_framework": "the policy framework",
        "resource_implications": "what it needs",
    },
    "reports.glossaryterm": {"short": "the term", "meaning": "what it means"},
    "reports.response": {"reason": "the reason", "answered_by": "who answered"},
    "reports.implementation": {"text": "the words"},
    "reports.housestyle": {"footer": "the foot of the page", "logo_alt": "what the logo says"},
    "reports.disclosurepolicy": {"reason": "the reason"},
    "reports.draft": {"title": "the title"},
    "reports.accepted": {"reason": "the reason"},
    "plans.change": {"why": "the reason"},
    "plans.redaction": {"reason": "the reason"},
}

# Free text by its type, and yet nothing that a person's story can be written into, by its column or
# by its table and column. A test holds every text of every table against this and the table above.
NOT_BLANKED: dict[str, str] = {
    "place": "where in a published document a fact stands",
    "ref": "the name in an address",
    "code": "the code of a part, or of a rule of questions",
    "number": "the number of an objective or a recommendation",
    "ref_as_printed": "a number as printed",
    "indicators_as_printed": "codes as printed",
    "recommendations_as_printed": "numbers as printed",
    "due_as_written": "the date of an objective as printed",
    "as_at_as_written": "the date of a table as printed",
    "title_as_printed": "the heading of a part as printed",
    "from_as_written": "a date",
    "until_as_written": "a date",
    "begins_as_written": "a date",
    "begins_inferred_from": "what a plan's beginning was read from",
    "published_as_written": "a date",
    "fieldwork_as_written": "dates",
    "addressee_as_written": "the bodies that a recommendation names",
    "objective_word": "a word of a plan",
    "fingerprint": "a number made of facts, which no text can be read from",
    "clears": "names of fields",
    "kept_basis": "a word of the key",
    "kept_due_precision": "how exact a date is",
    "kept_owners": "the names of roles, blanked with them",
    "password": "never readable; changed on the account's page",
    "via": "the name of a page or a command",
    "model": "the name of a table",
    "field": "the name of a column",
    "before": "copies of other columns, blanked with them",
    "after": "copies of other columns, blanked with them",
    "plans.source.title": "the title of a published document",
    "plans.source.publisher": "a body",
    "plans.service.name": "the name of a service",
    "plans.service.short_name": "the name of a service",
    "plans.board.name": "the name of a board",
    "plans.inspection.title": "the title of a published document",
    "plans.inspection.inspectorate": "a body",
    "indicators.indicator.publication_lag": "a length of time",
    "indicators.reading.period": "a date",
    "indicators.reading.published": "a number",
    "indicators.reading.area": "the name of an area",
    "indicators.band.word": "a word of the bands",
    "indicators.sourcetable.unit": "a unit",
    "indicators.band.as_written": "numbers",
    "reports.review.panel": "a body",
    "reports.review.executive": "a body",
    "reports.review.clock_rule": "a rule",
    "reports.evidence.number_as_printed": "a number as printed",
    "reports.exhibit.label_as_printed": "a number as printed",
    "reports.exhibit.parts": "the codes of parts",
    "reports.panelrecommendation.implications_place": "where in a document a fact stands",
    "reports.sectionorder.kind": "a kind of pack",
    "reports.sectionorder.sections": "the names of sections, and titles that a draft can replace",
    "reports.logo.content_type": "the type of a file",
    "reports.housestyle.council": "a body",
    "reports.housestyle.accent": "a colour",
    "reports.draft.sections": "the names of sections, and titles of this draft",
    "reports.issuedpack.kind": "a kind of pack",
    "reports.issuedpack.title": "the title of a paper, as it was issued",
    "reports.issuedpack.audience": "a kind of reader",
    "reports.issuedpack.manifest": "what a paper was made of, as it was issued",
    "reports.issuedpack.said": "numbers, as they were issued",
    "reports.issuedpack.errata": "what differs between two papers, as it was issued",
    "reports.issuedpack.sha256": "a number made of a file",
    "reports.issuedfile.format": "the format of a file",
    "reports.issuedfile.name": "the name of a file",
    "reports.issuedfile.content_type": "the type of a file",
    "reports.issuedfile.sha256": "a number made of a file",
    "plans.plan.title": "the title of a published document",
    "plans.rating.word": "a word of the key",
    "plans.rating.definition": "a definition of the key",
}

LEAVES_NOTHING = (
    "link",
    "email",
)  # the ends of the names of fields whose blank is nothing: addresses
USERNAME = "username"  # its blank is a name too, by which nobody signs in
# Fields that hold a name of the row itself: of these every earlier one goes from every copy.
NAMES = {("plans.role", "name"), ("plans.rolealias", "name"), ("plans.user", USERNAME)}
ENOUGH_TO_SEARCH = 12  # letters: a shorter text says too little to be looked for in other rows

_MARKER = re.compile(r"\[Text removed, no\. [1-9][0-9]*\]")
_NOBODY = re.compile(r"removed-[1-9][0-9]*")
MARKER_HEAD, MARKER_TAIL = "[Text removed, no. ", "]"


def marker(number: int) -> str:
    """What stands in the place of a blanked text: "[Text removed, no. 12]"."""
    return f"{MARKER_HEAD}{number}{MARKER_TAIL}"


def is_marker(text: object) -> bool:
    return isinstance(text, str) and bool(_MARKER.fullmatch(text))


def is_blank(field: str, text: object) -> bool:
    """Whether that is what a text of that field is blanked to."""
    return is_marker(text) or (
        field == USERNAME and isinstance(text, str) and bool(_NOBODY.fullmatch(text))
    )


def blank_of(field: str, number: int) -> str:
    """What the text of that field becomes: "" for an address, "removed-12" for a sign-in name."""
    if field == USERNAME:
        return f"removed-{number}"
    return "" if field.endswith(LEAVES_NOTHING) else marker(number)


def holds(text: object, blanked: str) -> bool:
    """Whether a text has to go with another: it is the same, or quotes one long enough to be known by."""
    if not isinstance(text, str) or not text:
        return False
    if text == blanked or text.strip() == blanked.strip():
        return True
    return len(blanked.strip()) >= ENOUGH_TO_SEARCH and blanked.strip() in text


_SENTENCE_ENDS = re.compile(r"(?<=[.!?;])\s+|\n+")
_KNOWN_BY = 40  # letters of a sentence by which a quotation of it is known, however it is cut


def _plain_words(text: str) -> str:
    return " ".join(text.casefold().split())


def pieces(text: str) -> list[str]:
    """By what a quotation of the text is known: the beginning of each sentence, in small letters."""
    sentences = [_plain_words(each).rstrip(".!?;") for each in _SENTENCE_ENDS.split(text)]
    known = [each[:_KNOWN_BY] for each in sentences if len(each) >= ENOUGH_TO_SEARCH]
    return known or [
        f"“{_plain_words(text).rstrip('.')}"
    ]  # too short to be known without its marks


def quotes(text: str, blanked: str) -> bool:
    """Whether a composed text (a question, a line of minutes) quotes one, in whole or a sentence of it."""
    words = _plain_words(text)
    return any(piece in words for piece in pieces(blanked))


def has_name(text: str, name: str) -> bool:
    """Whether a name stands in a text as whole words, in small or capital letters."""
    return bool(re.search(rf"(?<!\w){re.escape(name.strip())}(?!\w)", text, re.IGNORECASE))


def replaced(value: object, mark: Callable[[str], str]) -> object:
    """Plain values (lists, dicts, texts) with every text as `mark` gives it."""
    if isinstance(value, dict):
        return {key: replaced(each, mark) for key, each in value.items()}
    if isinstance(value, list):
        return [replaced(each, mark) for each in value]
    return mark(value) if isinstance(value, str) else value


def same_but_for_blanks(kept: object, found: object) -> bool:
    """Whether two plain values are one, wherever the first is not a text that was blanked since."""
    if is_marker(kept):
        return True
    if isinstance(kept, dict) and isinstance(found, dict):
        return kept.keys() == found.keys() and all(
            same_but_for_blanks(kept[key], found[key]) for key in kept
        )
    if isinstance(kept, list) and isinstance(found, list):
        return len(kept) == len(found) and all(
            same_but_for_blanks(*pair) for pair in zip(kept, found, strict=True)
        )
    return kept == found
