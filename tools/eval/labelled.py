"""Resumes about nobody real whose personal data is known, written by chance from a seed."""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

_FORMS = Path(__file__).with_name("labelled.toml")
_MARK = re.compile("\x02([a-z ]+)\x03([^\x04]*)\x04")
_FIELDS = {
    "birth": ("birth date", "births"),
    "birthplace": ("birth place", "places"),
    "nationality": ("nationality", "nationalities"),
    "gender": ("gender", "genders"),
    "marital": ("marital status", "maritals"),
    "religion": ("religion", "religions"),
    "children": ("family", "childrens"),
    "address": ("address", "addresses"),
    "phone": ("phone", "phones"),
    "passport": ("number", "passports"),
}


class KnownValue(NamedTuple):
    """Personal data of a kind, on the line of an index."""

    kind: str
    line: int
    text: str


@dataclass(frozen=True)
class LabelledResume:
    """A resume, the name told with it, and all personal data that stands in it."""

    language: str
    layout: str
    name: str | None
    lines: list[str]
    values: list[KnownValue]


class _Field(NamedTuple):
    label: str
    value: str


def _tag(kind: str, value: str) -> str:
    return f"\x02{kind}\x03{value}\x04"


def _in_pairs(fields: Sequence[_Field], glue: str) -> list[str]:
    texts = [f"{field.label}: {field.value}" for field in fields]
    return [glue.join(texts[start : start + 2]) for start in range(0, len(texts), 2)]


def _under_each_other(fields: Sequence[_Field], before: str, after: str) -> list[str]:
    return [field.label + after for field in fields] + [before + field.value for field in fields]


LAYOUTS: dict[str, Callable[[Sequence[_Field]], list[str]]] = {
    "colon": lambda fields: [f"{one.label}: {one.value}" for one in fields],
    "colon apart": lambda fields: [f"{one.label} : {one.value}" for one in fields],
    "colons in a column": lambda fields: [f"{one.label:<22}: {one.value}" for one in fields],
    "both colons": lambda fields: [f"{one.label}: : {one.value}" for one in fields],
    "columns": lambda fields: [f"{one.label:<26}    {one.value}" for one in fields],
    "value below": lambda fields: [part for one in fields for part in one],
    "torn": lambda fields: _under_each_other(fields, "", ""),
    "torn, colon with the label": lambda fields: _under_each_other(fields, "", ":"),
    "torn, colon with the value": lambda fields: _under_each_other(fields, ": ", ""),
    "two a line": lambda fields: _in_pairs(fields, " | "),
    "two a line, spaces": lambda fields: _in_pairs(fields, "     "),
    "dash": lambda fields: [f"{one.label} - {one.value}" for one in fields],
    "bullets": lambda fields: [f"• {one.label}: {one.value}" for one in fields],
    "bold": lambda fields: [f"**{one.label}:** {one.value}" for one in fields],
    "table": lambda fields: [f"| {one.label} | {one.value} |" for one in fields],
    "capitals": lambda fields: [f"{one.label.upper()}: {one.value}" for one in fields],
}


