"""Each reason of a row that the model did not score has a sentence for a person."""

import json
from pathlib import Path
from typing import get_args

import pytest

from shortlist.judging.errors import SENTENCES, ModelFailure, StopReason, explain_unscored
from shortlist.reading.reasons import Reason

ROOT = Path(__file__).parents[2]
MODELS_PAGE = ROOT / "docs" / "models.md"
DOCUMENT = ROOT / "functions" / "catalogue" / "openapi.json"
REASONS = [*get_args(ModelFailure), *get_args(StopReason), "leak", "waiting", "internal"]


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_has_one_sentence_that_says_more_than_its_name(reason: str) -> None:
    sentence = explain_unscored(reason, "llama9")
    assert sentence.endswith(".")
    assert "The reason is" not in sentence
    assert 30 < len(sentence) < 200


def test_a_model_that_is_not_there_is_named() -> None:
    sentence = explain_unscored("model_not_found", "llama9")
    assert sentence == "The server knows no model llama9. Pull it or change Model."


def test_no_two_reasons_have_the_same_sentence() -> None:
    assert len({explain_unscored(reason, "m") for reason in REASONS}) == len(REASONS)


def test_the_api_document_has_each_reason_with_its_sentence() -> None:
    document = json.loads(DOCUMENT.read_text("utf-8"))
    schemas = document["components"]["schemas"]
    named = schemas["RowReason"]
    assert {"$ref": "#/components/schemas/RowReason"} in schemas["Row"]["properties"]["reason"][
        "anyOf"
    ]
    assert set(named["enum"]) == {*REASONS, *get_args(Reason)}
    for reason, sentence in named["x-enumDescriptions"].items():
        assert f"- `{reason}`: {sentence}" in named["description"]


def test_the_page_about_models_has_each_reason_with_its_sentence() -> None:
    page = MODELS_PAGE.read_text("utf-8")
    for reason, sentence in SENTENCES.items():
        assert f"| `{reason}` | {sentence} |" in page
