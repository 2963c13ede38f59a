"""The numbers and grants of template.yaml, checked against the rules they follow."""

import importlib
import json
import re
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from adapters.rest.problems import KINDS, PROBLEM_BASE
from adapters.s3 import EXPORTS
from reader.handler import LAST_RECEIVE
from shortlist.catalogue.reading_leases import LEASE_TIME, LEASES_A_TENANT
from shortlist.settings import Settings, read_settings
from shortlist.tasks.task import Task
from tests.support.api import list_routes
from tools.mocked.template import ROOT, load_template, resources_of
from worker.handler import HIDDEN_MARGIN_SECONDS

DAY_SECONDS = 86_400
PUBLIC_PATHS = {"/", "/assets/{proxy+}", "/api/docs", "/api/health", "/api/openapi.json"}

TEMPLATE = load_template()
FUNCTIONS = resources_of("AWS::Serverless::Function")
QUEUES = resources_of("AWS::SQS::Queue")
MAPPINGS = resources_of("AWS::Lambda::EventSourceMapping")
DEAD_LETTERS = {name: queue for name, queue in QUEUES.items() if "DeadLetter" in name}
SOURCES = {name: queue for name, queue in QUEUES.items() if name not in DEAD_LETTERS}


def find_source(mapping: dict[str, Any]) -> str:
    """Return the logical id of the queue that a mapping reads."""
    name: str = mapping["EventSourceArn"]["Fn::GetAtt"][0]
    return name


def find_timeout(name: str) -> int:
    """Return a function's timeout in seconds."""
    seconds = FUNCTIONS[name].get("Timeout", TEMPLATE["Globals"]["Function"]["Timeout"])
    return int(seconds)


def list_statements(name: str) -> list[dict[str, Any]]:
    """Return the policy statements of a function."""
    return [part for policy in FUNCTIONS[name].get("Policies", []) for part in policy["Statement"]]


@pytest.mark.parametrize("mapping", MAPPINGS.values(), ids=MAPPINGS)
def test_a_message_stays_hidden_for_six_timeouts_of_its_function(mapping: dict[str, Any]) -> None:
    timeout = find_timeout(mapping["FunctionName"]["Ref"])
    window = mapping.get("MaximumBatchingWindowInSeconds", 0)
    assert QUEUES[find_source(mapping)]["VisibilityTimeout"] >= 6 * timeout + window


@pytest.mark.parametrize("mapping", MAPPINGS.values(), ids=MAPPINGS)
def test_each_invocation_takes_one_message_and_names_its_failures(mapping: dict[str, Any]) -> None:
    assert mapping["BatchSize"] == 1
    assert "MaximumBatchingWindowInSeconds" not in mapping
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["ScalingConfig"]["MaximumConcurrency"]


@pytest.mark.parametrize("queue", SOURCES.values(), ids=SOURCES)
def test_a_queue_gives_up_after_five_receives_or_more(queue: dict[str, Any]) -> None:
    redrive = queue["RedrivePolicy"]
    assert redrive["maxReceiveCount"] >= 5
    dead_letters = QUEUES[redrive["deadLetterTargetArn"]["Fn::GetAtt"][0]]
    assert dead_letters["MessageRetentionPeriod"] > queue["MessageRetentionPeriod"]
    assert dead_letters["MessageRetentionPeriod"] == 14 * DAY_SECONDS


def test_a_list_of_tasks_has_all_that_reading_one_needs() -> None:
    indexes = resources_of("AWS::DynamoDB::Table")["TaskTable"]["GlobalSecondaryIndexes"]
    required = {name for name, field in Task.model_fields.items() if field.is_required()}
    for index in indexes:
        if index["Projection"]["ProjectionType"] == "INCLUDE":
            listed = index["Projection"]["NonKeyAttributes"]
            assert required | {"fingerprint", "total", "attempt"} <= set(listed)
            assert len(listed) <= 20, "more than DynamoDB takes"


