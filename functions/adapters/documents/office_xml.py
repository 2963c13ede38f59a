"""Elements by their plain names: the two flavours of Office markup differ in namespaces only."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

# Extensions of Word's own markup that a present Word shows.
_KNOWN = frozenset(
    {"wps", "wpg", "wpc", "wpi", "wp14", "wp15", "w14", "w15", "w16", "w16se", "w16cid", "a14"}
    | {"c14", "cx", "cx1", "pic14", "am3d", "aink", "v", "wne"}
)
_WRAPPERS = frozenset(
    {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "Choice"}
    | {"oMath", "oMathPara"}
)


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
            for branch in _branch(inner):
                yield from contents(branch)
        elif name in _WRAPPERS:
            yield from contents(inner)
        else:
            yield inner


def _branch(alternatives: ET.Element) -> list[ET.Element]:
    """Choose the first branch whose extensions are known, as Word does; else the fallback."""
    known = [
        branch
        for branch in alternatives
        if local(branch) == "Fallback" or _KNOWN.issuperset((branch.get("Requires") or "").split())
    ]
    return known[:1] or list(alternatives[:1])
