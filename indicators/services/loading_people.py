"""Whom an indicator or a table of a fixture file counts, where the file does not say."""

from indicators.rules.measures import People, TableKind, Unit


def people_of(item: dict) -> str:
    """As the file says; else nobody for money and for what is computed, attributes for shares of answers."""
    if "people" in item:
        return item["people"]
    if item.get("unit") == Unit.POUNDS or item.get("computed"):
        return People.NOBODY.value
    is_shares = item.get("kind") == TableKind.SHARES
    return (People.ATTRIBUTES if is_shares else People.CASELOAD).value


def without_people(facts: dict) -> dict:
    """The facts that the ledger compares: what was loaded before files said whom it counts stands."""
    return {name: value for name, value in facts.items() if name != "people"}
