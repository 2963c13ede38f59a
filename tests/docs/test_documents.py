"""What the documents claim, held against the template, the code, the Makefile and a run of it."""

import ast
import inspect
import json
import re
import shlex
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args
from urllib.parse import parse_qsl, urlsplit

import boto3
import pytest

from adapters.dynamodb import dynamo_creations, keys
from adapters.dynamodb.table import Key
from adapters.dynamodb.translation import PACKED_BYTES
from adapters.rest.requests import MAX_BODY_BYTES
from adapters.s3 import UPLOAD_LIFETIME
from shortlist.catalogue.request_bodies import CANDIDATES_A_REQUEST
from shortlist.idempotency import KEY_LIFETIME
from shortlist.ranking.ranker import ROWS_A_WRITE
from shortlist.reading.reasons import MEBIBYTE, FileLimits, Reason
from shortlist.settings import Settings
from shortlist.tasks.engine import Engine
from shortlist.tasks.planning import SMALLEST_CHUNK
from shortlist.tasks.rows import ROWS_A_PAGE
from shortlist.tasks.start import RESULT_LIFETIME
from shortlist.tasks.task import FINISHED, ErrorCode, Status
from tests.support.pages import (
    DEPLOYMENT,
    DOCUMENTS,
    README,
    SIGN_IN,
    describe,
    find_fences,
    read,
    read_table,
)
from tests.support.stack import Stack
from tests.support.uploads import upload
from tools.local.parameters import FROM_ENVIRONMENT
from tools.mocked.stack import REGION, TABLES
from tools.mocked.template import ROOT, load_template, resources_of
from worker.handler import HIDDEN_MARGIN_SECONDS

API = "docs/api.md"
CONFIGURATION = "docs/configuration.md"
ARCHITECTURE = "docs/architecture.md"
KEYS = "docs/decisions/0001-tables-and-keys.md"
CHUNKS = "docs/decisions/0005-chunks.md"
LOCAL_CLOUD = "docs/local-cloud.md"
PRIVACY = "docs/privacy.md"
SCORE = "docs/score.md"

TEMPLATE = load_template()
PARAMETERS = TEMPLATE["Parameters"]
QUEUES = resources_of("AWS::SQS::Queue")
FUNCTIONS = resources_of("AWS::Serverless::Function")
LIMITS = FileLimits()
DAY_SECONDS = 86_400


def find_spans(text: str) -> list[str]:
    """Return what stands in backticks, outside of fenced blocks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"(?ms)^```.*?^```$", "", text))


def find_code(text: str) -> str:
    """Return everything that a document shows as code."""
    fences = re.findall(r"(?ms)^```\w*\n(.*?)^```$", text)
    return "\n".join([*fences, *find_spans(text)])


# Commands


def list_targets() -> dict[str, bool]:
    """Return the Makefile's targets, and whether `make help` lists them."""
    found = re.findall(r"(?m)^([a-z][a-z-]*):.*?(##.*)?$", read("Makefile"))
    return {target: bool(note) for target, note in found}


@pytest.mark.parametrize("path", DOCUMENTS, ids=describe)
def test_every_make_command_of_a_document_is_a_target(path: Path) -> None:
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", find_code(path.read_text(encoding="utf-8"))))
    assert named <= set(list_targets())


def test_every_command_that_make_help_lists_is_explained_somewhere() -> None:
    code = "\n".join(find_code(path.read_text(encoding="utf-8")) for path in DOCUMENTS)
    listed = {target for target, is_listed in list_targets().items() if is_listed}
    assert listed <= set(re.findall(r"\bmake ([a-z][a-z-]*)", code))


def test_the_readme_shows_the_ten_lines_that_a_test_runs_from_the_clients_page() -> None:
    (shown,) = find_fences(read(README), "python")
    assert find_fences(read("clients/python/README.md"), "python") == [shown]


def test_events_and_functions_of_the_readmes_commands_exist() -> None:
    code = find_code(read(README))
    functions = re.findall(r"FUNCTION=(\w+)", code) + re.findall(r"local invoke (\w+)", code)
    events = re.findall(r"EVENT=(\S+)", code) + re.findall(r"-e (\S+)", code)
    assert functions
    assert set(functions) <= set(FUNCTIONS)
    assert events
    assert not [event for event in events if not (ROOT / event).is_file()]