def write_resumes(count: int, seed: int) -> Iterator[LabelledResume]:
    """Write so many resumes, the languages in turn; the same seed writes the same."""
    forms = tomllib.loads(_FORMS.read_text("utf-8"))
    languages = sorted(forms)
    random = Random(seed)  # noqa: S311
    for number in range(count):
        language = languages[number % len(languages)]
        layout = list(LAYOUTS)[number // len(languages) % len(LAYOUTS)]
        yield _Writer(forms[language], random).write(language, layout)


class _Writer:
    """Writes one resume in one language."""

    def __init__(self, form: dict[str, Any], random: Random) -> None:
        self._form = form
        self._random = random
        self._given, self._family = self._invent_name()

    def write(self, language: str, layout: str) -> LabelledResume:
        """Put the parts of a resume together and note where its personal data came to stand."""
        heads = self._form["headings"]
        fields = LAYOUTS[layout](self._list_fields())
        is_first = self._random.random() < 0.5
        parts = [
            *self._write_head(),
            *([heads["personal"], *fields] if is_first else [self._pick("body")]),
            *("", heads["work"], self._pick("job"), *self._some("body", 3)),
            *("", heads["skills"], "SQL, Python, Kubernetes, Excel, CI/CD, C++"),
            *([] if is_first else ["", heads["personal"], *fields]),
            *("", heads["referees"], *self._write_referees()),
            *self._write_end(),
        ]
        lines, values = read_marks("\n".join(parts), _MARK)
        name = f"{self._given} {self._family}" if self._random.random() < 0.5 else None
        return LabelledResume(language, layout, name, lines, values)

    def _pick(self, kind: str) -> str:
        choice: str = self._random.choice(self._form[kind])
        return choice

    def _some(self, kind: str, count: int) -> list[str]:
        some: list[str] = self._random.sample(self._form[kind], count)
        return some

    def _invent_name(self) -> tuple[str, str]:
        return self._pick("given"), self._pick("family")

    def _list_fields(self) -> list[_Field]:
        kinds = self._random.sample(sorted(_FIELDS), self._random.randint(5, 9))
        fields = [
            _Field(self._pick(kind), _tag(_FIELDS[kind][0], self._pick(_FIELDS[kind][1])))
            for kind in kinds
        ]
        if self._random.random() < 0.3:
            parent = f"{self._pick('given')} {self._family}"
            fields.append(_Field(self._pick("father"), _tag("family", parent)))
        self._random.shuffle(fields)
        return fields

    def _write_head(self) -> Iterator[str]:
        name = f"{self._given} {self._family}"
        turned = f"{self._family.upper()} {self._given}"
        yield self._random.choice(
            [
                _tag("name", name),
                _tag("name", name.upper()),
                f"Curriculum Vitae\n{_tag('name', name)}",
                f"{_tag('name', self._given.upper())}\n{_tag('name', self._family.upper())}",
                f"{_tag('name', turned)}",
            ]
        )
        if self._random.random() < 0.5:
            yield _tag("address", self._pick("streets"))
            yield _tag("address", self._pick("towns"))
        email = _tag("email", self._write_email(self._given, self._family))
        yield f"{email} | {_tag('phone', self._pick('phones'))}"
        if self._random.random() < 0.4:
            yield self._pick("caption").format(name=_tag("name", name))

    def _write_email(self, given: str, family: str) -> str:
        letters = re.sub(r"[^a-z]", "", f"{given}{family}".lower())
        host = self._random.choice(["mail", "post"])
        return f"{letters}{self._random.randint(1, 99)}@{host}.example"

    def _write_referees(self) -> Iterator[str]:
        for _ in range(self._random.randint(1, 2)):
            given, family = self._invent_name()
            name = _tag("referee", f"{given} {family}")
            job = self._pick("referee_job")
            email = _tag("email", self._write_email(given, family))
            phone = _tag("phone", self._pick("phones"))
            title = self._pick("titles")
            yield self._random.choice(
                [
                    f"{title} {name}, {job}\n{email}, {phone}",
                    f"{name}\n{job}\n{self._pick('phone')}: {phone}\n{email}",
                    f"{name} - {job} - {email}",
                    f"1. {title} {name} ({job}), {phone}",
                    f"{job}: {name}, {phone}",
                ]
            )

    def _write_end(self) -> Iterator[str]:
        if self._random.random() < 0.5:
            yield _tag("marital status", self._pick("married"))
        if self._random.random() < 0.6:
            yield self._pick("closing")
            yield _tag("name", f"{self._given} {self._family}")


def read_marks(text: str, mark: re.Pattern[str]) -> tuple[list[str], list[KnownValue]]:
    """Return the lines of a text without its marks, and what was marked as which kind."""
    lines = text.split("\n")
    values = [
        KnownValue(match[1], index, match[2])
        for index, line in enumerate(lines)
        for match in mark.finditer(line)
    ]
    return [mark.sub(r"\2", line) for line in lines], values
