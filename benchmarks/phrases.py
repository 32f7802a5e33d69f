"""How fast deadline texts are read, beside the best general library for dates in Russian text."""

import json
import time
from pathlib import Path
from typing import ClassVar

from dateparser.search import search_dates

from benchmarks.figure import Figure, Sample
from bot.plan_document.deadlines import read_deadline
from bot.plan_document.grammar.words import look_up

LABELS = Path(__file__).resolve().parent.parent / "tests" / "plan_document" / "labels"
PASSES = 3


class Phrases(Figure):
    """The labelled phrases once through, nothing remembered from the pass before."""

    name: ClassVar[str] = "phrases"
    title: ClassVar[str] = "deadline texts read"
    reference: ClassVar[str] = "dateparser.search.search_dates on the same phrases"
    unit: ClassVar[str] = "phrases/s"
    at_least: ClassVar[float | None] = 100.0

    async def prepare(self) -> None:
        """Both libraries have built their dictionaries before the first round."""
        files = sorted(LABELS.glob("*.jsonl"))
        lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
        found = dict.fromkeys(str(json.loads(line)["phrase"]) for line in lines)
        self._phrases = [phrase for phrase in found if phrase][: self.ground.sizes.phrases]
        read_deadline("до 1 мая")
        search_dates("до 1 мая")

    async def ours(self) -> Sample:
        """Each phrase is read anew: what was remembered of phrases and words is thrown away."""
        seconds = 0.0
        for _ in range(PASSES):
            read_deadline.cache_clear()
            look_up.cache_clear()
            started = time.perf_counter()
            for phrase in self._phrases:
                read_deadline(phrase)
            seconds += time.perf_counter() - started
        return Sample(PASSES * len(self._phrases) / seconds)

    async def theirs(self) -> Sample:
        """As it is called without options, and beside it told that the text is Russian."""
        alone, told = self._search(None), self._search(["ru"])
        return Sample(alone, {"told the language, phrases/s": told})

    def _search(self, languages: list[str] | None) -> float:
        started = time.perf_counter()
        for phrase in self._phrases:
            search_dates(phrase, languages=languages)
        return len(self._phrases) / (time.perf_counter() - started)
