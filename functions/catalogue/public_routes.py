"""Routes that need no token."""

from functools import cache
from importlib.resources import files

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from adapters.rest.answers import answer_json


def add_public_routes(app: APIGatewayRestResolver) -> None:
    """Add the routes to an app."""

    @app.get("/api/health")
    def check_health() -> Response[str]:
        return answer_json({"status": "ok"})

    @app.get("/api/openapi.json")
    def read_document() -> Response[str]:
        return Response(
            status_code=200,
            content_type="application/json",
            body=_load_document(),
            headers={"Cache-Control": "public, max-age=300"},
        )


@cache
def _load_document() -> str:
    return files("catalogue").joinpath("openapi.json").read_text(encoding="utf-8")
