"""Cutting a text into words of the lexicon, as it is written or as it may have been meant."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dispatch.catalogue.matcher.ages import ages_in
from dispatch.catalogue.matcher.lexicon import WORD_CHARS_MAX, Lexicon
from dispatch.catalogue.matcher.normalise import BREAK
from dispatch.catalogue.matcher.sound import sound_of

SOUNDS_ALIKE = 0.8
ONE_SLIP = 0.7
SINGLE_CHAR = 0.55
"""How sure a reading is: by sound, with one character wrong or missing, by a single character."""

LENGTH_POWER = 1.7


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the text and what it means; no concepts means that the lexicon does not know it."""

    start: int
    end: int
    word: str
    concepts: Mapping[str, float]
    sureness: float

    @property
    def sureness_of_reading(self) -> float:
        """A single written character is read surely; it only loses against longer words."""
        return 1.0 if self.sureness == SINGLE_CHAR else self.sureness


def segment(text: str, lexicon: Lexicon, *, forgiving: bool) -> list[Token]:
    """The best cut of a normalised text: long words before short ones, written words before supposed ones."""
    edges = _edges(text, lexicon, forgiving=forgiving)
    size = len(text)
    best = [0.0] * (size + 1)
    step: list[Token | None] = [None] * (size + 1)
    for start in range(size - 1, -1, -1):
        best[start] = best[start + 1]
        for token in edges[start]:
            gain = best[token.end] + token.sureness**2 * (token.end - start) ** LENGTH_POWER
            if gain > best[start]:
                best[start], step[start] = gain, token
    return _walk(text, step)


def _walk(text: str, step: list[Token | None]) -> list[Token]:
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        token = step[position]
        if token is None:
            if text[position] != BREAK:
                tokens.append(Token(position, position + 1, text[position], {}, 1.0))
            position += 1
        else:
            tokens.append(token)
            position = token.end
    return tokens


def _edges(text: str, lexicon: Lexicon, *, forgiving: bool) -> list[list[Token]]:
    edges: list[list[Token]] = [[] for _ in text]
    concepts_of = lexicon.concepts_of
    size = len(text)
    for start in range(size):
        for end in range(start + 1, min(start + WORD_CHARS_MAX, size) + 1):
            word = text[start:end]
            concepts = concepts_of.get(word)
            if concepts is not None and not _cut_from_latin(text, start, end):
                sureness = SINGLE_CHAR if end - start == 1 else 1.0
                edges[start].append(Token(start, end, word, concepts, sureness))
    for start, end, bracket in ages_in(text):
        edges[start].append(Token(start, end, bracket, {bracket: 1.0}, 1.0))
    if forgiving:
        for token in _slips(text, lexicon):
            edges[token.start].append(token)
    return edges


def _cut_from_latin(text: str, start: int, end: int) -> bool:
    """SC is no word inside DISC: Latin letters and digits only count as a whole run."""
    left = start > 0 and text[start].isascii() and text[start - 1].isascii() and text[start - 1] != BREAK
    right = end < len(text) and text[end - 1].isascii() and text[end].isascii() and text[end] != BREAK
    return left or right


def _slips(text: str, lexicon: Lexicon) -> Iterator[Token]:
    sound = sound_of(text)
    size = len(text)
    for start in range(size):
        for end in range(start + 2, min(start + WORD_CHARS_MAX, size) + 1):
            piece = text[start:end]
            if piece in lexicon.concepts_of:
                continue
            word = _heard(piece, sound[start:end], lexicon)
            if word:
                yield Token(start, end, word, lexicon.concepts_of[word], SOUNDS_ALIKE)
                continue
            if end - start >= 3:
                word = _slipped(piece, lexicon)
                if word and not _breaks_a_word(piece, word, lexicon):
                    yield Token(start, end, word, lexicon.concepts_of[word], ONE_SLIP)


def _breaks_a_word(piece: str, word: str, lexicon: Lexicon) -> bool:
    """转学回来 is not 转业回来 misspelt: it holds a word of its own that the supposed one has not."""
    size = len(piece)
    for start in range(size - 1):
        for end in range(start + 2, size + 1):
            part = piece[start:end]
            if part in lexicon.concepts_of and part not in word and not lexicon.is_filler(part):
                return True
    return False


def _heard(piece: str, sound: str, lexicon: Lexicon) -> str:
    """The word that sounds like this and shares a character with it."""
    for word in lexicon.by_sound.get(sound, ()):
        if any(a == b for a, b in zip(word, piece, strict=True)):
            return word
    return ""


def _slipped(piece: str, lexicon: Lexicon) -> str:
    """The word of four or more characters from which this differs by one missing or one other character."""
    missing = lexicon.by_gap.get(piece)
    if missing:
        return missing[0]
    if len(piece) >= 4:
        for gap in range(len(piece)):
            for word in lexicon.by_gap.get(piece[:gap] + piece[gap + 1 :], ()):
                if (
                    len(word) == len(piece)
                    and word[:gap] == piece[:gap]
                    and word[gap + 1 :] == piece[gap + 1 :]
                ):
                    return word
    return ""