@pytest.mark.parametrize("path", DOCUMENTS, ids=describe)
def test_every_module_that_a_document_runs_exists(path: Path) -> None:
    modules = re.findall(r"python -m (\w+(?:\.\w+)+)", find_code(path.read_text(encoding="utf-8")))
    files = [ROOT / module.replace(".", "/") for module in modules]
    assert not [one for one in files if not (one.with_suffix(".py").exists() or one.is_dir())]


def test_the_stacks_of_the_guide_are_those_of_samconfig() -> None:
    config = tomllib.loads(read("samconfig.toml"))
    text = read(DEPLOYMENT)
    stages = set(re.findall(r"\bENV=(\w+)", text))
    names = {config[stage]["global"]["parameters"]["stack_name"] for stage in stages}
    assert len(names) >= 2
    assert names <= set(find_spans(text))


# Calls


@dataclass(frozen=True)
class Call:
    """One curl command, its variables not filled in."""

    method: str
    url: str
    headers: tuple[str, ...]
    body: str | None

    @property
    def is_upload(self) -> bool:
        """Whether it goes to a signed address."""
        return self.url == "$UPLOAD"


def read_calls() -> list[Call]:
    """Return the curl commands of the page about calling the API, in order."""
    text = "\n".join(find_fences(read(API), "sh"))
    starts = [match.start(1) for match in re.finditer(r"(?m)(?:^|\$\()(curl )", text)]
    return [read_call(shlex.split(cut_command(text[start:]), comments=True)) for start in starts]


def cut_command(text: str) -> str:
    """Return the text of the command that it starts with: up to a newline, pipe or bracket."""
    quote = ""
    for index, character in enumerate(text):
        if character in "'\"" and quote in ("", character):
            quote = "" if quote else character
        elif character in "\n|)" and not quote:
            return text[:index]
    return text


def read_call(words: Sequence[str]) -> Call:
    """Read the words of a curl command; an option that is not known here is an error."""
    options: dict[str, list[str]] = {"-X": [], "-H": [], "-d": [], "--data-binary": [], "url": []}
    rest = iter(words[1:])
    for word in rest:
        if word.startswith("-"):
            options[word].append(next(rest))
        else:
            options["url"].append(word)
    bodies = options["-d"] + options["--data-binary"]
    (url,) = options["url"]
    return Call(
        method=(options["-X"] or ["POST" if bodies else "GET"])[0],
        url=url,
        headers=tuple(options["-H"]),
        body=bodies[0] if bodies else None,
    )


CALLS = read_calls()
API_CALLS = [call for call in CALLS if not call.is_upload]
PATH_PARAMETERS = {"$JOB": "{job_id}", "$CANDIDATE": "{candidate_id}", "$TASK": "{task_id}"}


@cache
def list_operations() -> dict[tuple[str, str], dict[str, Any]]:
    """Return the operations of the OpenAPI document by method and path."""
    document = json.loads(read("functions/catalogue/openapi.json"))
    return {
        (method.upper(), path): operation
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    }


def find_operation(call: Call) -> tuple[str, str]:
    """Return the method and path that a call stands for."""
    path = urlsplit(call.url.removeprefix("$API")).path
    for variable, parameter in PATH_PARAMETERS.items():
        path = path.replace(variable, parameter)
    return call.method, path


def test_the_page_of_calls_has_every_operation_and_no_other() -> None:
    assert {find_operation(call) for call in API_CALLS} == set(list_operations())


@pytest.mark.parametrize("call", API_CALLS, ids=lambda call: " ".join(find_operation(call)))
def test_a_call_sends_a_token_where_one_is_needed_and_names_its_body(call: Call) -> None:
    operation = list_operations()[find_operation(call)]
    assert ("$AUTH" in call.headers) == (operation.get("security") != [])
    assert ("$JSON" in call.headers) == (call.body is not None)
    assert call.url.startswith("$API/")


