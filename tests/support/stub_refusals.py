"""Parameters that the stub does not take, and the ways in which servers say so."""

from typing import TYPE_CHECKING, Literal

from aiohttp import web

from tools.stub.server import Body, write_error

if TYPE_CHECKING:
    from tests.support.faulty_stub import FaultyConfig

RefusesBy = Literal["param", "message", "detail", "nothing"]


def refuse_parameter(config: "FaultyConfig", body: Body) -> web.Response | None:
    """Refuse the first parameter that is not taken, if there is one."""
    for name in config.unsupported:
        if name in body:
            message = f"Unrecognized request argument supplied: {name}"
            return _refuse(config.refuses_by, name, message, "unsupported_parameter")
    for name, values in config.unsupported_values.items():
        if body.get(name) in values:
            message = f"Unsupported value: '{name}' does not support '{body[name]}'."
            return _refuse(config.refuses_by, name, message, "unsupported_value")
    return None


def _refuse(way: str, name: str, message: str, code: str) -> web.Response:
    if way == "param":
        return write_error(400, message, code, param=name)
    if way == "detail":
        kind = "extra_forbidden" if code == "unsupported_parameter" else "literal_error"
        detail = {"type": kind, "loc": ["body", name], "msg": "Not permitted"}
        return web.json_response({"detail": [detail]}, status=422)
    return write_error(400, message if way == "message" else "Bad request")
