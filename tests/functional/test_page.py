"""The page as the browser gets it: handler in, handler out."""

import gzip
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from page import site
from page.handler import lambda_handler
from shortlist.settings import get_settings
from tools.mocked.queue import FakeContext

EVENT = json.loads(Path("events/page_valid.json").read_text(encoding="utf-8"))
DOCUMENT = '<!doctype html><html><head><script src="./assets/index-a1.js"></script></head></html>'


@pytest.fixture(autouse=True)
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put a small page in the place of the built one, and set what a function needs."""
    for name in ("CATALOGUE_TABLE", "TASK_TABLE", "RESUME_BUCKET", "RANKING_QUEUE_URL"):
        monkeypatch.setenv(name, "unused")
    (tmp_path / "assets").mkdir()
    (tmp_path / "api" / "docs").mkdir(parents=True)
    (tmp_path / "api" / "docs" / "index.html").write_text(
        "<head></head>document of the API", encoding="utf-8"
    )
    (tmp_path / "index.html").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "assets" / "index-a1.js").write_text("'ä'", encoding="utf-8")
    (tmp_path / "assets" / "index-b2.css").write_text("a{}", encoding="utf-8")
    (tmp_path / "assets" / "secret.txt").write_text("no", encoding="utf-8")
    monkeypatch.setattr(site, "_built", lambda: tmp_path)
    caches = (site._read_text, site._list_assets, get_settings)
    for cached in caches:
        cached.cache_clear()
    yield tmp_path
    for cached in caches:
        cached.cache_clear()


def ask(path: str = "/", **changes: Any) -> dict[str, Any]:
    name = path.removeprefix("/assets/") if path.startswith("/assets/") else None
    parameters = {"proxy": name} if name is not None else None
    event = {**EVENT, "path": path, "pathParameters": parameters, **changes}
    answer: dict[str, Any] = lambda_handler(event, FakeContext())
    return answer


def test_the_document_tells_its_place_and_who_signs_people_in() -> None:
    text = ask()["body"]
    assert '<head><base href="/live/">' in text
    assert f'"shortlist-client-id" content="{EVENT["stageVariables"]["pageClientId"]}"' in text
    command_line = EVENT["stageVariables"]["commandLineClientId"]
    assert f'"shortlist-command-line-client-id" content="{command_line}"' in text
    assert f'"shortlist-sign-in-url" content="{EVENT["stageVariables"]["signInUrl"]}"' in text


def test_an_address_of_ones_own_decides_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://hiring.example/shortlist")
    assert '<base href="/shortlist/">' in ask()["body"]


def test_with_and_without_the_slash_the_place_is_the_same() -> None:
    context = {**EVENT["requestContext"], "path": "/live"}
    assert ask(requestContext=context)["body"] == ask()["body"]


@pytest.mark.parametrize("path", ["/live/api/docs/", "/live/api/docs"])
@pytest.mark.parametrize(
    ("public_url", "base"),
    [("", "/live/api/docs/"), ("https://hiring.example/shortlist/", "/shortlist/api/docs/")],
)
def test_the_api_document_is_a_page_of_its_own_below_any_address(
    monkeypatch: pytest.MonkeyPatch, path: str, public_url: str, base: str
) -> None:
    monkeypatch.setenv("PUBLIC_URL", public_url)
    context = {**EVENT["requestContext"], "path": path}
    answer = ask("/api/docs/", resource="/api/docs", requestContext=context)
    assert f'<base href="{base}">' in answer["body"]
    assert "document of the API" in answer["body"]
    assert (
        answer["headers"]["Content-Security-Policy"] == ask()["headers"]["Content-Security-Policy"]
    )


def test_the_policy_names_the_sign_in_and_the_bucket_and_no_inline_code() -> None:
    policy = ask()["headers"]["Content-Security-Policy"]
    connections = next(part for part in policy.split("; ") if part.startswith("connect-src"))
    assert set(connections.split()[1:]) == {
        "'self'",
        EVENT["stageVariables"]["signInUrl"],
        EVENT["stageVariables"]["uploadUrl"],
    }
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_a_value_of_the_stage_cannot_write_into_the_document() -> None:
    stage = {"pageClientId": '"><script>alert(1)</script>'}
    assert "<script>alert" not in ask(stageVariables=stage)["body"]


def test_who_has_the_document_gets_it_once() -> None:
    first = ask()
    again = ask(headers={"If-None-Match": first["headers"]["ETag"]})
    assert (first["statusCode"], again["statusCode"], again["body"]) == (200, 304, "")


@pytest.mark.parametrize(
    ("name", "kind"), [("index-a1.js", "text/javascript"), ("index-b2.css", "text/css")]
)
def test_an_asset_is_text_that_stays(name: str, kind: str) -> None:
    answer = ask(f"/assets/{name}")
    assert answer["headers"]["Content-Type"] == f"{kind}; charset=utf-8"
    assert "immutable" in answer["headers"]["Cache-Control"]
    assert answer["statusCode"] == 200


@pytest.mark.parametrize("name", ["gone.js", "secret.txt", "../handler.py", "%2e%2e/site.py", ""])
def test_nothing_but_an_asset_is_served(name: str) -> None:
    answer = ask(f"/assets/{name}")
    assert answer["statusCode"] == 404
    assert answer["headers"]["Content-Type"] == "application/problem+json"


def test_a_page_that_was_not_built_is_a_problem_that_says_so(built: Path) -> None:
    (built / "index.html").unlink()
    assert "make page" in ask()["body"]


@pytest.fixture
def assets() -> list[Path]:
    """Return the assets that ship."""
    folder = Path(str(files("page"))) / "built" / "assets"
    if not folder.is_dir():
        pytest.fail("the page is not built: make page")
    return list(folder.iterdir())


def test_the_built_page_is_text_of_the_page_package(assets: list[Path]) -> None:
    assert {one.suffix for one in assets} == {".js", ".css"}


def test_a_visit_loads_at_most_60_kilobytes_of_javascript(assets: list[Path]) -> None:
    sizes = {
        one.stem.split("-")[0]: len(gzip.compress(one.read_bytes()))
        for one in assets
        if one.suffix == ".js"
    }
    # A visit loads the words of one language.
    assert sizes["index"] + max(sizes["en"], sizes["de"]) <= 60_000
