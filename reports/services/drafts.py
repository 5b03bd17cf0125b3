"""Writes drafts of packs: begun, changed, their sections ordered, findings accepted, withdrawn."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from plans.models import Meeting, Plan, User
from plans.services.acting import acts
from plans.services.days import day_of
from plans.services.errors import NotAllowed, Refused
from reports.material import Chosen
from reports.models import Accepted, Draft, IssuedPack, JobFile, Review
from reports.readmodels_lint import Finding, Weight
from reports.rules.making import may_make, why_not
from reports.rules.packs import Audience, Kind
from reports.selectors.drafts import mark_of
from reports.services.draft_checks import checked_facts, checked_sections

LONGEST_REASON = 2000


class ChangedSince(Refused):
    """Somebody else changed the draft since the form was opened."""


class NoLongerADraft(Refused):
    """The draft was issued or withdrawn."""


def require_maker(user: User, kind: Kind | str) -> None:
    """Raises NotAllowed unless that person makes packs of that kind."""
    if not user.is_active or not may_make(user.position, kind):
        raise NotAllowed(why_not(user.position))


@transaction.atomic
def begin_draft(
    *,
    kind: Kind,
    plan: Plan,
    as_at: date,
    audience: Audience,
    by: User,
    at: datetime,
    review: Review | None = None,
    meeting: Meeting | None = None,
    paragraph: int | None = None,
    title: str = "",
    sections: Sequence[Chosen] = (),
) -> Draft:
    """A new draft. Raises NotAllowed, or Refused with the field that it is about."""
    require_maker(by, kind)
    facts = checked_facts(
        kind,
        plan,
        as_at=as_at,
        audience=audience,
        review=review,
        meeting=meeting,
        paragraph=paragraph,
        title=title,
        today=day_of(at),
    )
    return Draft.objects.create(
        kind=kind.value,
        plan=plan,
        sections=checked_sections(kind, sections) if sections else [],
        recorded_by=by,
        recorded_at=at,
        **facts,
    )


@transaction.atomic
@acts
def begin_correction(issued: IssuedPack, *, by: User, at: datetime) -> Draft:
    """A draft of the same pack, to be issued in place of that one with the list of what differs.

    The one that is there is returned where somebody has begun it. Raises Refused where the pack was
    corrected already: then its correction is what can be corrected.
    """
    require_maker(by, issued.kind)
    IssuedPack.objects.select_for_update().get(pk=issued.pk)
    later = IssuedPack.objects.filter(corrects=issued).first()
    if later:
        raise Refused(
            f"Issue {issued.number} was corrected by issue {later.number}: correct that one."
        )
    begun = Draft.objects.filter(corrects=issued, is_withdrawn=False, issued=None).first()
    if begun:
        return begun
    was = issued.draft
    return Draft.objects.create(
        kind=was.kind,
        plan=was.plan,
        review=was.review,
        meeting=was.meeting,
        as_at=was.as_at,
        audience=was.audience,
        exempt_paragraph=was.exempt_paragraph,
        title=was.title,
        sections=was.sections,
        corrects=issued,
        recorded_by=by,
        recorded_at=at,
    )


@transaction.atomic
@acts
def change_draft(
    draft: Draft,
    *,
    seen: str,
    as_at: date,
    audience: Audience,
    by: User,
    at: datetime,
    review: Review | None = None,
    meeting: Meeting | None = None,
    paragraph: int | None = None,
    title: str = "",
) -> Draft:
    """The draft as at another day, for somebody else, or under another title; its files are thrown away.

    Raises ChangedSince where it does not stand as it was seen.
    """
    draft = _open(draft, by=by, seen=seen)
    if draft.corrects_id and audience.value != draft.audience:
        raise Refused(
            "A correction is for those for whom the pack was that it corrects: it repeats what "
            "stood there.",
            field="audience",
        )
    facts = checked_facts(
        Kind(draft.kind),
        draft.plan,
        as_at=as_at,
        audience=audience,
        review=review,
        meeting=meeting,
        paragraph=paragraph,
        title=title,
        today=day_of(at),
    )
    for name, value in facts.items():
        setattr(draft, name, value)
    draft.save(update_fields=list(facts))
    _throw_files_away(draft)
    return draft


@transaction.atomic
@acts
def set_sections(
    draft: Draft, sections: Sequence[Chosen], *, seen: str, by: User, at: datetime
) -> Draft:
    """The draft with these sections, in this order and under these titles; () is the kind's own."""
    draft = _open(draft, by=by, seen=seen)
    draft.sections = checked_sections(Kind(draft.kind), sections) if sections else []
    draft.save(update_fields=["sections"])
    _throw_files_away(draft)
    return draft


@transaction.atomic
@acts
def withdraw_draft(draft: Draft, *, by: User, at: datetime) -> Draft:
    """The draft is put away: it is in no list, and cannot be issued."""
    draft = _open(draft, by=by)
    draft.is_withdrawn = True
    draft.save(update_fields=["is_withdrawn"])
    _throw_files_away(draft)
    return draft


@transaction.atomic
def accept_findings(
    draft: Draft, findings: Sequence[Finding], reason: str, *, by: User, at: datetime
) -> list[Accepted]:
    """The draft may be issued with these findings, for this reason. Of one accepted twice the first holds."""
    draft = _open(draft, by=by)
    if not findings:
        raise Refused("Tick at least one finding that is still there.", field="findings")
    if any(finding.weight is not Weight.ASKS for finding in findings):
        raise Refused("This stops the issue, whatever the reason: it has to be mended.")
    reason = reason.strip()
    if not reason:
        raise Refused("Write why the pack can be issued all the same.", field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refused(f"Keep the reason to {LONGEST_REASON:,} characters.", field="reason")
    facts = {"reason": reason, "recorded_by": by, "recorded_at": at}
    return [
        Accepted.objects.get_or_create(
            draft=draft, fingerprint=each.fingerprint, defaults={"code": each.code} | facts
        )[0]
        for each in findings
    ]


def _open(draft: Draft, *, by: User, seen: str | None = None) -> Draft:
    """The draft as it stands, held until the end of the transaction."""
    require_maker(by, draft.kind)
    found = Draft.objects.select_for_update(of=("self",)).select_related("plan").get(pk=draft.pk)
    require_open(found)
    if seen is not None and seen != mark_of(found):
        raise ChangedSince(
            "Somebody changed this draft since you opened the page: look at it as it stands now, "
            "then save again."
        )
    return found


def require_open(draft: Draft) -> None:
    """Raises NoLongerADraft where it was issued or withdrawn."""
    issued = IssuedPack.objects.filter(draft=draft).first()
    if issued:
        raise NoLongerADraft(
            f"This draft was issued as issue {issued.number}: what is issued stays as it is. "
            "Correct it by a new issue."
        )
    if draft.is_withdrawn:
        raise NoLongerADraft("This draft was withdrawn: begin another.")


def _throw_files_away(draft: Draft) -> None:
    JobFile.objects.filter(job__draft=draft).delete()
