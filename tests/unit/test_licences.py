"""Which licences may ship."""

import pytest

from tools.licences import is_allowed, list_refused


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("MIT OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("(MIT) AND (Apache-2.0 OR GPL-2.0-only)", True),
        ("(MIT AND LGPL-3.0-only) OR BSD-3-Clause", True),
        ("", False),
    ],
)
def test_a_licence_is_allowed_if_it_can_be_met(licence: str, allowed: bool) -> None:
    assert is_allowed(licence) is allowed


def test_what_has_no_licence_or_a_refused_one_is_named() -> None:
    good = {"name": "a", "version": "1", "licenses": [{"license": {"id": "MIT"}}]}
    both = [{"license": {"id": "MIT"}}, {"license": {"id": "AGPL-3.0-only"}}]
    bad = {"name": "b", "version": "2", "licenses": both}
    silent = {"name": "c", "version": "3"}
    tool = {"name": "pip", "version": "4"}
    for_development = {"name": "cdx:npm:package:development", "value": "true"}
    linter = {"name": "d", "version": "5", "properties": [for_development]}
    refused = list_refused({"components": [good, bad, silent, tool, linter]})
    assert refused == ["b 2: (MIT) AND (AGPL-3.0-only)", "c 3: no licence"]
