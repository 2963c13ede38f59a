"""The built page: its document with what this deployment decides written in, and its assets."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable
from urllib.parse import urlsplit

from shortlist.errors import NotFoundError

# Where the API document is shown; the build puts it there too.
API_DOCUMENT = "api/docs/"
CONTENT_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


@dataclass(frozen=True)
class Site:
    """Where a deployment serves its page, signs people in and takes uploads."""

    base_path: str
    sign_in_url: str
    client_id: str
    command_line_client_id: str
    upload_urls: tuple[str, ...]


@dataclass(frozen=True)
class Asset:
    """A file of the page; its name holds a hash of its content, so it never changes."""

    content_type: str
    text: str


def write_document(site: Site, place: str = "") -> str:
    """Return the document at a place below the deployment's address: the page, or its API's.

    It also says what the command line signs people in with, which knows only this address.
    Everything in it is relative to `<base>`, because a browser may reach it with and without
    the slash at its end.
    """
    head = (
        f'<base href="{escape(site.base_path + place)}">'
        f'<meta name="shortlist-sign-in-url" content="{escape(site.sign_in_url)}">'
        f'<meta name="shortlist-client-id" content="{escape(site.client_id)}">'
        '<meta name="shortlist-command-line-client-id" '
        f'content="{escape(site.command_line_client_id)}">'
    )
    return _read_text(f"{place}index.html").replace("<head>", f"<head>{head}", 1)


def write_policy(site: Site) -> str:
    """Return the content security policy: the page's own files, the sign-in and the uploads."""
    origins = {_find_origin(url) for url in (site.sign_in_url, *site.upload_urls) if url}
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            " ".join(("connect-src 'self'", *sorted(origins))),
            "base-uri 'self'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def read_asset(name: str) -> Asset:
    """Return an asset.

    Raises:
        NotFoundError: if the page has no such asset.
    """
    found = _list_assets().get(name)
    if found is None:
        raise NotFoundError("no such asset")
    return found


def _built() -> Traversable:
    return files("page").joinpath("built")


@cache
def _read_text(name: str) -> str:
    try:
        return _built().joinpath(name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotFoundError("the page is not built; make page builds it") from None


@cache
def _list_assets() -> Mapping[str, Asset]:
    """Read the folder, so that no name from outside ever becomes a path."""
    folder = _built().joinpath("assets")
    if not folder.is_dir():
        return {}
    return {
        file.name: Asset(CONTENT_TYPES[ending], file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        for ending in CONTENT_TYPES
        if file.name.endswith(ending)
    }


def _find_origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
