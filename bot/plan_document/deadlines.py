"""A deadline text → its meaning.

The phrase is cut into tokens, the rules find facts from left to right, and `meaning` puts the facts
together. Every character is accounted for: what no rule takes comes back as a warning with its exact text.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.plan_document.grammar.calendar import dates, listed_years, vague
from bot.plan_document.grammar.cursor import Cursor
from bot.plan_document.grammar.facts import Fact
from bot.plan_document.grammar.meaning import understand
from bot.plan_document.grammar.periodicity import day_of_month, every
from bot.plan_document.grammar.phrases import (
    ignored,
    on_plan,
    ongoing,
    reference,
    relative,
    second_stage,
    whole_period,
    year_reference,
)
from bot.plan_document.grammar.tokens import Token, tokenise
from bot.plan_document.grammar.wording import explain
from bot.plan_document.timing import Timing

Rule = Callable[[Cursor], Fact | None]

# The first rule that fits takes the words; the narrower stands before the wider.
_RULES: tuple[Rule, ...] = (
    whole_period,
    second_stage,
    reference,
    year_reference,
    day_of_month,
    every,
    relative,
    ongoing,
    listed_years,
    dates,
    vague,
    on_plan,
    ignored,
)
_FILLERS = frozenset({"и", "а", "также", "срок", "включительно"})
_LONGEST_PHRASE = 2000


@lru_cache(maxsize=1024)
def read_deadline(phrase: str) -> Timing:
    """The meaning of a deadline text. Never raises: what is not certain is `unparseable` or has a warning."""
    if len(phrase) > _LONGEST_PHRASE:
        warning = f"текст длиннее {_LONGEST_PHRASE} знаков: это не срок"
        return _explained(Timing(phrase=phrase, kind="unparseable", warnings=(warning,)))
    tokens = tokenise(phrase)
    facts, taken, residues = _scan(Cursor(tokens, phrase))
    remarks = [f"не понято: «{_quote(phrase, residue)}»" for residue in residues]
    remarks += [
        f"«{phrase[token.start : token.end]}» прочитано как «{token.read_as}»"
        for token in tokens
        if token.read_as
    ]
    return _explained(understand(phrase, facts, [_quote(phrase, run) for run in taken], remarks))


def _explained(timing: Timing) -> Timing:
    return replace(timing, explanation=explain(timing))


def _scan(cursor: Cursor) -> tuple[list[Fact], list[list[Token]], list[list[Token]]]:
    """All facts in order, the tokens each was read from, and the runs of tokens no rule took."""
    facts: list[Fact] = []
    taken: list[list[Token]] = []
    residues: list[list[Token]] = []
    was_residue = False
    while not cursor.done:
        begin = cursor.place
        fact = _first_fit(cursor)
        if fact is not None:
            facts.append(fact)
            taken.append(cursor.tokens[begin : cursor.place])
            was_residue = False
            continue
        token = cursor.tokens[begin]
        cursor.place += 1
        if token.kind == "punct" or (token.kind == "word" and token.value in _FILLERS):
            continue
        if was_residue:
            residues[-1].append(token)
        else:
            residues.append([token])
        was_residue = True
    return facts, taken, residues


def _first_fit(cursor: Cursor) -> Fact | None:
    begin = cursor.place
    for rule in _RULES:
        fact = rule(cursor)
        if fact is not None:
            return fact
        cursor.place = begin
    return None


def _quote(phrase: str, tokens: Sequence[Token]) -> str:
    """The printed text from the first of these tokens to the last, on one line."""
    return " ".join(phrase[tokens[0].start : tokens[-1].end].split()) if tokens else ""
