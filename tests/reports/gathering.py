"""Packs of the demonstration's plans as tests ask for them."""

from datetime import date

from plans.models import Plan
from reports.blocks import Document
from reports.books import Book, book_of
from reports.compiling import compile_document
from reports.material import Asked, Material
from reports.readmodels_pack import PlanPack
from reports.rules.packs import Audience, Kind


def material_of(plan: Plan, on: date, kind: Kind = Kind.PLAN, **asked) -> Material:
    """Everything read for one pack of a plan."""
    return Material(Asked(kind, plan, on, **asked))


def pack_of(plan: Plan, on: date, **asked) -> PlanPack:
    """What the pack says."""
    return material_of(plan, on, **asked).pack


def document_of(plan: Plan, on: date, kind: Kind = Kind.PLAN, **asked) -> Document:
    """The pack as every format but the workbook prints it."""
    return compile_document(material_of(plan, on, kind, **asked))


def book_for(plan: Plan, on: date, **asked) -> Book:
    """Its workbook as values."""
    return book_of(material_of(plan, on, **asked))


def public_book(plan: Plan, on: date, **asked) -> Book:
    """The workbook that the public may read."""
    return book_for(plan, on, audience=Audience.PUBLIC, **asked)
