"""Loads the tree of a plan, the inspection that it answers, and what the documents say of actions."""

from datetime import date

from django.db import models

from plans.models import Action, Assignment, DueDate, Recommendation
from plans.services.loading_file import FixtureFile
from plans.services.statements import assign_owners, first_due_date, record_update

# The fields of an action that make a statement: with none of them it has no first update.
_SAYS = ("rating", "basis", "inferred_from", "comment", "remaining", "forecast_as_written")


def load_inspection(file: FixtureFile) -> None:
    """The file's inspection with its recommendations, where it has one."""
    facts = file.facts.get("inspection")
    if facts is None:
        return
    inspection = file.put(
        "inspection",
        facts,
        lambda: file.write.add_inspection(file.service, **file.placed(facts)),
    )
    file.known.inspections[facts["ref"]] = inspection
    for n, number, item in file.each("recommendation", "number"):
        file.put(
            f"recommendation {number}",
            item,
            lambda n=n, item=item: file.write.add_recommendation(
                inspection, position=n, **file.placed(item)
            ),
        )


def load_plan(file: FixtureFile) -> None:
    """The file's plan, where it has one: its tree and key, and what its table says of its actions."""
    if "plan" in file.facts:
        _Tree(file).load()


class _Tree:
    """One plan, row by row."""

    def __init__(self, file: FixtureFile) -> None:
        self.file, self.write = file, file.write
        self.parts: dict[str, models.Model] = {}
        self.objectives: dict[str, models.Model] = {}
        self.measures: dict[str, models.Model] = {}

    def load(self) -> None:
        self._load_head()
        file = self.file
        for n, word, item in file.each("rating", "word"):
            file.put(
                f"rating {word}",
                item,
                lambda n=n, item=item: self.write.add_rating(
                    file.plan, severity=n, **file.placed(item)
                ),
            )
        for n, code, item in file.each("part", "code"):
            self.parts[code] = file.put(f"part {code}", item, lambda n=n, i=item: self._part(n, i))
        for n, number, item in file.each("objective", "number"):
            self.objectives[number] = file.put(
                f"objective {number}", item, lambda n=n, i=item: self._objective(n, i)
            )
        for n, ref, item in file.each("action", "ref"):
            with file.needs(f"action {ref}"):
                self._load_action(n, ref, item)
        self._load_links()
        self._load_said()

    def _load_head(self) -> None:
        file = self.file
        held = ("board", "overdue_is_behind")
        facts = {name: v for name, v in file.facts["plan"].items() if name not in held}
        inspection = self._named(
            file.known.inspections, facts.pop("inspection", None), "inspection"
        )
        board = self._named(file.known.boards, file.facts["plan"].get("board"), "board")
        file.plan = file.put(
            "plan",
            facts,
            lambda: self.write.add_plan(file.service, inspection=inspection, **file.placed(facts)),
        )
        file.known.plans[file.service.pk].append(file.plan)
        holds = {name: v for name, v in file.facts["plan"].items() if name in held}
        if holds:
            rule = holds.get("overdue_is_behind", True)
            file.put(
                "plan, its board and its rule",
                holds,
                lambda: self.write.hold_to(file.plan, board=board, overdue_is_behind=rule),
            )
        self.recommendations = {}
        if inspection:
            answered = Recommendation.objects.filter(inspection=inspection)
            self.recommendations = {r.number: r for r in answered}

    def _named(self, known: dict, ref: str | None, kind: str):
        if ref is not None and ref not in known:
            raise self.file.broken("[plan]", f"no {kind} has the ref {ref}.")
        return known.get(ref)

    def _answers(self, facts: dict) -> list[Recommendation]:
        return [self.recommendations[number] for number in facts.get("recommendations", [])]

    def _part(self, n: int, item: dict):
        return self.write.add_part(
            self.file.plan,
            position=n,
            recommendations=self._answers(item),
            as_at_on=item.get("as_at"),
            **self.file.placed(item, "recommendations", "as_at"),
        )

    def _objective(self, n: int, item: dict):
        return self.write.add_objective(
            self.file.plan,
            part=self.parts[item["part"]] if "part" in item else None,
            position=n,
            recommendations=self._answers(item),
            **self.file.placed(item, "recommendations", "part"),
        )

    def _load_action(self, n: int, ref: str, item: dict) -> None:
        file, place = self.file, item.get("place", "")
        if "success" in item:
            self.measures[ref] = file.put(
                f"action {ref}, success measure",
                {"success": item["success"]},
                lambda: self.write.add_success_measure(
                    file.plan, text=item["success"], place=place
                ),
            )
        shared = item.get("success_shared_with", ref if "success" in item else None)
        measure = self.measures[shared] if shared else None
        action = file.put(f"action {ref}", item, lambda: self._action(n, item, measure))
        file.actions[ref] = action
        file.put(
            f"action {ref}, due date",
            {"due_as_written": item["due_as_written"]},
            lambda: self._due_date(action, item),
        )
        file.put(
            f"action {ref}, owners",
            {"owners": item["owners"], "as_written": item["owners_as_written"]},
            lambda: self._owners(action, item),
        )

    def _action(self, n: int, item: dict, measure):
        return self.write.add_action(
            self.objectives[item["objective"]],
            ref=item["ref"],
            ref_as_printed=item["ref_as_printed"],
            position=n,
            title=item["title"],
            place=item.get("place", ""),
            success_measure=measure,
            indicators_as_printed=item.get("indicators_as_printed", ""),
            note=item.get("note", ""),
        )

    def _said_first(self, item: dict) -> dict:
        file = self.file
        return {
            "by": file.by.manager,
            "at": file.at,
            "source": file.source,
            "place": item.get("place", ""),
            "known_on": file.known_on(file.plan.begins_on),
        }

    def _due_date(self, action: Action, item: dict) -> DueDate:
        return first_due_date(action, item["due_as_written"], **self._said_first(item))

    def _owners(self, action: Action, item: dict) -> Assignment:
        return assign_owners(
            action,
            [self.file.roles[name] for name in item["owners"]],
            as_written=item["owners_as_written"],
            position=1,
            refresh=False,
            **self._said_first(item),
        )

    def _load_links(self) -> None:
        file = self.file
        for _, ref, item in file.each("action", "ref"):
            for link in item.get("sees", []):
                with file.needs(f"action {ref}, sees"):
                    to = file.actions[link["ref"]]
                self._link(ref, item, link, f"action {link['ref']}", to_action=to)
            for link in item.get("sees_objectives", []):
                with file.needs(f"action {ref}, sees_objectives"):
                    to = self.objectives[link["number"]]
                self._link(ref, item, link, f"objective {link['number']}", to_objective=to)

    def _link(self, ref: str, item: dict, link: dict, target: str, **to) -> None:
        self.file.put(
            f"action {ref}, see {target}",
            link,
            lambda: self.write.add_link(
                self.file.actions[ref],
                as_printed=link["as_printed"],
                place=item.get("place", ""),
                **to,
            ),
        )

    def _load_said(self) -> None:
        file = self.file
        for _, ref, item in file.each("action", "ref"):
            self._update_of_table(ref, item)
        for _, ref, item in file.each("report_statement", "ref"):
            with file.needs("report_statement"):
                action = file.actions[ref]
            key = f"action {ref}, as the report has it"
            said = {"on": item["on"], "precision": "day", "position": item["position"]}
            self._update(key, action, item, **said)
        for n, _, item in file.each("remark", "text"):
            file.put(f"remark {n}", item, lambda n=n, i=item: self._remark(n, i))

    def _update_of_table(self, ref: str, item: dict) -> None:
        """What the table that lists the action says of it, on the day that its part speaks of."""
        objective = self.objectives[item["objective"]]
        if objective is None or not any(name in item for name in _SAYS):
            return
        part = objective.part
        if part is None or part.as_at_on is None:
            of = f"objective {objective.number}" if part is None else f"part {part.code}"
            lack = "part, and so no day" if part is None else "as_at"
            raise self.file.ledger.broken(
                f"action {ref}",
                f"{of} has no {lack}, of which the action's rating and comment could speak: "
                "give it one, or give them as a report_statement with its own day",
            )
        self._update(
            f"action {ref}, as the table has it",
            self.file.actions[ref],
            item,
            on=part.as_at_on,
            precision=part.as_at_precision,
            position=1,
        )

    def _update(
        self, key: str, action: Action, item: dict, *, on: date, precision: str, position: int
    ) -> None:
        file = self.file
        said = said_of(file, key, item) | {
            "effective_on": on,
            "effective_precision": precision,
            "position": position,
            "place": item.get("place", ""),
        }
        file.put(
            key,
            said,
            lambda: record_update(
                action,
                by=file.by.manager,
                at=file.at,
                source=file.source,
                known_on=file.known_on(on),
                refresh=False,
                **said,
            ),
        )

    def _remark(self, n: int, item: dict):
        file = self.file
        about_part, about = item.get("about_part"), item.get("about_objective")
        return self.write.add_remark(
            file.plan,
            on=item["on"],
            position=n,
            text=item["text"],
            known_on=file.known_on(item["on"]),
            place=item.get("place", ""),
            part=self.parts[about_part] if about_part is not None else None,
            objective=self.objectives[about] if about is not None else None,
            claims=item.get("claims", ""),
            disagrees_with=[file.actions[ref] for ref in item.get("disagrees_with", [])],
        )


def said_of(file: FixtureFile, key: str, item: dict) -> dict:
    """What an entry says of an action's state, as `record_update` takes it."""
    if "rating" not in item and ("basis" in item or "inferred_from" in item):
        raise file.ledger.broken(key, "basis and inferred_from go with a rating, and it has none")
    return {
        "rating": item.get("rating"),
        "basis": item.get("basis", ""),
        "inferred_from": item.get("inferred_from", ""),
        "comment": item.get("comment"),
        "remaining": item.get("remaining"),
        "forecast": item.get("forecast_as_written"),
    }
