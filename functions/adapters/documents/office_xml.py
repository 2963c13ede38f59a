"""Elements by their plain names: the two flavours of Office markup differ in namespaces only."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "Choice"})


def local(element: ET.Element) -> str:
    """Name an element without its namespace."""
    return element.tag.rpartition("}")[2]


def child(element: ET.Element | None, name: str) -> ET.Element | None:
    """Find the first child of a plain name."""
    return next((c for c in element if local(c) == name), None) if element is not None else None


def value(element: ET.Element | None, name: str) -> str | None:
    """Read an attribute by its plain name."""
    if element is None:
        return None
    return next((v for k, v in element.items() if k.rpartition("}")[2] == name), None)


def contents(element: ET.Element) -> Iterator[ET.Element]:
    """Yield the children as if mere wrappers were not there; of alternatives only the first."""
    for inner in element:
        name = local(inner)
        if name == "AlternateContent":
            for branch in inner[:1]:
                yield from contents(branch)
        elif name in _WRAPPERS:
            yield from contents(inner)
        else:
            yield inner
