"""Whether resumes may go to an address: encrypted, or not out of a private network."""

from ipaddress import ip_address
from urllib.parse import urlsplit

# Names that lead nowhere outside: https://www.rfc-editor.org/rfc/rfc6762 and rfc8375, and what
# ICANN keeps for private use.
_PRIVATE_ENDS = (".localhost", ".local", ".internal", ".home.arpa", ".lan")


def may_be_asked(base_url: str) -> bool:
    """Tell whether an address is encrypted or plainly private.

    A name with dots is taken for a public one, wherever it leads today; a name without any is one
    of a private network, as of a container.
    """
    parts = urlsplit(base_url)
    if parts.scheme != "http":
        return True
    host = (parts.hostname or "").rstrip(".").lower()
    try:
        address = ip_address(host)
    except ValueError:
        return "." not in host or host.endswith(_PRIVATE_ENDS)
    return address.is_private or address.is_loopback or address.is_link_local
