"""The template as data, for tests that build tables from it or check its numbers."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]


class _Loader(yaml.SafeLoader):
    """Reads CloudFormation's short tags as one-entry dictionaries."""


def _read_tag(loader: yaml.Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    name = suffix if suffix in {"Ref", "Condition"} else f"Fn::{suffix}"
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
        return {name: value.split(".") if suffix == "GetAtt" else value}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    if not isinstance(node, yaml.MappingNode):
        raise TypeError(f"{suffix} stands before something that is no node of YAML")
    return {name: loader.construct_mapping(node, deep=True)}


_Loader.add_multi_constructor("!", _read_tag)


@cache
def load_template() -> dict[str, Any]:
    """Return template.yaml; callers must not change it."""
    return parse_template((ROOT / "template.yaml").read_text(encoding="utf-8"))


def parse_template(text: str) -> dict[str, Any]:
    """Read the text of a template."""
    template: dict[str, Any] = yaml.load(text, Loader=_Loader)  # noqa: S506 - as safe as its base
    return template


def resources_of(kind: str) -> dict[str, dict[str, Any]]:
    """Return the properties of all resources of a type, by logical id."""
    return {
        name: resource.get("Properties", {})
        for name, resource in load_template()["Resources"].items()
        if resource["Type"] == kind
    }
