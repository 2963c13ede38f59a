"""Links to other paths of the API."""

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent


def link_status(event: APIGatewayProxyEvent, task_id: str, public_url: str) -> str:
    """Return the address of a task's status, as the caller reaches this API."""
    return f"{public_url or _find_base(event)}/api/jobposts/task-status/{task_id}/"


def _find_base(event: APIGatewayProxyEvent) -> str:
    # The stage stands before /api in the path that API Gateway saw, and not in ours.
    seen = str(event.raw_event.get("requestContext", {}).get("path", ""))
    host = event.headers.get("Host", "")
    prefix = seen.partition("/api/")[0]
    return f"https://{host}{prefix}" if host else prefix
