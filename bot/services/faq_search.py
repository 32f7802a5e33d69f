"""Finding a card by what a parent types: Russian word forms, prefixes of verbs, slips of the finger."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

TITLE, KEYWORDS, BODY = 3.0, 4.0, 1.0
"""How much a word counts by where it stands."""
WITHIN, SLIP = 0.85, 0.7
"""How much of that remains for a word within a word («оштрафуют»), and for one with a slip."""
SHORTEST_WITHIN, SHORTEST_SLIP = 4, 5
ENOUGH = 3.2
"""Less than one telling word of a title or of the keywords is no answer."""
BESIDE = 0.45
"""What is shown beside the best one has at least this part of its score."""
CLEAR = 1.7
"""The best one is opened at once when it is so many times better than the next."""
_WORD = re.compile(r"[а-яa-z]+|\d+")
STOP = frozenset(
    _WORD.findall(
        """
        и в во на не что как а но или если ли то это этот эта эти я мы вы он она они мне нам вам его ее их
        мой моя наш наша ваш к ко с со у о об от до для по за из при бы же там тут так все еще уже очень можно
        нужно надо помогите помочь вопрос спросить скажите подскажите спасибо делать день утро вечер будет
        быть есть когда кто где куда какой какая какие какое сколько чем чего чтобы потом после да нет ну
        the a an and or of to in is are
        """
    )
)


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("russian")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The part of a word that its forms share."""
    return str(_stemmer().stemWord(word))


def stems(text: str) -> list[str]:
    """The telling words of a text."""
    words = _WORD.findall(text.lower().replace("ё", "е"))
    return [stem(word) for word in words if word not in STOP and (len(word) > 1 or word.isdigit())]


@dataclass(frozen=True)
class Searched:
    """A card as the search sees it."""

    number: int
    title: str
    keywords: str
    body: str


class Index:
    """The words of some cards, with how telling each is."""

    def __init__(self, cards: Sequence[Searched]) -> None:
        self._weights: dict[int, dict[str, float]] = {}
        for card in cards:
            found: dict[str, float] = {}
            for text, weight in ((card.body, BODY), (card.title, TITLE), (card.keywords, KEYWORDS)):
                for word in stems(text):
                    found[word] = max(found.get(word, 0.0), weight)
            self._weights[card.number] = found
        spread = Counter(word for found in self._weights.values() for word in found)
        total = max(len(cards), 1)
        self._telling = {
            word: math.log(1 + total / count) / math.log(1 + total) for word, count in spread.items()
        }

    def find(self, text: str, limit: int = 5) -> list[tuple[int, float]]:
        """Numbers of cards with their scores, best first; nothing where nothing telling was typed."""
        asked = list(dict.fromkeys(stems(text)))
        if not asked:
            return []
        meant = {word: self._meant(word) for word in asked}
        scores: dict[int, float] = dict.fromkeys(self._weights, 0.0)
        for number, weights in self._weights.items():
            for word in asked:
                scores[number] += max(
                    (
                        weights[known] * self._telling[known] * share
                        for known, share in meant[word].items()
                        if known in weights
                    ),
                    default=0.0,
                )
        best = sorted(scores.items(), key=lambda each: -each[1])[:limit]
        if not best or best[0][1] < ENOUGH * self._rarity(asked, meant):
            return []
        return [(number, score) for number, score in best if score >= best[0][1] * BESIDE]

    def _rarity(self, asked: Sequence[str], meant: Mapping[str, Mapping[str, float]]) -> float:
        """Half of the words have to be known well, or most of them at all; else much more has to fit."""
        if len(asked) == 1:
            return 0.55
        sure = sum(1.0 in meant[word].values() for word in asked)
        known = sum(bool(meant[word]) for word in asked)
        return 0.55 if sure * 2 >= len(asked) or known * 2 > len(asked) else 2.0

    def _meant(self, word: str) -> dict[str, float]:
        """The known words a typed one may stand for, with how sure that is."""
        from rapidfuzz.distance import OSA

        if word in self._telling:
            return {word: 1.0}
        if word.isdigit():
            return {}
        found = {}
        for known in self._telling:
            short, long = sorted((known, word), key=len)
            longer = len(long) - len(short)
            if (len(short) >= SHORTEST_WITHIN and short in long and longer <= 4) or (
                len(short) == SHORTEST_WITHIN - 1 and longer == 1 and long.startswith(short)
            ):
                found[known] = WITHIN
            elif (
                len(short) >= SHORTEST_SLIP
                and not known.isdigit()
                and OSA.distance(known, word, score_cutoff=1) <= 1
            ):
                found[known] = SLIP
        return found
