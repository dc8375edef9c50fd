"""Finding a name among very many, by words that may be misspelt or only begun; it knows names alone."""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from rapidfuzz import fuzz, process

LIKE: Final = 72.0
"""How alike two words are, of 100, before one counts as the other misspelt."""
BEGUN, MISSPELT = 0.92, 0.8
"""What a word counts for that begins like the one asked for, or is like it, where the word itself counts 1."""
SHORTEST: Final = 4
"""Letters of a word that may be misspelt; of fewer, every other word is like it."""
ENOUGH, BEHIND = 0.55, 0.8
"""The part of what was asked for that a name must have; and of what the best has."""
MOST_WORDS: Final = 8
UNASKED: Final = frozenset({"a", "and", "area", "cep", "for", "in", "lcep", "of", "region", "the"})
"""Words that nobody looks for, beside others."""


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: without accents, capitals and apostrophes; "LeedsCEP" is two more."""
    plain = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", ""))
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", letters)
    return list(dict.fromkeys(re.findall(r"[a-z0-9]+", f"{letters} {apart}".lower())))


class Names:
    """Names that can be looked for, each with other words that find it too, and its rank: of two that fit alike the
    lower comes first, then the shorter. Each is known by its place among them.
    """

    def __init__(self, names: Iterable[tuple[str, str, int]]) -> None:
        places: dict[str, list[int]] = defaultdict(list)
        lengths, ranks = [], []
        for place, (name, others, rank) in enumerate(names):
            lengths.append(len(set(words_of(name)) - UNASKED) or 1)
            ranks.append(rank)
            for part in words_of(f"{name} {others}"):
                places[part].append(place)
        self._places = {word: np.array(some, dtype=np.int32) for word, some in places.items()}
        self._words = sorted(places)
        self._lengths, self._ranks = np.array(lengths, dtype=np.int16), np.array(ranks, dtype=np.int16)

    def like(self, asked: str) -> Sequence[int]:
        """The places of the names that have what was asked for, the best first, whole names before others."""
        parts = words_of(asked[:200])
        parts = ([one for one in parts if one not in UNASKED] or parts)[:MOST_WORDS]
        if not parts:
            return ()
        found = np.zeros(len(self._lengths))
        weights = 0.0
        for part in parts:
            near = self._near(part)
            held = sum(len(self._places[word]) for word in near)
            weight = float(np.log1p(len(self._lengths) / max(held, 1)))  # a rare word says more
            weights += weight
            best = np.zeros(len(found))
            for word, likeness in near.items():
                places = self._places[word]
                best[places] = np.maximum(best[places], likeness)
            found += weight * best
        share = np.round(found / weights, 3)
        good = np.flatnonzero(share >= max(ENOUGH, BEHIND * float(share.max(initial=0))))
        more, length = self._lengths[good] > len(parts), self._lengths[good]
        order: list[int] = good[np.lexsort((length, self._ranks[good], more, -share[good]))].tolist()
        return order

    def _near(self, word: str) -> dict[str, float]:
        """The words that may be meant by one: itself, those that begin with it, else those that are like it."""
        first = bisect_left(self._words, word)
        begun = []
        for other in self._words[first:]:
            if not other.startswith(word):
                break
            begun.append(other)
        if begun:
            return {other: 1.0 if other == word else BEGUN for other in begun}
        if len(word) < SHORTEST:
            return {}
        like = process.extract(word, self._words, scorer=fuzz.ratio, score_cutoff=LIKE, limit=20)
        return {other: MISSPELT * score / 100 for other, score, _ in like}
