"""What a filter found, in one sentence."""

from plans.rules.words import count_of, listed


def one_of(words: list[str]) -> str:
    """ "a", "a or b", "a, b or c"."""
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def result_sentence(n: int, total: int, *, asked: list[str], mention: str = "") -> str:
    """ "10 of 104 actions are past their date and in Part B".

    `asked` are phrases that follow "are" ("past {their} date"); `mention` is what was searched for.
    """
    if not total:
        return "This plan has no actions yet"
    if not asked and not mention:
        return f"All {count_of(total, 'action')}" if total > 1 else "The plan’s one action"
    one = n <= 1
    of_all = f"{n:,} of {count_of(total, 'action')}" if n else f"None of {count_of(total, 'action')}"
    said = [phrase.format(their="its" if one else "their") for phrase in asked]
    if said:
        said[0] = f"{'is' if one else 'are'} {said[0]}"
    if mention:
        said.append(f"{'mentions' if one else 'mention'} “{mention}”")
    return f"{of_all} {listed(said)}"
