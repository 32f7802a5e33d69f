"""A deadline text → its meaning.

The phrase is cut into tokens, the rules find facts from left to right, and `meaning` puts the facts
together. Every character is accounted for: what no rule takes comes back as a warning with its exact text.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.plan_document.grammar.calendar import dates, day_name, listed_years, vague
from bot.plan_document.grammar.cursor import Cursor
from bot.plan_document.grammar.facts import Fact, Said
from bot.plan_document.grammar.meaning import understand
from bot.plan_document.grammar.monthdays import day_of_month
from bot.plan_document.grammar.papers import blank, on_plan, reference
from bot.plan_document.grammar.periodicity import every
from bot.plan_document.grammar.phrases import (
    heading,
    ignored,
    ongoing,
    second_stage,
    whole_period,
    year_reference,
)
from bot.plan_document.grammar.terms import relative
from bot.plan_document.grammar.tokens import Token, TokenKind, tokenise
from bot.plan_document.grammar.weekdays import weekday_of_month
from bot.plan_document.grammar.wording import explain
from bot.plan_document.timing import Timing

Rule = Callable[[Cursor], Fact | None]

# The first rule that fits takes the words; the narrower stands before the wider.
_RULES: tuple[Rule, ...] = (
    heading,
    blank,
    every,
    whole_period,
    second_stage,
    reference,
    year_reference,
    day_of_month,
    weekday_of_month,
    relative,
    ongoing,
    listed_years,
    dates,
    vague,
    on_plan,
    ignored,
    day_name,
)
# What a phrase of each rule may begin with, so that the others are not asked.
_NUMBERS: tuple[Rule, ...] = (every, day_of_month, weekday_of_month, relative, ongoing, dates, ignored)
_BY_KIND: dict[TokenKind, tuple[Rule, ...]] = {
    "num": _NUMBERS,
    "ord": _NUMBERS,
    "roman": _NUMBERS,
    "date": (dates,),
    "month": (dates,),
    "year": (listed_years, dates),
    "time": (dates, ignored),
    "every": (every,),
    "weekday": (every, dates, day_name),
    "unknown": (every, second_stage, reference, year_reference, relative, ongoing, on_plan, ignored),
    "punct": (blank, reference, dates),
    "word": _RULES,
}
_BY_WORD: dict[int | str, tuple[Rule, ...]] = {
    "до": (every, day_of_month, relative, dates, vague, ignored),
    "не": (every, day_of_month, relative, dates),
    "с": (day_of_month, relative, dates, vague, ignored, day_name),
    "к": (every, day_of_month, dates, vague, ignored),
    "по": (every, day_of_month, relative, dates, on_plan, ignored, day_name),
    "за": (whole_period, relative, ignored),
    "раз": (every,),
    "срок": (heading, day_of_month, dates, on_plan, ignored),
    "постоянно": (ongoing,),
    "весь": (whole_period, ongoing),
    "каждый": (every, year_reference, day_of_month, ongoing),
    "текущий": (year_reference, ongoing),
    "предшествующий": (year_reference,),
    "учебный": (ongoing, dates),
    "далее": (every, whole_period),
    "год": (year_reference,),
    "и": (),
}
_FILLERS = frozenset({"и", "а", "также", "срок", "включительно"})
_MARKS = frozenset(".,;:-()[]«»\"“”„'/…")
_LONGEST_PHRASE = 2000


@lru_cache(maxsize=1024)
def read_deadline(phrase: str) -> Timing:
    """The meaning of a deadline text. Never raises: what is not certain is `unparseable` or has a warning."""
    if len(phrase) > _LONGEST_PHRASE:
        warning = f"текст длиннее {_LONGEST_PHRASE} знаков: это не срок"
        return _explained(Timing(phrase=phrase, kind="unparseable", warnings=(warning,)))
    tokens = tokenise(phrase)
    said, residues = _scan(Cursor(tokens, phrase))
    remarks = [f"не понято: «{_quote(phrase, residue)}»" for residue in residues]
    remarks += [
        f"«{phrase[token.start : token.end]}» прочитано как «{token.read_as}»"
        for token in tokens
        if token.read_as
    ]
    return _explained(understand(phrase, said, remarks, residue=bool(residues)))


def _explained(timing: Timing) -> Timing:
    return replace(timing, explanation=explain(timing))


def _scan(cursor: Cursor) -> tuple[list[Said], list[list[Token]]]:
    """All facts in order, and the runs of tokens no rule took."""
    said: list[Said] = []
    residues: list[list[Token]] = []
    was_residue = False
    end = 0
    while not cursor.done:
        begin = cursor.place
        fact = _first_fit(cursor)
        if fact is not None:
            taken = cursor.tokens[begin : cursor.place]
            said.append(Said(fact, _quote(cursor.text, taken), cursor.text[end : taken[0].start]))
            end = taken[-1].end
            was_residue = False
            continue
        token = cursor.tokens[begin]
        cursor.place += 1
        if _says_nothing(token):
            continue
        if was_residue:
            residues[-1].append(token)
        else:
            residues.append([token])
        was_residue = True
    return said, residues


def _says_nothing(token: Token) -> bool:
    return token.value in (_MARKS if token.kind == "punct" else _FILLERS if token.kind == "word" else ())


def _first_fit(cursor: Cursor) -> Fact | None:
    begin = cursor.place
    for rule in _candidates(cursor.tokens[begin]):
        fact = rule(cursor)
        if fact is not None:
            return fact
        cursor.place = begin
    return None


def _candidates(token: Token) -> tuple[Rule, ...]:
    """The rules whose phrases may begin with this token."""
    if token.kind == "word" and token.value in _BY_WORD:
        return _BY_WORD[token.value]
    return _BY_KIND[token.kind]


def _quote(phrase: str, tokens: Sequence[Token]) -> str:
    """The printed text from the first of these tokens to the last, on one line."""
    return " ".join(phrase[tokens[0].start : tokens[-1].end].split()) if tokens else ""