def test_the_announced_size_is_that_of_the_uploaded_file() -> None:
    text = read(API)
    (line,) = re.findall(r"(?m)^echo '([^']*)' > \.local/resume\.txt$", text)
    (upload,) = [call for call in CALLS if call.is_upload]
    assert upload.body == "@.local/resume.txt"
    assert upload.headers == ("Content-Type: application/octet-stream", "If-None-Match: *")
    (announced,) = [call for call in API_CALLS if call.url.endswith("/resumes/")]
    assert json.loads(announced.body or "")["files"][0]["size"] == len(f"{line}\n".encode())


def run_calls(stack: Stack, calls: Sequence[Call]) -> None:
    """Make the calls as they stand, one after the other; workers run after each."""
    values = dict(re.findall(r"(?m)^([A-Z]+)=([a-z0-9-]+)$", read(API)))
    for call in calls:
        url = call.url.removeprefix("$API")
        for name, value in values.items():
            url = url.replace(f"${name}", value)
        parts = urlsplit(url)
        named = [header for header in call.headers if not header.startswith("$")]
        answer = stack.acme.call(
            call.method,
            parts.path,
            call.body,
            headers=dict(header.split(": ", 1) for header in named),
            query=dict(parse_qsl(parts.query)) or None,
        )
        assert answer.status < 300, f"{call.method} {call.url}: {answer.status} {answer.text}"
        if call.url.endswith("/rank-candidates/"):
            values["TASK"] = answer.body["task_id"]
        if call.url.endswith("/resumes/"):
            upload(answer.body["uploads"][0])
        stack.ranking.drain()


def test_the_readmes_calls_succeed_in_their_order(stack: Stack) -> None:
    run_calls(stack, API_CALLS)


# Links, paths, names


@pytest.mark.parametrize("path", DOCUMENTS, ids=describe)
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert not [link for link in local if not (path.parent / link).exists()]


PATH = re.compile(r"[\w.-]+(/[\w.-]*)+|[\w-]+\.(py|md|ya?ml|toml|json|txt)|Makefile|LICENSE")
# What make makes is not there in a fresh clone.
MADE = {".local", ".venv", ".aws-sam", "functions/page/built/"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=describe)
def test_every_path_in_backticks_exists(path: Path) -> None:
    spans = [span for span in find_spans(path.read_text(encoding="utf-8")) if PATH.fullmatch(span)]
    wanted = [span for span in spans if not {span, span.split("/")[0]} & MADE]
    assert not [span for span in wanted if not exists(span, path.parent)]


def exists(span: str, folder: Path) -> bool:
    """Tell whether a path exists, seen from the root or the document; a bare name, anywhere."""
    if (ROOT / span).exists() or (folder / span).exists():
        return True
    return "/" not in span and any((ROOT / "functions").rglob(span))


def test_files_of_the_local_cloud_are_named_as_its_tool_names_them() -> None:
    code = read_folder("tools/local")
    named = {span for path in DOCUMENTS for span in find_spans(path.read_text(encoding="utf-8"))}
    files = {Path(span).name for span in named if re.fullmatch(r"\.local/[\w.-]+\.\w+", span)}
    assert "endpoint.json" in files
    assert not [name for name in files if f'"{name}"' not in code]


