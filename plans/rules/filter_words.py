"""What a filter found, in one sentence."""

from plans.rules.words import count_of, listed


def one_of(words: list[str]) -> str:
    """ "a", "a or b", "a, b or c"."""
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def result_sentence(
    n: int, total: int, *, past_date: bool = False, asked: list[str], mention: str = ""
) -> str:
    """ "10 of 104 actions are past their date and in Part B".

    `asked` are phrases that follow "are" ("in Part B"); `mention` is what was searched for.
    """
    if not total:
        return "This plan has no actions yet"
    if not (past_date or asked or mention):
        return f"All {count_of(total, 'action')}" if total > 1 else "The plan’s one action"
    one = n <= 1
    of_all = (
        f"{n:,} of {count_of(total, 'action')}" if n else f"None of {count_of(total, 'action')}"
    )
    said = [f"past {'its' if one else 'their'} date"] * past_date + asked
    if said:
        said[0] = f"{'is' if one else 'are'} {said[0]}"
    if mention:
        said.append(f"{'mentions' if one else 'mention'} “{mention}”")
    return f"{of_all} {listed(said)}"