def test_all_attempts_of_a_worker_fit_into_the_hard_limit() -> None:
    attempts = QUEUES["RankingQueue"]["RedrivePolicy"]["maxReceiveCount"]
    hidden_seconds = find_timeout("WorkerFunction") + HIDDEN_MARGIN_SECONDS
    hard_limit = TEMPLATE["Parameters"]["HardTimeLimitSeconds"]["Default"]
    assert attempts * hidden_seconds < hard_limit


def test_the_reader_gives_up_when_its_queue_does() -> None:
    assert QUEUES["ReadingQueue"]["RedrivePolicy"]["maxReceiveCount"] == LAST_RECEIVE


def test_one_tenant_leaves_readers_to_others_and_a_lease_outlives_its_reader() -> None:
    (mapping,) = [
        one
        for one in resources_of("AWS::Lambda::EventSourceMapping").values()
        if one["FunctionName"] == {"Ref": "ReaderFunction"}
    ]
    assert mapping["ScalingConfig"]["MaximumConcurrency"] > LEASES_A_TENANT
    assert LEASE_TIME.total_seconds() > find_timeout("ReaderFunction")


@pytest.mark.parametrize("queue", QUEUES.values(), ids=QUEUES)
def test_queues_are_encrypted(queue: dict[str, Any]) -> None:
    assert queue["SqsManagedSseEnabled"] is True


def test_every_queue_and_the_bucket_refuse_plain_http() -> None:
    policies = [
        *resources_of("AWS::SQS::QueuePolicy").values(),
        *resources_of("AWS::S3::BucketPolicy").values(),
    ]
    guarded = json.dumps(
        [
            statement["Resource"]
            for policy in policies
            for statement in policy["PolicyDocument"]["Statement"]
            if statement["Effect"] == "Deny"
            and statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
        ]
    )
    for name in (*QUEUES, "ResumeBucket"):
        assert f'"{name}"' in guarded


def test_data_at_rest_is_encrypted_and_the_bucket_is_private() -> None:
    for table in resources_of("AWS::DynamoDB::Table").values():
        assert table["SSESpecification"] == {"SSEEnabled": True}
    bucket = resources_of("AWS::S3::Bucket")["ResumeBucket"]
    assert bucket["BucketEncryption"]
    assert all(bucket["PublicAccessBlockConfiguration"].values())


def test_tables_expire_items_by_the_attribute_that_the_code_writes() -> None:
    for table in resources_of("AWS::DynamoDB::Table").values():
        assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_may_do_what_is_written_out_and_nothing_more(name: str) -> None:
    for statement in list_statements(name):
        actions = statement["Action"]
        for action in actions if isinstance(actions, list) else [actions]:
            assert re.fullmatch(r"[a-z0-9]+:[A-Za-z]+", action), action
        assert "*" not in [statement["Resource"]]
    assert "Role" not in FUNCTIONS[name], "SAM makes one role for each function"


def test_no_function_may_scan_a_table() -> None:
    assert "dynamodb:Scan" not in json.dumps(FUNCTIONS)


def test_exports_live_where_a_rule_of_the_bucket_deletes_them_after_a_day() -> None:
    bucket = resources_of("AWS::S3::Bucket")["ResumeBucket"]
    (rule,) = [one for one in bucket["LifecycleConfiguration"]["Rules"] if "Prefix" in one]
    assert (rule["Prefix"], rule["Status"], rule["ExpirationInDays"]) == (EXPORTS, "Enabled", 1)
    status = json.dumps(list_statements("StatusFunction"))
    assert set(re.findall(r"ResumeBucket.Arn}/([^\"]+)", status)) == {f"{EXPORTS}*"}