def read_folder(name: str) -> str:
    """Return the text of all modules of a folder."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / name).rglob("*.py"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=describe)
def test_every_variable_in_backticks_is_known(path: Path) -> None:
    known = {name.upper() for name in Settings.model_fields}
    known |= set(TEMPLATE["Globals"]["Function"]["Environment"]["Variables"])
    constants = set(re.findall(r"(?m)^([A-Z]+(?:_[A-Z]+)+)\b", read_folder("functions")))
    said = read_folder("tools/local") + read("clients/python/shortlist_client/client.py")
    said += read("tests/unit/test_state_machine.py")
    for span in find_spans(path.read_text(encoding="utf-8")):
        if re.fullmatch(r"[A-Z]+(_[A-Z]+)+", span.partition("=")[0]):
            name = span.partition("=")[0]
            assert name in known | constants or f'"{name}"' in said, f"nobody knows {name}"


def test_each_decision_has_a_number_of_its_own() -> None:
    names = [path.name for path in (ROOT / "docs" / "decisions").glob("*.md")]
    assert [name for name in names if not re.match(r"\d{4}-[a-z]", name)] == []
    assert len({name[:4] for name in names}) == len(names)


# Configuration


def test_the_configuration_lists_every_parameter_with_its_default() -> None:
    listed = {row["Parameter"]: row["Default"] for row in read_table(CONFIGURATION, "Parameter")}
    assert listed == {
        name: str(parameter["Default"]) or "none" for name, parameter in PARAMETERS.items()
    }


def test_the_configuration_lists_every_variable_of_make_up_with_what_it_sets() -> None:
    rows = {row["Variable"]: row for row in read_table(CONFIGURATION, "Variable")}
    sets = {name: to for name, to in FROM_ENVIRONMENT.items() if to in PARAMETERS}
    local = set(re.findall(r'"(LOCAL_[A-Z]+)"', read_folder("tools/local")))
    assert set(rows) == set(sets) | local
    for name, parameter in sets.items():
        assert rows[name]["What it decides"] == f"sets {parameter}"
        assert rows[name]["Default"] == str(PARAMETERS[parameter]["Default"])


def test_the_guide_asks_for_outputs_that_the_stack_has() -> None:
    wanted = set(re.findall(r"\$\(output (\w+)\)", read(DEPLOYMENT)))
    assert wanted
    assert wanted <= set(TEMPLATE["Outputs"])


def test_the_sign_in_page_fits_the_user_pool() -> None:
    text = read(SIGN_IN)
    clients = resources_of("AWS::Cognito::UserPoolClient")
    (pool,) = resources_of("AWS::Cognito::UserPool").values()
    flows = re.findall(r"--auth-flow (\w+)_AUTH", text)
    assert flows == ["REFRESH_TOKEN"]
    assert f"ALLOW_{flows[0]}_AUTH" in clients["ServiceClient"]["ExplicitAuthFlows"]
    assert f"{clients['ServiceClient']['RefreshTokenValidity']} days" in " ".join(text.split())
    assert {f"custom:{part['Name']}" for part in pool["Schema"]} == set(
        re.findall(r"custom:\w+", text)
    )
    callbacks = clients["CommandLineClient"]["CallbackURLs"]
    assert set(re.findall(r"`(http://localhost:\d+/)`", text)) == set(callbacks)


def test_the_guide_names_exactly_what_a_deleted_stack_leaves_behind() -> None:
    section = read(DEPLOYMENT).split("## Removing it")[1].split("\n## ")[0]
    (sentence,) = re.findall(r"(?s)```\n\n([^`]*`[^\n]*?) stay on purpose", section)
    kept = {
        name
        for name, resource in TEMPLATE["Resources"].items()
        if resource.get("DeletionPolicy", "").startswith("Retain")
    }
    assert set(find_spans(sentence)) == kept


# Pictures

Edge = tuple[str, str]
CONSUMING = {
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:ChangeMessageVisibility",
}
DRAWN_KINDS = {
    "AWS::DynamoDB::Table",
    "AWS::S3::Bucket",
    "AWS::SQS::Queue",
    "AWS::Scheduler::ScheduleGroup",
}


def read_drawn_edges(name: str) -> list[Edge]:
    """Return the arrows of a document's flowchart; a line of any other form is an error."""
    (picture,) = [one for one in find_fences(read(name), "mermaid") if one.startswith("flowchart")]
    edges = []
    for line in picture.splitlines()[1:]:
        match = re.fullmatch(r"\s*(\w+) (?:-- [\w ]+ )?--> (\w+)", line)
        assert match, line
        edges.append((match[1], match[2]))
    return edges


def is_drawn(name: str) -> bool:
    """Tell whether a resource is a part that data rests in or passes."""
    return name in TEMPLATE["Resources"] and TEMPLATE["Resources"][name]["Type"] in DRAWN_KINDS


def find_names(value: Any) -> set[str]:
    """Return the logical ids that a value of the template refers to."""
    text = json.dumps(value)
    return set(re.findall(r'"([A-Z]\w+)"', text) + re.findall(r"\$\{(\w+)", text))


