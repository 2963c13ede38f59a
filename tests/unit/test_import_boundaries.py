"""Who may import whom: handlers, then adapters, then the product; never back."""

import ast
import json
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.support.pages import read_table
from tools.mocked.template import resources_of

FUNCTIONS = Path(__file__).parents[2] / "functions"
HANDLERS = {
    properties["Handler"].split(".")[0]
    for properties in resources_of("AWS::Serverless::Function").values()
}
PRODUCT = sorted((FUNCTIONS / "shortlist").rglob("*.py"))
ADAPTERS = sorted((FUNCTIONS / "adapters").rglob("*.py"))
AWS = {"boto3", "botocore", "aws_lambda_powertools", "mypy_boto3_dynamodb"}
MODEL_SERVER = {"openai", "httpx2", "aiohttp", "multidict", "yarl"}
PARSERS = {"pypdfium2", "docx", "lxml", "charset_normalizer"}


def list_imports(path: Path) -> set[str]:
    """Return the top-level names that a module imports anywhere."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def list_parts(path: Path) -> set[str]:
    """Return the packages and modules of the product that a module imports from."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    names = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.split(".")[1] for name in names if name.startswith("shortlist.")}


@cache
def list_loaded(module: str) -> frozenset[str]:
    """Return the top-level names that a fresh process has loaded after an import."""
    code = f"import {module}, sys, json; print(json.dumps(sorted(sys.modules)))"
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=FUNCTIONS,
        capture_output=True,
        text=True,
        check=True,
    )
    return frozenset(name.split(".")[0] for name in json.loads(answer.stdout))


@pytest.mark.parametrize("path", PRODUCT, ids=lambda path: str(path.relative_to(FUNCTIONS)))
def test_the_product_imports_neither_the_edge_nor_a_handler(path: Path) -> None:
    forbidden = AWS | MODEL_SERVER | PARSERS | HANDLERS | {"adapters"}
    assert not list_imports(path) & forbidden


def test_no_two_parts_of_the_product_know_each_other() -> None:
    arrows: dict[str, set[str]] = {}
    for path in PRODUCT:
        part = path.relative_to(FUNCTIONS / "shortlist").with_suffix("").parts[0]
        arrows.setdefault(part, set()).update(list_parts(path) - {part})
    # Raises CycleError, which names the parts, if any arrow leads back.
    TopologicalSorter(arrows).prepare()


def test_rooms_import_only_from_those_below_them_in_the_architectures_table() -> None:
    product = FUNCTIONS / "shortlist"
    rooms = [row["Room"] for row in read_table("docs/architecture.md", "Room")]
    assert sorted(rooms) == sorted(path.parent.name for path in product.glob("*/__init__.py"))
    for place, room in enumerate(rooms):
        parts = set().union(*map(list_parts, (product / room).glob("*.py")))
        assert parts.isdisjoint(rooms[:place]), room


@pytest.mark.parametrize("path", ADAPTERS, ids=lambda path: str(path.relative_to(FUNCTIONS)))
def test_adapters_import_no_handler(path: Path) -> None:
    assert not list_imports(path) & HANDLERS


@pytest.mark.parametrize("handler", sorted(HANDLERS))
def test_handlers_do_not_import_each_other(handler: str) -> None:
    for path in (FUNCTIONS / handler).glob("*.py"):
        assert not list_imports(path) & (HANDLERS - {handler})


@pytest.mark.parametrize("handler", ["start", "status", "catalogue"])
def test_api_functions_load_no_model_client_no_parser_and_no_ranker(handler: str) -> None:
    loaded = list_loaded(f"{handler}.handler")
    assert not loaded & (MODEL_SERVER | PARSERS)


def test_the_parsers_stay_out_of_the_process_that_holds_credentials() -> None:
    assert not list_loaded("reader.handler") & PARSERS


def test_nothing_is_read_from_the_environment_at_import() -> None:
    # A fresh process without a single setting can import every handler.
    for handler in sorted(HANDLERS):
        assert "shortlist" in list_loaded(f"{handler}.handler")
