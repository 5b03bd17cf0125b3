"""Loads boards and who sits on them, when they met, what was found of them and of actions."""

from plans.services.loading_file import FixtureFile

# What is told of a meeting, beyond when it is, has rows of its own (loading_story.py).
TOLD = ("attendance", "minutes", "agreed")


def load_boards(file: FixtureFile) -> None:
    """The file's boards, after those of the files before it; a sub-group comes after its parent."""
    for n, (_, ref, item) in enumerate(file.each("board", "ref"), start=len(file.known.boards) + 1):
        with file.needs(f"board {ref}"):
            parent = file.known.boards[item["parent"]] if "parent" in item else None
        file.known.boards[ref] = file.put(
            f"board {ref}",
            item,
            lambda n=n, i=item, p=parent: file.write.add_board(
                file.service, parent=p, position=n, **file.placed(i, "parent")
            ),
        )


def load_members(file: FixtureFile) -> None:
    """The seats, chairs and champions of boards, what was found of them, and their meetings."""
    add = file.write
    for _, name, item in file.each("seat", "name"):
        key = f"board {item['board']}, seat {item['agency']}: {name}"
        seats = file.known.seats[item["board"]]
        seat = _of_board(file, key, item, add.add_seat, position=len(seats) + 1)
        seats.append((name, item["agency"], seat))
    for _, role, item in file.each("chair", "held_by"):
        key = f"board {item['board']}, chair {role}, {item.get('from_as_written', '')}"
        _of_board(file, key.rstrip(", "), item, add.add_chair)
    for _, subject, item in file.each("champion", "subject"):
        key = f"board {item['board']}, champion {subject}, {item['held_by']}"
        _of_board(file, key, item, add.add_champion)
    for n, _, item in file.each("finding"):
        known_on = file.known_on(item["on"])
        _of_board(file, f"finding {n}", item, add.add_finding, position=n, known_on=known_on)
    for _, ref, item in file.each("meeting", "ref"):
        facts = item | {"agenda": "\n".join(item.get("agenda", ()))}
        file.known.meetings[ref] = _of_board(
            file, f"meeting {ref}", facts, add.add_meeting, without=("papers", *TOLD)
        )
        _load_papers(file, ref, item)


def _of_board(file: FixtureFile, key: str, item: dict, add, *, without=(), **more):
    """A row about a board. What is told of a meeting has rows of its own."""
    with file.needs(key):
        board = file.known.boards[item["board"]]
    facts = {name: value for name, value in item.items() if name not in without}
    return file.put(key, facts, lambda: add(board, **more, **file.placed(facts, "board")))


def _load_papers(file: FixtureFile, ref: str, item: dict) -> None:
    for n, paper in enumerate(item.get("papers", ()), start=1):
        file.put(
            f"meeting {ref}, paper {n}",
            paper,
            lambda n=n, p=paper: file.write.add_paper(
                file.known.meetings[ref], position=n, place=item.get("place", ""), **p
            ),
        )


def load_assurances(file: FixtureFile) -> None:
    """What other bodies found of actions: of the file's plan, else of the one plan of its service."""
    plans = file.known.plans[file.service.pk]
    plan = file.plan or (plans[0] if len(plans) == 1 else None)
    if "assurance" in file.facts and plan is None:
        raise file.broken("assurance 1", "it is not clear of which plan the action is.")
    actions = file.actions
    if not actions and "assurance" in file.facts:
        actions = {action.ref: action for action in plan.actions.order_by()}
    for n, ref, item in file.each("assurance", "ref"):
        with file.needs(f"assurance {n}"):
            action = actions[ref]
        file.put(
            f"action {ref}, assurance {n}",
            item,
            lambda n=n, a=action, i=item: file.write.add_assurance(
                a, position=n, known_on=file.known_on(i["on"]), **file.placed(i, "ref")
            ),
        )
