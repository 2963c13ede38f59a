"""How one model of one server is asked: its profile, and what it refused or ignored."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from adapters.llm.answer_schema import write_answer_schema
from adapters.llm.profiles import JSON_OBJECT, JSON_SCHEMA, PLAIN, Profile, find_profile
from adapters.llm.refusals import Refusal
from shortlist.judging.ports import Question

Body = dict[str, Any]
_EFFORTS = ("none", "minimal", "low")
# With these a model hardly thinks, and its answer fits into a tight limit.
_SLIGHT_EFFORTS = frozenset({"none", "minimal"})
_REASONING_TOKENS = 4_000
_LEAST_ROOM = 150
_MOST_TRIALS = 1_000
_BREAKPOINT = "prompt_cache_breakpoint"
_EXPLICIT = {"mode": "explicit"}
# The first models that take explicit breakpoints of the prompt cache.
_FIRST_WITH_BREAKPOINTS = (5, 6)
# What is left out first where a server does not say what it refuses.
_SUSPECTS = (
    "prompt_cache_options",
    "prompt_cache_key",
    "service_tier",
    "reasoning_effort",
    "seed",
    "response_format",
    "temperature",
)
# Of these a server may refuse one value and take another.
_BY_VALUE = frozenset({"reasoning_effort", "service_tier"})
# Only OpenAI's models know a key of the prompt cache; behind a proxy, too.
_OPENAI_NAME = re.compile(r"(openai/|azure/)?(gpt-\d|chatgpt|o\d)")
THINKS = "thinks"
ONE_ROLE = "one role"
STREAMS = "streams"


@dataclass
class _Trial:
    """What one question leaves out: by what a text names, and by guess."""

    named: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    was_repeated: bool = False


class Form:
    """How requests for one model of one server are written.

    `facts` is all that was learned, as words that a record can keep: `no seed` for a parameter
    that is refused, `no reasoning_effort=none` for a value, `past max_tokens` for a limit that is
    not heard, `thinks`, `one role`, `streams`. `is_known` is set by whoever has read the record
    of them.
    """

    def __init__(self, profile: Profile, model: str, facts: Iterable[str] = ()) -> None:
        self.facts = set(facts)
        self._profile = profile
        self._leaves_out = profile.leaves_out
        if not _takes_breakpoints(model):
            self._leaves_out |= {"prompt_cache_options"}
        if not _OPENAI_NAME.match(model):
            self._leaves_out |= {"prompt_cache_key"}
        self.is_known = False
        # By the hash of a question, because a question holds a resume.
        self._trials: dict[int, _Trial] = {}
        self._rooms: dict[int, int] = {}

    def write(self, question: Question) -> Body:
        """Write a question as the body of a chat completion."""
        trial = self._trials.get(hash(question), _Trial())
        facts = self.facts.union(trial.named, trial.guessed)
        effort = next((one for one in _EFFORTS if _is_kept("reasoning_effort", one, facts)), None)
        optional: Body = {
            "reasoning_effort": effort,
            "temperature": 0,
            "seed": question.sample,
            "prompt_cache_key": question.cache_key,
            "prompt_cache_options": _EXPLICIT,
            "service_tier": question.service_tier,
        }
        body = {
            name: value
            for name, value in optional.items()
            if value is not None and name not in self._leaves_out and _is_kept(name, value, facts)
        }
        limit = self._choose_limit(facts)
        if limit:
            body[limit] = self._find_room(question, effort, facts)
        body |= _write_format(self._choose_format(facts), question)
        body |= {"stream": True} if STREAMS in facts else {}
        has_one_role = self._profile.takes_one_role or ONE_ROLE in facts
        messages = _write_messages(question, body, has_one_role=has_one_role)
        return {"model": question.model, "messages": messages, **body}

    def learn(self, refusal: Refusal, question: Question, body: Body) -> bool:
        """Learn from a request that was refused; False if asking again would not help.

        What the server names is not sent again. If it names nothing, the same request is made
        once more, because odd refusals pass; then one parameter after the other is left out of
        this question alone.
        """
        sent = {name for name in body if name not in {"model", "messages"}}
        named = {self._name_fact(name, body, refusal) for name in refusal.find_names(sent)}
        if refusal.is_about_roles and not self._profile.takes_one_role:
            named.add(ONE_ROLE)
        if refusal.is_about_streams:
            named = {STREAMS} - self.facts
        if refusal.is_certain:
            # A question that was asked at the same time may have learned it a moment before.
            self.facts |= named
            return bool(named)
        trial = self._trials.setdefault(hash(question), _Trial())
        self._forget_old_trials()
        fresh = named - set(trial.named)
        if fresh and not refusal.is_passing:
            trial.named += sorted(fresh)
            return True
        if not trial.was_repeated:
            trial.was_repeated = True
            return True
        suspects = [name for name in _SUSPECTS if name in sent]
        if refusal.is_passing:
            suspects = [name for name in suspects if name == "response_format"]
        if suspects:
            whole = refusal._replace(is_unknown_name=True)
            trial.guessed.append(self._name_fact(suspects[0], body, whole))
        return bool(suspects)

    def confirm(self, question: Question) -> None:
        """Hear that a request worked.

        Of what was left out by guess only the last thing is proven to have been in the way.
        """
        trial = self._trials.pop(hash(question), None)
        if trial:
            self.facts.update(trial.named, trial.guessed[-1:])

    def learn_thinking(self) -> None:
        """Learn that the model thinks, whatever it is told."""
        self.facts.add(THINKS)

    def learn_past_limit(self, body: Body) -> None:
        """Learn that the output limit was not heard, if there is another name for it."""
        sent = next((name for name in self._profile.limits if name in body), None)
        others = [one for one in self._profile.limits if one != sent and self._may_send(one)]
        if sent is not None and others:
            self.facts.add(f"past {sent}")

    def learn_room(self, question: Question, tokens: int, body: Body) -> bool:
        """Ask a question with less room, because its context has no more; False if too little."""
        sent = next((body[name] for name in self._profile.limits if name in body), 0)
        if not _LEAST_ROOM <= tokens < sent:
            return False
        self._rooms[hash(question)] = tokens
        self._forget_old_trials()
        return True

    def _may_send(self, limit: str) -> bool:
        return f"no {limit}" not in self.facts and f"past {limit}" not in self.facts

    def _choose_limit(self, facts: set[str]) -> str | None:
        taken = [name for name in self._profile.limits if f"no {name}" not in facts]
        heard = [name for name in taken if f"past {name}" not in facts]
        return next(iter([*heard, *taken]), None)

    def _choose_format(self, facts: set[str]) -> str:
        return next((one for one in self._profile.formats if f"no {one}" not in facts), PLAIN)

    def _find_room(self, question: Question, effort: str | None, facts: set[str]) -> int:
        room = question.max_output_tokens
        if THINKS in facts or (effort is not None and effort not in _SLIGHT_EFFORTS):
            room += _REASONING_TOKENS
        return min(room, self._rooms.get(hash(question), room))

    def _name_fact(self, name: str, body: Body, refusal: Refusal) -> str:
        if name == "response_format":
            return f"no {body[name]['type']}"
        # Callers choose the tier: the wrong word of one must not take it from all.
        if name == "service_tier" or (name in _BY_VALUE and not refusal.is_unknown_name):
            return f"no {name}={body[name]}"
        return f"no {name}"

    def _forget_old_trials(self) -> None:
        # A question that was given up leaves its trial behind.
        for kept in (self._trials, self._rooms):
            while len(kept) > _MOST_TRIALS:
                kept.pop(next(iter(kept)))


@cache
def find_form(base_url: str, model: str, profile_name: str = "") -> Form:
    """Return what this process knows about a model of a server."""
    return Form(find_profile(base_url, profile_name), model)


def _is_kept(name: str, value: object, facts: set[str]) -> bool:
    return f"no {name}" not in facts and f"no {name}={value}" not in facts


def _write_format(mode: str, question: Question) -> Body:
    if mode == JSON_OBJECT:
        return {"response_format": {"type": JSON_OBJECT}}
    if mode == PLAIN:
        return {}
    name = question.answer.__name__
    schema = {"name": name, "schema": write_answer_schema(question.answer), "strict": True}
    return {"response_format": {"type": JSON_SCHEMA, "json_schema": schema}}


def _write_messages(question: Question, body: Body, *, has_one_role: bool) -> list[Body]:
    if has_one_role:
        return [{"role": "user", "content": f"{question.prefix}\n{question.tail}"}]
    prefix: str | list[Body] = question.prefix
    if "prompt_cache_options" in body:
        prefix = [{"type": "text", "text": question.prefix, _BREAKPOINT: _EXPLICIT}]
    return [
        {"role": "system", "content": prefix},
        {"role": "user", "content": question.tail},
    ]


def _takes_breakpoints(model: str) -> bool:
    version = re.match(r"gpt-(\d+)(?:\.(\d+))?", model)
    if version is None:
        return False
    return (int(version[1]), int(version[2] or 0)) >= _FIRST_WITH_BREAKPOINTS
