"""What is known of model servers before the first answer, by their hosts.

A profile is only where asking begins: what a server refuses or ignores is learned (`form.py`).
"""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

JSON_SCHEMA, JSON_OBJECT, PLAIN = "json_schema", "json_object", "plain"
_NEW_LIMIT, _OLD_LIMIT = "max_completion_tokens", "max_tokens"


class Profile(NamedTuple):
    """How a kind of server is asked.

    `limits` are the names of the output limit and `formats` the ways of asking for JSON, each
    from the first that is tried; one at a time is sent. `leaves_out` are optional parameters
    that the server is known to refuse. `takes_one_role` says that it knows no system message.
    """

    limits: tuple[str, ...] = (_OLD_LIMIT, _NEW_LIMIT)
    formats: tuple[str, ...] = (JSON_SCHEMA, JSON_OBJECT, PLAIN)
    leaves_out: frozenset[str] = frozenset()
    takes_one_role: bool = False


_CACHE = frozenset({"prompt_cache_key", "prompt_cache_options"})
_BREAKPOINTS = frozenset({"prompt_cache_options"})
_OPENAI = Profile(limits=(_NEW_LIMIT, _OLD_LIMIT))
_AZURE = Profile(limits=(_NEW_LIMIT, _OLD_LIMIT), leaves_out=_BREAKPOINTS)
# Ollama, llama.cpp and most others hear only the old name of the limit; proxies in front of
# OpenAI tell that they want the new one.
_OTHER = Profile(leaves_out=_BREAKPOINTS)
_PROFILES: Mapping[str, Profile] = {
    "openai": _OPENAI,
    "azure": _AZURE,
    "other": _OTHER,
    "bedrock": Profile(limits=(_NEW_LIMIT, _OLD_LIMIT), leaves_out=_CACHE | {"seed"}),
    "deepseek": Profile(formats=(JSON_OBJECT, PLAIN), leaves_out=_CACHE | {"seed"}),
    "gemini": Profile(leaves_out=_CACHE | {"seed", "service_tier"}),
    "groq": Profile(limits=(_NEW_LIMIT, _OLD_LIMIT), leaves_out=_CACHE),
    "mistral": Profile(leaves_out=_CACHE | {"seed", "reasoning_effort", "service_tier"}),
    "one-role": Profile(leaves_out=_BREAKPOINTS, takes_one_role=True),
}
_BY_HOST: Mapping[str, str] = {
    "api.openai.com": "openai",
    "openai.azure.com": "azure",
    "cognitiveservices.azure.com": "azure",
    "services.ai.azure.com": "azure",
    "api.deepseek.com": "deepseek",
    "generativelanguage.googleapis.com": "gemini",
    "api.groq.com": "groq",
    "api.mistral.ai": "mistral",
}
# Any server may stand on a host of Amazon's.
_BEDROCK_HOST = re.compile(r"bedrock-[a-z-]+\.[a-z0-9-]+\.(amazonaws\.com|api\.aws)")


def find_profile(base_url: str, override: str = "") -> Profile:
    """Return the profile that an operator names, or that of the host."""
    if override:
        return _PROFILES[override]
    host = urlsplit(base_url).hostname or ""
    if _BEDROCK_HOST.fullmatch(host):
        return _PROFILES["bedrock"]
    known = (name for end, name in _BY_HOST.items() if host == end or host.endswith(f".{end}"))
    return _PROFILES[next(known, "other")]