def test_only_reader_and_catalogue_touch_resume_files_and_a_worker_deletes_them() -> None:
    granted = {name: json.dumps(list_statements(name)) for name in FUNCTIONS}
    exports = f"${{ResumeBucket.Arn}}/{EXPORTS}"
    granted["StatusFunction"] = granted["StatusFunction"].replace(exports, "")
    allowed = {name for name, text in granted.items() if "${ResumeBucket.Arn}/" in text}
    assert allowed == {"ReaderFunction", "CatalogueFunction", "WorkerFunction"}
    assert set(re.findall(r"s3:(\w+)", granted["WorkerFunction"])) == {"DeleteObject", "ListBucket"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_handler_can_be_imported(name: str) -> None:
    module, _, function = FUNCTIONS[name]["Handler"].rpartition(".")
    assert callable(getattr(importlib.import_module(module), function))


def test_every_variable_of_the_template_is_known_and_every_required_one_is_set() -> None:
    given = set(TEMPLATE["Globals"]["Function"]["Environment"]["Variables"])
    known = {name.upper() for name in Settings.model_fields}
    required = {
        name.upper() for name, field in Settings.model_fields.items() if field.is_required()
    }
    # What begins so is read by the libraries of that name.
    assert {name for name in given if not name.startswith(("POWERTOOLS_", "PYDANTIC_"))} <= known
    assert required <= given


def test_what_few_functions_need_is_no_variable_of_all() -> None:
    # The catalogue's name another function, which cannot stand among the variables that all share.
    own = {
        name: set(part["Environment"]["Variables"])
        for name, part in FUNCTIONS.items()
        if "Environment" in part
    }
    assert own == {
        "CatalogueFunction": {"SCHEDULE_GROUP", "SCHEDULE_TARGET_ARN", "SCHEDULE_ROLE_ARN"},
        "WorkerFunction": {"MODEL_SECRET_ARN"},
        "ReaderFunction": {"READING_QUEUE_URL"},
        "SweeperFunction": {"READING_QUEUE_URL"},
    }
    for names in own.values():
        assert {name.lower() for name in names} <= set(Settings.model_fields)


def test_no_secret_stands_in_the_template() -> None:
    text = (ROOT / "template.yaml").read_text(encoding="utf-8")
    assert not re.search(r"OPENAI_API_KEY|(?i:password)\s*:\s*[\"']?[A-Za-z0-9]", text)
    for secret in resources_of("AWS::SecretsManager::Secret").values():
        assert set(secret) == {"Description"}, "its value is stored by make model-key"


def test_the_worker_and_nobody_else_may_read_the_models_key() -> None:
    (secret,) = resources_of("AWS::SecretsManager::Secret")
    arn = {"Fn::GetAtt": [secret, "Id"]}
    allowed = [
        (name, statement)
        for name in FUNCTIONS
        for statement in list_statements(name)
        if "secretsmanager:" in json.dumps(statement["Action"])
    ]
    read = {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": arn}
    assert allowed == [("WorkerFunction", read)]
    variables = FUNCTIONS["WorkerFunction"]["Environment"]["Variables"]
    assert variables == {"MODEL_SECRET_ARN": arn}


def test_each_layer_belongs_to_the_one_function_that_needs_it() -> None:
    layers = {
        name: [layer["Ref"] for layer in properties["Layers"]]
        for name, properties in FUNCTIONS.items()
        if "Layers" in properties
    }
    assert layers == {"ReaderFunction": ["ParserLayer"], "WorkerFunction": ["ModelLayer"]}
    assert set(resources_of("AWS::Serverless::LayerVersion")) == {"ParserLayer", "ModelLayer"}


def test_a_function_of_the_catalogues_table_may_do_what_its_work_is_and_no_more() -> None:
    allowed = {
        name: set(statement["Action"])
        for name in ("StartFunction", "WorkerFunction")
        for statement in list_statements(name)
        if "CatalogueTable" in json.dumps(statement["Resource"])
    }
    reads = {"dynamodb:GetItem", "dynamodb:Query"}
    keeps_drafts = {"dynamodb:PutItem", "dynamodb:UpdateItem"}
    finishes_erasures = {
        "dynamodb:BatchGetItem",
        "dynamodb:BatchWriteItem",
        "dynamodb:DeleteItem",
    }
    assert allowed == {
        "StartFunction": reads | {"dynamodb:ConditionCheckItem"},
        "WorkerFunction": reads | keeps_drafts | finishes_erasures,
    }


def test_a_call_of_the_model_fits_into_a_worker() -> None:
    longest = TEMPLATE["Parameters"]["CallTimeoutSeconds"]["MaxValue"]
    assert longest < find_timeout("WorkerFunction")
    described = TEMPLATE["Parameters"]["CallTimeoutSeconds"]["Description"]
    assert f"{find_timeout('WorkerFunction')} seconds" in described


@pytest.mark.parametrize(
    ("parameter", "variable"),
    [
        ("Model", "MODEL"),
        ("Models", "MODELS"),
        ("OpenAiBaseUrl", "OPENAI_BASE_URL"),
        ("ModelServer", "MODEL_SERVER"),
        ("LlmConcurrency", "LLM_CONCURRENCY"),
        ("CallTimeoutSeconds", "CALL_TIMEOUT_SECONDS"),
        ("DailySpendLimitUsd", "DAILY_SPEND_LIMIT_USD"),
    ],
)
def test_a_parameter_of_the_model_has_the_settings_default(parameter: str, variable: str) -> None:
    given = TEMPLATE["Globals"]["Function"]["Environment"]["Variables"]
    assert given[variable] == {"Ref": parameter}
    default = Settings.model_fields[variable.lower()].default
    assert TEMPLATE["Parameters"][parameter]["Default"] == default


@pytest.mark.parametrize(
    ("parameter", "good", "bad"),
    [
        ("Model", ["", "gpt-6-luna", "openai.gpt-oss-20b-1:0", "llama3.2"], ["two words", "a,b"]),
        ("Models", ["", "gpt-6-sol", "gpt-6-sol,o3", "gpt-6-sol, o3"], ["gpt-6-sol;o3", "a,,b"]),
        ("OpenAiBaseUrl", ["", "http://127.0.0.1:11434/v1"], ["models.example.com"]),
    ],
)
def test_a_parameter_of_the_model_takes_what_there_is_and_no_nonsense(
    parameter: str, good: list[str], bad: list[str]
) -> None:
    pattern = TEMPLATE["Parameters"][parameter]["AllowedPattern"]
    assert all(re.fullmatch(pattern, value) for value in good)
    assert not [value for value in bad if re.fullmatch(pattern, value)]


def test_logs_are_kept_for_a_set_time() -> None:
    assert TEMPLATE["Globals"]["Function"]["LoggingConfig"]["LogGroup"] == {"Ref": "LogGroup"}
    for group in resources_of("AWS::Logs::LogGroup").values():
        assert group["RetentionInDays"]


def test_only_the_pages_health_the_document_and_preflights_need_no_token() -> None:
    api = TEMPLATE["Resources"]["Api"]["Properties"]
    assert api["Auth"]["DefaultAuthorizer"] == "Token"
    for properties in FUNCTIONS.values():
        for event in properties.get("Events", {}).values():
            if event["Type"] != "Api":
                continue
            route = event["Properties"]
            is_open = route.get("Auth") == {"Authorizer": "NONE"}
            public = route["Path"] in PUBLIC_PATHS
            assert is_open == (public or route["Method"] == "OPTIONS"), route


def test_every_path_that_needs_a_token_has_every_method() -> None:
    # ANY has no method on the local cloud; a path without a method is API Gateway's to answer.
    methods = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"}
    routes = [
        event["Properties"]
        for properties in FUNCTIONS.values()
        for event in properties.get("Events", {}).values()
        if event["Type"] == "Api"
    ]
    public = {
        route["Path"]
        for route in routes
        if route["Method"] == "GET" and route.get("Auth") == {"Authorizer": "NONE"}
    }
    for path, handlers in list_routes().items():
        assert path in public or set(handlers) == methods, path


def test_the_permissions_to_call_a_function_fit_into_its_policy() -> None:
    # Lambda keeps them in one policy of 20 KB; a statement takes less than half of one.
    for name, properties in FUNCTIONS.items():
        events = properties.get("Events", {}).values()
        statements = [event for event in events if event["Type"] == "Api"]
        assert 480 * len(statements) <= 20_480, name


def test_nobody_can_change_their_own_tenant() -> None:
    pool = resources_of("AWS::Cognito::UserPool")["UserPool"]
    (tenant,) = [part for part in pool["Schema"] if part["Name"] == "tenant"]
    assert tenant["Mutable"] is False
    for client in resources_of("AWS::Cognito::UserPoolClient").values():
        assert "custom:tenant" not in client["WriteAttributes"]
    assert pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True


def test_people_sign_in_on_cognitos_own_page_and_not_for_long() -> None:
    clients = resources_of("AWS::Cognito::UserPoolClient")
    for name in ("PageClient", "CommandLineClient"):
        client = clients[name]
        assert client["ExplicitAuthFlows"] == ["ALLOW_REFRESH_TOKEN_AUTH"]
        assert client["AllowedOAuthFlows"] == ["code"]
        # Beside "email" or "phone", Cognito's id token holds that attribute and no tenant.
        assert client["AllowedOAuthScopes"] == ["openid"]
        assert client["RefreshTokenValidity"] == 1
        assert client["TokenValidityUnits"]["RefreshToken"] == "days"


@pytest.mark.parametrize(
    "path", ["web/src/session.ts", "clients/python/shortlist_client/cli/sign_in.py"]
)
def test_whoever_signs_in_asks_for_every_attribute(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert re.findall(r'scope"?: "([^"]*)"', text) == ["openid"]


def test_a_callback_over_http_names_localhost_as_cognito_asks() -> None:
    clients = resources_of("AWS::Cognito::UserPoolClient")
    text = json.dumps([client.get("CallbackURLs", []) for client in clients.values()])
    assert set(re.findall(r"http://([^/:\"]+)", text)) == {"localhost"}


def test_no_password_goes_to_cognito_without_an_administrators_rights() -> None:
    for client in resources_of("AWS::Cognito::UserPoolClient").values():
        assert "ALLOW_USER_PASSWORD_AUTH" not in client["ExplicitAuthFlows"]


def test_new_pools_take_a_user_name_in_any_case() -> None:
    (pool,) = resources_of("AWS::Cognito::UserPool").values()
    old, new = pool["UsernameConfiguration"]["Fn::If"][1:]
    assert old == {"Ref": "AWS::NoValue"}
    assert new == {"CaseSensitive": False}


def test_the_pool_offers_a_second_factor_and_is_not_deleted_by_a_slip() -> None:
    (pool,) = resources_of("AWS::Cognito::UserPool").values()
    assert (pool["MfaConfiguration"], pool["EnabledMfas"]) == ("OPTIONAL", ["SOFTWARE_TOKEN_MFA"])
    assert pool["DeletionProtection"] == "ACTIVE"
    # Cognito deletes no protected pool: a first deploy that fails must not try.
    assert TEMPLATE["Resources"]["UserPool"]["DeletionPolicy"] == "Retain"


def test_gateway_responses_are_problems() -> None:
    responses = TEMPLATE["Resources"]["Api"]["Properties"]["GatewayResponses"]
    assert {"UNAUTHORIZED", "MISSING_AUTHENTICATION_TOKEN", "THROTTLED", "DEFAULT_5XX"} <= set(
        responses
    )
    for response in responses.values():
        content_type = response["ResponseParameters"]["Headers"]["Content-Type"]
        assert content_type == "'application/problem+json'"
        text = response["ResponseTemplates"]["application/json"]
        filled = re.sub(r"(?<!\")\$context\.error\.messageString", '"x"', text)
        problem = json.loads(filled)
        assert problem["status"] == response["StatusCode"]
        (kind,) = [one for one in KINDS.values() if PROBLEM_BASE + one.name == problem["type"]][:1]
        assert problem["title"] == kind.title
        # What took too long may be done: "unavailable", but nothing to be simply asked again.
        assert problem["status"] in {kind.status, 504}
        assert set(problem) == {"type", "title", "status", "detail", "instance", "request_id"}


@pytest.mark.parametrize("name", ["INTEGRATION_TIMEOUT", "INTEGRATION_FAILURE"])
def test_what_a_function_may_have_done_is_no_503(name: str) -> None:
    responses = TEMPLATE["Resources"]["Api"]["Properties"]["GatewayResponses"]
    assert responses[name]["StatusCode"] == 504
    assert "Retry-After" in responses["DEFAULT_5XX"]["ResponseParameters"]["Headers"]


def read_locks() -> dict[str, dict[str, list[str]]]:
    """Return what each folder that ships pins, and the hashes of it."""
    locks: dict[str, dict[str, list[str]]] = {}
    for path in [ROOT / "functions/requirements.txt", *ROOT.glob("layers/*/requirements.txt")]:
        lines = path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        parts = [line.split() for line in lines]
        locks[path.parent.name] = {part[0]: part[1:] for part in parts}
    return locks


def test_every_requirement_that_ships_is_pinned_and_hashed() -> None:
    for name, pins in read_locks().items():
        for pin, hashes in pins.items():
            assert re.fullmatch(r"[a-z0-9-]+==[0-9.]+", pin), f"{name}: {pin}"
            assert hashes, f"{name}: {pin}"
            assert all(one.startswith("--hash=sha256:") for one in hashes), f"{name}: {pin}"


@pytest.mark.parametrize("name", ["functions", "model", "parsers"])
def test_a_lock_holds_just_what_is_asked_for(name: str) -> None:
    asked = (ROOT / f"requirements/{name}.in").read_text(encoding="utf-8").splitlines()
    pins = {line for line in asked if not line.startswith("#")}
    assert set(read_locks()[name]) == pins, "make locks"


def test_tests_run_on_the_versions_that_ship() -> None:
    for pins in read_locks().values():
        for pin in pins:
            name, _, version = pin.partition("==")
            assert metadata.version(name) == version, name


def test_what_two_folders_ship_is_the_same_version_in_both() -> None:
    versions: dict[str, set[str]] = {}
    for pins in read_locks().values():
        for pin in pins:
            name, _, version = pin.partition("==")
            versions.setdefault(name, set()).add(version)
    assert not [name for name, found in versions.items() if len(found) > 1]


def test_the_one_code_folder_is_what_ships() -> None:
    assert TEMPLATE["Globals"]["Function"]["CodeUri"] == "functions/"
    assert not [name for name, properties in FUNCTIONS.items() if "CodeUri" in properties]
    assert Path(ROOT / "functions" / "requirements.txt").is_file()


def test_the_page_may_do_nothing_and_asks_for_no_token() -> None:
    assert list_statements("PageFunction") == []
    for event in FUNCTIONS["PageFunction"]["Events"].values():
        assert event["Properties"]["Method"] == "GET"
        assert event["Properties"]["Auth"] == {"Authorizer": "NONE"}


def test_whatever_the_scanner_does_not_ask_for_has_its_reason_beside_it() -> None:
    text = (ROOT / ".checkov.yaml").read_text(encoding="utf-8").split("skip-check:\n")[1]
    groups = re.findall(r"((?:  #.*\n)+)((?:  - CKV\w+\n)+)", text)
    assert "".join(reason + skips for reason, skips in groups) == text
    assert all(len(reason) > 40 for reason, _ in groups)


def test_the_sample_of_variables_names_each_function_and_each_of_its_variables() -> None:
    sample = json.loads((ROOT / "events/env/sam-local.json").read_text(encoding="utf-8"))
    shared = load_template()["Globals"]["Function"]["Environment"]["Variables"]
    assert {name: set(values) for name, values in sample.items()} == {
        name: {*shared, *one.get("Environment", {}).get("Variables", {})}
        for name, one in FUNCTIONS.items()
    }
    assert not any("KEY" in name for values in sample.values() for name in values)
    for values in sample.values():
        assert read_settings(values).catalogue_table