def list_real_edges() -> set[Edge]:
    """Return who acts on whom, as the template's routes, grants, queues and notices say."""
    edges: set[Edge] = set()
    for name, function in FUNCTIONS.items():
        if any(event["Type"] == "Api" for event in function.get("Events", {}).values()):
            edges.add(("Api", name))
        for statement in (
            one for policy in function.get("Policies", []) for one in policy["Statement"]
        ):
            if set(statement["Action"]) <= CONSUMING:
                continue
            named = find_names(statement["Resource"])
            edges |= {(name, to) for to in named if is_drawn(to)}
            if "EventBusName" in named:
                edges.add((name, "EventBus"))
    for mapping in resources_of("AWS::Lambda::EventSourceMapping").values():
        (queue,) = find_names(mapping["EventSourceArn"]) - {"Arn"}
        edges.add((queue, mapping["FunctionName"]["Ref"]))
    for name, properties in QUEUES.items():
        edges |= {
            (name, to) for to in find_names(properties.get("RedrivePolicy", {})) if is_drawn(to)
        }
    for name, bucket in resources_of("AWS::S3::Bucket").items():
        notices = find_names(bucket.get("NotificationConfiguration", {}))
        edges |= {(name, to) for to in notices if is_drawn(to)}
    for role in resources_of("AWS::IAM::Role").values():
        (group,) = resources_of("AWS::Scheduler::ScheduleGroup")
        edges |= {(group, to) for to in find_names(role.get("Policies", [])) if to in FUNCTIONS}
    return edges


def test_the_architectures_picture_shows_every_path_of_data_and_no_other() -> None:
    drawn = {edge for edge in read_drawn_edges(ARCHITECTURE) if edge[0] in TEMPLATE["Resources"]}
    assert drawn == list_real_edges()


def test_the_readmes_picture_shows_only_what_is_there_in_the_templates_order() -> None:
    real = list_real_edges()
    edges = read_drawn_edges(README)
    inner = [edge for edge in edges if "people" not in edge]
    # It shows where data flows, so a read points from a table to its reader.
    assert not [(a, b) for a, b in inner if (a, b) not in real and (b, a) not in real]
    named = [name for edge in edges for name in edge]
    functions = [name for name in dict.fromkeys(named) if name in FUNCTIONS]
    assert functions == [name for name in FUNCTIONS if name in functions]


@pytest.mark.parametrize("name", [README, ARCHITECTURE])
def test_every_part_of_a_picture_is_a_resource_or_somebody_outside(name: str) -> None:
    parts = {part for edge in read_drawn_edges(name) for part in edge}
    assert parts - set(TEMPLATE["Resources"]) <= {"people", "clock", "EventBus"}


def test_the_architecture_describes_every_function() -> None:
    assert {row["Function"] for row in read_table(ARCHITECTURE, "Function")} == set(FUNCTIONS)


def test_the_picture_of_a_task_has_its_states_and_ends_in_the_finished_ones() -> None:
    (picture,) = [
        one for one in find_fences(read(ARCHITECTURE), "mermaid") if one.startswith("stateDiagram")
    ]
    edges = re.findall(r"(\S+) --> (\S+)", picture)
    assert {state for edge in edges for state in edge} == {*get_args(Status), "[*]"}
    assert {a for a, b in edges if b == "[*]"} == FINISHED
    assert not [(a, b) for a, b in edges if a in FINISHED and b != "[*]"]


def test_the_architecture_lists_every_error_code_and_reading_error() -> None:
    text = read(ARCHITECTURE)
    (codes,) = re.findall(r"(?s)has an `error_code`:(.*?)\.\n", text)
    assert set(find_spans(codes)) == set(get_args(ErrorCode))
    assert not [reason for reason in get_args(Reason) if f"`{reason}`" not in text]


# Keys

SAMPLES: dict[str, Any] = {
    "erased_at": "2026-11-23T09:00:00.000Z",
    "tenant": "acme",
    "job_id": "backend-1",
    "candidate_id": "ada",
    "task_id": "0190b2",
    "attempt": 2,
    "version": 7,
    "chunk": 12,
    "page": 3,
    "fingerprint": "5f2a",
    "plan_id": "9c41",
    "options_hash": "77aa",
    "key_hash": "91cd",
    "created_at": "2026-11-23T20:00:00.000Z",
    "day": "2026-11-23",
    "text_hash": "3e1f",
    "lease": 4,
    "upload_id": "0190b3",
}
KEY_ROWS = read_table(KEYS, "Item", "Function")
PART_ROWS = read_table(KEYS, "Part of a key", "Function")
INDEX_ROWS = read_table(KEYS, "Table", "Index")


