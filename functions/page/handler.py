"""Serves the recruiter's page: parse, read, answer."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from adapters.logs import logger
from adapters.rest.problems import describe_problem
from page.site import API_DOCUMENT, Site, read_asset, write_document, write_policy
from shortlist.errors import ShortlistError
from shortlist.revisions import make_revision
from shortlist.settings import get_settings

HTML = "text/html; charset=utf-8"
_SHARED = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Opener-Policy": "same-origin"}
_DOCUMENT = {
    **_SHARED,
    "Cache-Control": "no-cache",
    # After a sign-in the address holds a code for a moment.
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Strict-Transport-Security": "max-age=31536000",
}
_ASSET = {**_SHARED, "Cache-Control": "public, max-age=31536000, immutable"}


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer an API Gateway request: an asset where its path names one, else a document.

    API Gateway tells which route it took, whatever path a domain of one's own puts before.
    """
    call = APIGatewayProxyEvent(event)
    try:
        name = call.path_parameters.get("proxy")
        response = _answer_document(call) if name is None else _answer_asset(name)
    except ShortlistError as error:
        request_id = str(call.request_context.request_id)
        logger.info("request refused", extra={"error": type(error).__name__})
        response = describe_problem(error, path=call.path, request_id=request_id)
    return {
        "statusCode": response.status_code,
        "headers": {"Content-Type": response.content_type, **response.headers},
        "body": response.body,
    }


def find_site(call: APIGatewayProxyEvent) -> Site:
    """Tell where this deployment is reached, from its settings, its stage and the request."""
    public_url = get_settings().public_url
    stage = call.raw_event.get("stageVariables") or {}
    seen = str(call.raw_event.get("requestContext", {}).get("path", "/"))
    path = urlsplit(public_url).path if public_url else seen
    return Site(
        base_path=path.rstrip("/").removesuffix(f"/{API_DOCUMENT}".rstrip("/")) + "/",
        sign_in_url=str(stage.get("signInUrl", "")),
        client_id=str(stage.get("pageClientId", "")),
        command_line_client_id=str(stage.get("commandLineClientId", "")),
        # On the local cloud the files' store answers beside the API.
        upload_urls=(str(stage.get("uploadUrl", "")), public_url),
    )


def _answer_document(call: APIGatewayProxyEvent) -> Response[str]:
    site = find_site(call)
    is_api_document = str(call.raw_event.get("resource", "")).strip("/") == API_DOCUMENT.strip("/")
    text = write_document(site, API_DOCUMENT if is_api_document else "")
    etag = f'"{make_revision(text)}"'
    headers = {**_DOCUMENT, "ETag": etag, "Content-Security-Policy": write_policy(site)}
    if call.headers.get("If-None-Match") in (etag, f"W/{etag}"):
        return Response(HTTPStatus.NOT_MODIFIED.value, HTML, "", headers)
    return Response(HTTPStatus.OK.value, HTML, text, headers)


def _answer_asset(name: str) -> Response[str]:
    asset = read_asset(name)
    return Response(HTTPStatus.OK.value, asset.content_type, asset.text, dict(_ASSET))
