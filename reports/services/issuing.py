"""Issues packs: makes every format from one gathering and keeps it for good, or refuses in a sentence."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from indicators.selectors.disclosure import said_of
from plans.models import Service, User
from plans.readmodels import Made
from plans.rules.access import Position
from plans.rules.dates import long_date
from plans.rules.words import count_of
from plans.services.errors import Overtaken, Refused
from reports.blocks import Document
from reports.drafting import compiled
from reports.manifests import manifest_of, seal, sha256
from reports.material import Asked, Material
from reports.models import Draft, IssuedFile, IssuedPack, JobFile
from reports.one_state import one_state
from reports.papers import FORMATS, Gathered, Paper, Progress, book_from, papers_from
from reports.readmodels_lint import Finding, Weight
from reports.rules.errata import Erratum
from reports.rules.packs import Audience
from reports.selectors.drafts import by_text, get_draft, mark_of
from reports.services.drafts import NoLongerADraft, require_maker, require_open

TRIES = 4  # an issue that another one overtakes is made anew under the next number


class NotReady(Refused):
    """Something stands against the issue."""


@dataclass(frozen=True)
class Prepared:
    """An issue that is made and not kept yet: it rests on its number and on the draft as it was."""

    draft_id: int
    mark: str
    asked: Asked
    document: Document
    papers: tuple[Paper, ...]
    manifest: dict
    said: dict
    errata: tuple[Erratum, ...]


def issue_pack(
    draft: Draft, *, by: User, at: datetime, progress: Progress | None = None
) -> IssuedPack:
    """The pack, issued. Raises NotAllowed, NoLongerADraft, NotReady and PdfUnavailable.

    Files are made outside of any transaction, and kept in one together with everything else.
    """
    return prepared_and_kept(draft, by=by, at=at, progress=progress, keep=keep_issue)


def prepared_and_kept(
    draft: Draft,
    *,
    by: User,
    at: datetime,
    keep: Callable[..., IssuedPack],
    progress: Progress | None = None,
) -> IssuedPack:
    """The issue as `keep` keeps it, made anew where another issue took its number meanwhile."""
    for left in reversed(range(TRIES)):
        prepared = prepare_issue(draft.pk, by=by, at=at, progress=progress)
        try:
            return keep(prepared, by=by, at=at)
        except Overtaken:
            if not left:
                raise
    raise AssertionError("a loop of at least one turn")


def prepare_issue(
    draft_id: int, *, by: User, at: datetime, progress: Progress | None = None
) -> Prepared:
    """All files of an issue and what is kept beside them; nothing is written."""
    with one_state():
        draft = get_draft(draft_id)
        require_maker(by, draft.kind)
        require_open(draft)
        made = compiled(draft, stamp=_stamp(draft, by, at), progress=progress)
        accepted = require_ready(draft, made.document, made.findings())
        gathered = Gathered(made.document, book_from(made.material))
        said = _said(made.material)
        policy = made.material.policy
        mark = mark_of(draft)
    papers = papers_from(gathered, made.asked, FORMATS, progress).papers
    manifest = manifest_of(made.asked, made.document, papers, accepted, policy)
    return Prepared(draft_id, mark, made.asked, made.document, papers, manifest, said, made.errata)


def _stamp(draft: Draft, by: User, at: datetime) -> dict:
    """The fields of what is asked for that make it an issue."""
    number = next_number(draft.plan.service)
    local = timezone.localtime(at)
    who = by_text(by)
    when = f"{long_date(local.date())} at {local:%H:%M}"
    return {
        "made": Made(by=Position(by.position).label, at=at),
        "number": number,
        "issue_text": f"Issue {number}, by {who} on {when}",
    }


def next_number(service: Service) -> int:
    last = IssuedPack.objects.filter(service=service).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _said(material: Material) -> dict:
    """The figures that the pack gives away to the public; of any other, nothing."""
    if material.held is None:
        return {}
    return said_of(material.asked.plan.service, as_at=material.as_at, held=material.held)


def against_issue(
    draft: Draft, document: Document, findings: tuple[Finding, ...], accepted: set[str]
) -> tuple[str, ...]:
    """Why the draft cannot be issued as it stands, in sentences; () where nothing stands against it."""
    failed = [f"“{s.title}”: {s.failed}" for s in document.sections if s.failed]
    stops = [f for f in findings if f.weight is Weight.STOPS and f.code != "section-failed"]
    asks = [f for f in findings if f.weight is Weight.ASKS and f.fingerprint not in accepted]
    said = [f"A section could not be gathered. {text}" for text in failed]
    if not document.sections:
        said.append("It has no section.")
    said += [f"{f.where}: {f.text}" for f in stops]
    if asks:
        n, be = count_of(len(asks), "finding"), "is" if len(asks) == 1 else "are"
        said.append(f"{n} {be} neither mended nor accepted with a reason.")
    return tuple(said)


def require_ready(
    draft: Draft, document: Document, findings: tuple[Finding, ...]
) -> tuple[tuple[Finding, str], ...]:
    """The findings that were accepted, each with the reason. Raises NotReady."""
    accepted = {a.fingerprint: a.reason for a in draft.accepted.all()}
    wrong = against_issue(draft, document, findings, set(accepted))
    if wrong:
        raise NotReady(f"Nothing was issued. {' '.join(wrong)}")
    return tuple((f, accepted[f.fingerprint]) for f in findings if f.fingerprint in accepted)


@transaction.atomic
def keep_issue(prepared: Prepared, *, by: User, at: datetime) -> IssuedPack:
    """Keeps an issue that was made, all of it or nothing.

    Raises NoLongerADraft where the draft was issued, withdrawn or changed meanwhile, and Overtaken
    where another issue of the service was kept since: then this one has to be made anew.
    """
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=prepared.draft_id)
    require_open(draft)
    if mark_of(draft) != prepared.mark:
        raise NoLongerADraft(
            "The draft was changed while it was being issued, so nothing was issued: look at it "
            "as it stands now."
        )
    service = Service.objects.select_for_update().get(pk=prepared.asked.plan.service_id)
    if next_number(service) != prepared.asked.number:
        raise Overtaken("Another pack was issued at the same moment: issue again.", since=[])
    pack = _pack(prepared, draft, service, by=by, at=at)
    for paper in prepared.papers:
        _file(pack, paper, by=by, at=at)
    JobFile.objects.filter(job__draft=draft).delete()
    return pack


def _pack(
    prepared: Prepared, draft: Draft, service: Service, *, by: User, at: datetime
) -> IssuedPack:
    return IssuedPack.objects.create(
        service=service,
        number=prepared.asked.number,
        draft=draft,
        kind=draft.kind,
        title=prepared.document.title,
        as_at=draft.as_at,
        audience=Audience(draft.audience).value,
        manifest=prepared.manifest,
        said=prepared.said,
        sha256=seal(prepared.manifest),
        corrects_id=draft.corrects_id,
        errata=[asdict(e) for e in prepared.errata],
        recorded_by=by,
        recorded_at=at,
    )


def _file(pack: IssuedPack, paper: Paper, *, by: User, at: datetime) -> IssuedFile:
    return IssuedFile.objects.create(
        pack=pack,
        format=paper.ending,
        name=paper.name,
        content_type=paper.content_type,
        content=paper.content,
        size=len(paper.content),
        sha256=sha256(paper.content),
        recorded_by=by,
        recorded_at=at,
    )