def call_with_samples(function_name: str) -> Key | str:
    """Call a function of the keys with sample values for its parameters."""
    function = getattr(keys, function_name)
    arguments = {name: SAMPLES[name] for name in inspect.signature(function).parameters}
    key: Key | str = function(**arguments)
    return key


@pytest.mark.parametrize("row", KEY_ROWS, ids=lambda row: row["Function"])
def test_a_key_is_made_as_decision_1_says(row: Mapping[str, str]) -> None:
    written = Key(row["pk"].format(**SAMPLES), row["sk"].format(**SAMPLES))
    assert call_with_samples(row["Function"]) == written


@pytest.mark.parametrize("row", PART_ROWS, ids=lambda row: row["Function"])
def test_a_part_of_a_key_is_made_as_decision_1_says(row: Mapping[str, str]) -> None:
    assert call_with_samples(row["Function"]) == row["Text"].format(**SAMPLES)


def test_decision_1_has_every_key_of_the_code() -> None:
    made = {
        name
        for name, function in inspect.getmembers(keys, inspect.isfunction)
        if function.__module__ == keys.__name__
    }
    assert {row["Function"] for row in KEY_ROWS + PART_ROWS} == made


def test_decision_1_has_every_index_of_the_template() -> None:
    made = {
        (name, index["IndexName"])
        for name, table in resources_of("AWS::DynamoDB::Table").items()
        for index in table["GlobalSecondaryIndexes"]
    }
    assert {(row["Table"], row["Index"]) for row in INDEX_ROWS} == made


def make_pattern(text: str) -> str:
    """Turn a key as it is written into an expression for keys with any values."""
    return "[^#]+".join(re.escape(part) for part in re.split(r"\{[^}]+\}", text))


def list_key_patterns() -> list[tuple[str, str]]:
    """Return expressions for the keys of all kinds of items."""
    parts = {row["Function"]: row["Text"] for row in PART_ROWS}
    return [
        *((make_pattern(row["pk"]), make_pattern(row["sk"])) for row in KEY_ROWS),
        (make_pattern(parts["rows_pk"]), "[^#]+"),
        (
            make_pattern(parts["job_pk"]),
            make_pattern(parts["event_prefix"]) + r"[^#]+#\d[0-9a-f]{8}",
        ),
        (make_pattern(parts["task_pk"]), make_pattern(parts["page_prefix"]) + r"\d\d"),
    ]


def scan_items(logical_id: str) -> list[dict[str, Any]]:
    """Return every item of a table in moto."""
    table = boto3.resource("dynamodb", region_name=REGION).Table(TABLES[logical_id])
    items: list[dict[str, Any]] = table.scan()["Items"]
    return items


def test_what_the_readmes_calls_keep_has_the_keys_of_decision_1(stack: Stack) -> None:
    run_calls(stack, [call for call in API_CALLS if call.method != "DELETE"])
    patterns = list_key_patterns()
    for name, properties in resources_of("AWS::DynamoDB::Table").items():
        items = scan_items(name)
        assert items
        for item in items:
            fitting = [
                one
                for one in patterns
                if re.fullmatch(one[0], item["pk"]) and re.fullmatch(one[1], item["sk"])
            ]
            assert fitting, f"{item['pk']} {item['sk']}"
        for index in properties["GlobalSecondaryIndexes"]:
            rows = [
                row
                for row in INDEX_ROWS
                if (row["Table"], row["Index"]) == (name, index["IndexName"])
            ]
            check_index(rows, index, items)


def check_index(
    rows: Sequence[Mapping[str, str]], index: Mapping[str, Any], items: Sequence[Mapping[str, Any]]
) -> None:
    """Fail unless the items in an index have the keys that the documents give it."""
    partition, order = (part["AttributeName"] for part in index["KeySchema"])
    for item in items:
        if partition in item:
            _, tenant, *others = item["pk"].split("#")
            named = {"tenant": tenant, "job_id": others[-1] if others else ""}
            named["candidate_id"] = item["sk"].rpartition("#")[2]
            values = SAMPLES | named | dict(item)
            row = next(one for one in rows if ("waits_until" in item) == ("waits" in str(one)))
            assert item[partition] == row["Partition"].format(**values)
            assert item[order] == row["Sorted by"].format(**values)


