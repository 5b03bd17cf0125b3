"""What is kept beside an issued pack: what it was made of, by whom, and the mark of every file."""

import hashlib
import json
from collections.abc import Iterable

from plans.selectors.meetings import words_of
from reports.blocks import Document
from reports.material import Asked
from reports.outlines import as_json, outline_of
from reports.papers import Paper
from reports.readmodels_lint import Finding
from reports.release import release, versions
from reports.selectors.house import Policy


def manifest_of(
    asked: Asked,
    document: Document,
    papers: Iterable[Paper],
    accepted: Iterable[tuple[Finding, str]],
    policy: Policy,
) -> dict:
    """Plain values alone, so that it reads the same from any database.

    `accepted` are the findings with which it is issued all the same, each with the reason.
    """
    return {
        "number": asked.number,
        "kind": asked.kind.value,
        "title": document.title,
        "service": asked.plan.service.ref,
        "plan": asked.plan.ref,
        "plan_title": asked.plan.title,
        "review": asked.review.ref if asked.review else None,
        "review_title": asked.review.title if asked.review else None,
        "meeting": asked.meeting.ref if asked.meeting else None,
        "meeting_words": words_of(asked.meeting) if asked.meeting else None,
        "as_at": asked.as_at.isoformat(),
        "audience": asked.audience.value,
        "paragraph": asked.paragraph,
        "issued_by": asked.made.by,
        "issued_at": asked.made.at.isoformat(),
        "issue_text": asked.issue_text,
        "corrects": asked.corrects_text,
        "sections": [{"key": s.key, "title": s.title} for s in document.sections],
        "accepted": [
            {"code": f.code, "where": f.where, "text": f.text, "reason": reason}
            for f, reason in accepted
        ],
        "held_back": len(document.held_back),
        "sources": list(document.sources),
        "disclosure": {
            "threshold": policy.disclosure.threshold,
            "keeps_zeros": policy.disclosure.keeps_zeros,
            "reason": policy.reason,
        }
        if asked.is_public
        else None,
        "release": release(),
        "libraries": versions(),
        "files": [
            {
                "format": paper.ending,
                "name": paper.name,
                "size": len(paper.content),
                "sha256": sha256(paper.content),
            }
            for paper in papers
        ],
        "outline": as_json(outline_of(document)),
    }


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def seal(manifest: dict) -> str:
    """The mark of a manifest, and so of every file that it names; the order of keys is no part of it."""
    written = json.dumps(manifest, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return sha256(written.encode())
