"""Writes the tree of a plan and what it stands on, row by row, each attributed."""

from datetime import date, datetime

from django.db import transaction

from plans.models import (
    Action,
    ActionLink,
    Inspection,
    Objective,
    Part,
    Plan,
    Rating,
    Recommendation,
    Remark,
    Role,
    RoleAlias,
    Service,
    Source,
    SuccessMeasure,
    User,
)
from plans.rules.dates import read_date
from plans.rules.meanings import Colour, Meaning


class Writer:
    """Who writes, when, and from which document: said once for everything that is written from it."""

    def __init__(self, *, by: User, at: datetime, source: Source | None = None) -> None:
        self.by, self.at, self.source = by, at, source

    @property
    def recorded(self) -> dict:
        return {"recorded_by": self.by, "recorded_at": self.at}

    def sourced(self, place: str) -> dict:
        return self.recorded | {"source": self.source, "place": place if self.source else ""}

    def add_source(
        self, *, ref: str, title: str, publisher: str, published_as_written: str
    ) -> Source:
        written = read_date(published_as_written)
        return Source.objects.create(
            ref=ref,
            title=title,
            publisher=publisher,
            published_as_written=published_as_written,
            published_on=written.on,
            published_precision=written.precision or "",
            **self.recorded,
        )

    def add_service(
        self, *, ref: str, name: str, short_name: str, is_invented: bool = False
    ) -> Service:
        return Service.objects.create(
            ref=ref, name=name, short_name=short_name, is_invented=is_invented, **self.recorded
        )

    def add_role(self, service: Service, name: str) -> Role:
        return Role.objects.create(service=service, name=name, **self.recorded)

    def add_alias(self, role: Role, name: str) -> RoleAlias:
        return RoleAlias.objects.create(
            role=role, service_id=role.service_id, name=name, **self.recorded
        )

    def add_inspection(
        self,
        service: Service,
        *,
        ref: str,
        title: str,
        inspectorate: str,
        place: str,
        fieldwork_as_written: str = "",
    ) -> Inspection:
        return Inspection.objects.create(
            service=service,
            ref=ref,
            title=title,
            inspectorate=inspectorate,
            fieldwork_as_written=fieldwork_as_written,
            **self.sourced(place),
        )

    def add_recommendation(
        self,
        inspection: Inspection,
        *,
        number: str,
        position: int,
        title: str,
        text: str,
        addressee_as_written: str,
        place: str,
    ) -> Recommendation:
        return Recommendation.objects.create(
            inspection=inspection,
            number=number,
            position=position,
            title=title,
            text=text,
            addressee_as_written=addressee_as_written,
            **self.sourced(place),
        )

    def add_plan(
        self,
        service: Service,
        *,
        ref: str,
        title: str,
        begins_on: date,
        begins_as_written: str,
        begins_precision: str,
        objective_word: str,
        place: str,
        begins_inferred_from: str = "",
        inspection: Inspection | None = None,
    ) -> Plan:
        return Plan.objects.create(
            service=service,
            ref=ref,
            title=title,
            begins_on=begins_on,
            begins_as_written=begins_as_written,
            begins_precision=begins_precision,
            begins_inferred_from=begins_inferred_from,
            objective_word=objective_word,
            inspection=inspection,
            **self.sourced(place),
        )

    def add_rating(
        self,
        plan: Plan,
        *,
        word: str,
        colour: str,
        meaning: str,
        definition: str,
        severity: int,
        place: str,
    ) -> Rating:
        return Rating.objects.create(
            plan=plan,
            word=word,
            colour=Colour(colour),
            meaning=Meaning(meaning),
            definition=definition,
            severity=severity,
            **self.sourced(place),
        )

    @transaction.atomic
    def add_part(
        self, plan: Plan, *, recommendations: list[Recommendation], place: str, **facts
    ) -> Part:
        part = Part.objects.create(plan=plan, **facts, **self.sourced(place))
        part.recommendations.set(recommendations)
        return part

    @transaction.atomic
    def add_objective(
        self,
        plan: Plan,
        *,
        part: Part | None,
        recommendations: list[Recommendation],
        due_as_written: str = "",
        place: str,
        **facts,
    ) -> Objective:
        written = read_date(due_as_written)
        objective = Objective.objects.create(
            plan=plan,
            part=part,
            due_as_written=due_as_written,
            due_on=written.on,
            due_precision=written.precision or "",
            **facts,
            **self.sourced(place),
        )
        objective.recommendations.set(recommendations)
        return objective

    def add_success_measure(
        self, plan: Plan, *, text: str, place: str, how_known: str = ""
    ) -> SuccessMeasure:
        return SuccessMeasure.objects.create(
            plan=plan, text=text, how_known=how_known, **self.sourced(place)
        )

    def add_action(
        self,
        objective: Objective,
        *,
        ref: str,
        ref_as_printed: str,
        position: int,
        title: str,
        place: str,
        success_measure: SuccessMeasure | None = None,
        indicators_as_printed: str = "",
        note: str = "",
    ) -> Action:
        return Action.objects.create(
            plan=objective.plan,
            objective=objective,
            ref=ref,
            ref_as_printed=ref_as_printed,
            position=position,
            title=title,
            success_measure=success_measure,
            indicators_as_printed=indicators_as_printed,
            note=note,
            **self.sourced(place),
        )

    def add_link(
        self,
        action: Action,
        *,
        as_printed: str,
        place: str,
        to_action: Action | None = None,
        to_objective: Objective | None = None,
    ) -> ActionLink:
        return ActionLink.objects.create(
            action=action,
            to_action=to_action,
            to_objective=to_objective,
            as_printed=as_printed,
            **self.sourced(place),
        )

    @transaction.atomic
    def add_remark(
        self,
        plan: Plan,
        *,
        on: date,
        position: int,
        text: str,
        known_on: date,
        place: str,
        part: Part | None = None,
        objective: Objective | None = None,
        claims: str = "",
        disagrees_with: list[Action] = (),
    ) -> Remark:
        remark = Remark.objects.create(
            plan=plan,
            part=part,
            objective=objective,
            effective_on=on,
            position=position,
            known_on=known_on,
            text=text,
            claims=Meaning(claims) if claims else "",
            **self.sourced(place),
        )
        remark.disagrees_with.set(disagrees_with)
        return remark
