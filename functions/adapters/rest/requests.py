"""What a handler may ask of a request: the caller, the body, a header, a query value."""

from typing import TypeVar

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from pydantic import BaseModel, ValidationError

from shortlist.errors import (
    FieldError,
    InvalidRequestError,
    MalformedRequestError,
    TooLargeError,
    UnsupportedMediaTypeError,
)
from shortlist.identity import Identity, identify

MAX_BODY_BYTES = 1_000_000

Body = TypeVar("Body", bound=BaseModel)


def read_identity(event: APIGatewayProxyEvent) -> Identity:
    """Return the caller, from the claims that API Gateway has verified and from nothing else."""
    authorizer = event.raw_event.get("requestContext", {}).get("authorizer") or {}
    return identify(authorizer.get("claims") or {}, list_accepted_clients(event))


def list_accepted_clients(event: APIGatewayProxyEvent) -> frozenset[str]:
    """Return the clients whose tokens count, as the stage names them; none for all of the pool.

    The stage does, because a client names the API's address, and so cannot stand in the
    environment of one of its functions.
    """
    named = (event.raw_event.get("stageVariables") or {}).get("acceptedClientIds") or ""
    return frozenset(filter(None, named.split(",")))


def read_header(event: APIGatewayProxyEvent, name: str) -> str | None:
    """Return a header, whatever the case of its name."""
    return event.headers.get(name)


def read_query(event: APIGatewayProxyEvent, name: str) -> str | None:
    """Return a query value; None if it is missing or empty."""
    return (event.query_string_parameters or {}).get(name) or None


def read_text(event: APIGatewayProxyEvent) -> str:
    """Return the body of a JSON request as text.

    Raises:
        TooLargeError: above one megabyte.
        UnsupportedMediaTypeError: for a body of another type than JSON.
    """
    body = (event.decoded_body if event.is_base64_encoded else event.body) or ""
    if len(body.encode()) > MAX_BODY_BYTES:
        raise TooLargeError(f"a request body may have at most {MAX_BODY_BYTES} bytes")
    media_type = (read_header(event, "Content-Type") or "").partition(";")[0].strip().lower()
    if body and media_type not in {"application/json", ""}:
        raise UnsupportedMediaTypeError("send the body as application/json")
    return body


def read_body(event: APIGatewayProxyEvent, model: type[Body]) -> Body:
    """Return the body as a value of the model; no body counts as an empty object.

    Raises:
        MalformedRequestError: if it is not JSON.
        InvalidRequestError: naming each field that is missing, unknown or wrong.
    """
    return parse_body(read_text(event) or "{}", model)


def parse_body(text: str, model: type[Body]) -> Body:
    """Read JSON text as a value of the model; see `read_body`."""
    try:
        return model.model_validate_json(text, strict=True)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False, include_context=False)
        if any(problem["type"] == "json_invalid" for problem in problems):
            raise MalformedRequestError("the body is not valid JSON") from None
        fields = [
            FieldError("/" + "/".join(map(str, problem["loc"])), problem["msg"])
            for problem in problems
        ]
        raise InvalidRequestError("the body has fields that are wrong", fields) from None