def test_unfinished_tasks_and_no_others_are_in_the_index_by_activity(stack: Stack) -> None:
    starts = [call for call in API_CALLS if call.method != "DELETE"]
    run_calls(stack, starts)
    assert not [item for item in scan_items("TaskTable") if "active_pk" in item]
    stack.acme.post("/api/jobposts/backend-1/rank-candidates/")
    active = [item["active_pk"] for item in scan_items("TaskTable") if "active_pk" in item]
    (row,) = [row for row in INDEX_ROWS if row["Index"] == "by-activity"]
    assert active == [row["Partition"]]


# The local cloud


def test_the_local_clouds_page_explains_every_difference_that_is_put_right() -> None:
    module = ast.parse(read("tools/local/differences.py"))
    made = {
        node.name
        for node in module.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("_")
    }
    assert {row["Function"] for row in read_table(LOCAL_CLOUD, "Function")} == made


def test_the_local_clouds_page_names_the_emulators_version() -> None:
    (pinned,) = re.findall(r"(?m)^ministack==(\S+)$", read("requirements/ministack.txt"))
    assert re.findall(r"MiniStack\s+([\d.]+\d)", read(LOCAL_CLOUD)) == [pinned]


# Numbers

RANKING_QUEUE = QUEUES["RankingQueue"]
CATALOGUE_RECOVERY = resources_of("AWS::DynamoDB::Table")["CatalogueTable"][
    "PointInTimeRecoverySpecification"
]
CANDIDATES = Settings.model_fields["candidates_limit"].default
CHUNK_SIZE = Engine.chunk_size
IN_FLIGHT = Engine.chunks_in_flight
UPLOAD_MINUTES = int(UPLOAD_LIFETIME.total_seconds()) // 60
CLAIMS = [
    (CONFIGURATION, "{:,} candidates per job post", CANDIDATES),
    (CONFIGURATION, "{} per request", CANDIDATES_A_REQUEST),
    (CONFIGURATION, "A request body of {} MB", MAX_BODY_BYTES / 1_000_000),
    (CONFIGURATION, "A resume of {} MB", LIMITS.max_bytes / MEBIBYTE),
    (CONFIGURATION, "MB and {} pages", LIMITS.max_pages),
    (CONFIGURATION, "as text, {:,} characters", LIMITS.max_characters),
    (CONFIGURATION, "{} running rankings per tenant", PARAMETERS["RunningTasksLimit"]["Default"]),
    (CONFIGURATION, "Results are kept for {} days", RESULT_LIFETIME.days),
    (CONFIGURATION, "{} requests a second", PARAMETERS["RequestsPerSecond"]["Default"]),
    (CONFIGURATION, "whole API, {} at once", PARAMETERS["RequestBurst"]["Default"]),
    (README, "in chunks of up to {} candidates", CHUNK_SIZE),
    (ARCHITECTURE, "cuts them into chunks of {} ", CHUNK_SIZE),
    (ARCHITECTURE, "(with a model, into four chunks of {} to", SMALLEST_CHUNK),
    (ARCHITECTURE, "it sends the first {},", IN_FLIGHT),
    (ARCHITECTURE, "the one {} places behind it", IN_FLIGHT),
    (ARCHITECTURE, "never has more than {} chunks in the queue", IN_FLIGHT),
    (ARCHITECTURE, "writes rows {} at a time", ROWS_A_WRITE),
    (ARCHITECTURE, "writes pages of {},", ROWS_A_PAGE),
    (ARCHITECTURE, "own time and {} seconds more", HIDDEN_MARGIN_SECONDS),
    (ARCHITECTURE, "instead of the queue's {} seconds", RANKING_QUEUE["VisibilityTimeout"]),
    (ARCHITECTURE, "After {} receives", RANKING_QUEUE["RedrivePolicy"]["maxReceiveCount"]),
    (ARCHITECTURE, "announced size, for {} minutes", UPLOAD_MINUTES),
    (KEYS, "kept for {} hours", int(KEY_LIFETIME.total_seconds()) // 3600),
    (KEYS, "at most {:,} characters", LIMITS.max_characters),
    (KEYS, "A page has {} rows", ROWS_A_PAGE),
    (KEYS, "cut at {:,} bytes", PACKED_BYTES),
    (KEYS, "transactions of {} candidates", dynamo_creations._CANDIDATES_A_TRANSACTION),
    (KEYS, "are {} chunks", CANDIDATES / CHUNK_SIZE),
    (KEYS, "chunks and {} pages", CANDIDATES / ROWS_A_PAGE),
    (CHUNKS, "Chunks of {} candidates", CHUNK_SIZE),
    (CHUNKS, "a timeout of {} seconds", FUNCTIONS["WorkerFunction"]["Timeout"]),
    (CHUNKS, "At most {} chunks of a task", IN_FLIGHT),
    ("docs/decisions/0007-parsing.md", "{} seconds of processor time end it", LIMITS.cpu_seconds),
    ("docs/decisions/0007-parsing.md", "kills it after {} seconds", LIMITS.wall_seconds),
    ("docs/decisions/0008-uploads.md", "refuses what is above {} MB", LIMITS.max_bytes / MEBIBYTE),
    ("docs/decisions/0008-uploads.md", "lasts {} minutes", UPLOAD_MINUTES),
    (PRIVACY, "not expired ({} minutes)", UPLOAD_MINUTES),
    (PRIVACY, "reaches back {} days", CATALOGUE_RECOVERY["RecoveryPeriodInDays"]),
    (PRIVACY, "| {} days (`LogRetentionDays`)", PARAMETERS["LogRetentionDays"]["Default"]),
    (PRIVACY, "in the pool) | {} days", RESULT_LIFETIME.days),
    (PRIVACY, "| {} days; dead letters", RANKING_QUEUE["MessageRetentionPeriod"] / DAY_SECONDS),
    (
        PRIVACY,
        "dead letters {} days",
        QUEUES["RankingDeadLetterQueue"]["MessageRetentionPeriod"] / DAY_SECONDS,
    ),
]


@pytest.mark.parametrize(("name", "claim", "number"), CLAIMS, ids=[one[1] for one in CLAIMS])
def test_a_number_of_a_document_is_the_codes(name: str, claim: str, number: float) -> None:
    whole = int(number)
    assert whole == number
    assert claim.format(whole) in " ".join(read(name).split())


def test_reading_and_ranking_queues_keep_messages_equally_long() -> None:
    # The privacy page gives one time for both, and one for their dead letters.
    times = {name: queue["MessageRetentionPeriod"] for name, queue in QUEUES.items()}
    assert times["ReadingQueue"] == times["RankingQueue"]
    assert times["ReadingDeadLetterQueue"] == times["RankingDeadLetterQueue"]


def test_the_privacy_page_knows_every_store_and_what_has_no_history() -> None:
    stores = " ".join(row["Store"] for row in read_table(PRIVACY, "Store"))
    tables = resources_of("AWS::DynamoDB::Table")
    buckets = resources_of("AWS::S3::Bucket")
    pools = resources_of("AWS::Cognito::UserPool")
    groups = resources_of("AWS::Scheduler::ScheduleGroup")
    # The dead letters of reading and ranking stand with their queues.
    queues = {name for name in QUEUES if "DeadLetter" not in name} | {"ScheduledDeadLetterQueue"}
    logs = resources_of("AWS::Logs::LogGroup")
    assert set(stores.replace(",", "").split()) >= {
        *tables,
        *buckets,
        *pools,
        *queues,
        *groups,
        *logs,
    }
    assert PARAMETERS["TaskTableBackup"]["Default"] == "off"
    assert "VersioningConfiguration" not in buckets["ResumeBucket"]


@pytest.mark.parametrize(
    ("language", "between"), [("en", r"(\d+) in (\d+) ha"), ("de", r"passten? (\d+) von (\d+)")]
)
def test_the_page_says_of_each_band_what_was_measured(language: str, between: str) -> None:
    rows = read_table(SCORE, "band", "score")
    strings = read(f"web/src/strings/{language}.ts")
    said = re.findall(rf' (strong|good|partial|weak): "[^"]*?{between}', strings)
    measured = [(row["band"], *row["fitted, in part at least"].split(" of ")) for row in rows]
    assert said == measured
