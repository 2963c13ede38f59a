"""`shortlist login`, `logout` and `whoami`."""

import time
from typing import Annotated

import typer

from shortlist_client.cli.output import Column, Output, OutputOption, show_one, tell
from shortlist_client.cli.session import Session, StoredSignIn, describe_fresh
from shortlist_client.cli.sign_in import (
    Attempt,
    CodeServer,
    SignInPage,
    find_sign_in_page,
    take_back,
)
from shortlist_client.client import TIMEOUT_SECONDS, Shortlist
from shortlist_client.errors import ShortlistError
from shortlist_client.runners import Runner
from shortlist_client.shapes import Caller

CALLER = (
    Column[Caller]("email", lambda one: one.email),
    Column[Caller]("tenant", lambda one: one.tenant),
    Column[Caller]("role", lambda one: one.role),
    Column[Caller]("subject", lambda one: one.subject),
)


PANEL = "Sign-in"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this subject."""
    app.command(rich_help_panel=PANEL)(login)
    app.command(rich_help_panel=PANEL)(logout)
    app.command(rich_help_panel=PANEL)(whoami)


def login(
    context: typer.Context,
    url: Annotated[
        str,
        typer.Argument(
            metavar="URL", help="Where the page or the API answers.", show_default=False
        ),
    ] = "",
    opens_browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the sign-in page, or just say it.")
    ] = True,
) -> None:
    """Sign in on the deployment's own page; a day later, sign in again."""
    session: Session = context.obj
    address = url.rstrip("/") or session.find_url()
    with Runner(TIMEOUT_SECONDS) as runner:
        page = runner.run(find_sign_in_page(address))
        server = CodeServer()
        attempt = Attempt.begin(page, server.return_url)

        def show() -> None:
            tell(f"Sign in here:\n{attempt.address}")
            if opens_browser:
                typer.launch(attempt.address)

        code = server.await_code(attempt.state, show)
        fresh = runner.run(attempt.redeem(code))
    with Shortlist(address, token=fresh.id_token) as client:
        caller = client.read_caller()
    stored = StoredSignIn(page.url, page.client_id, fresh.refresh_token or "", "", time.time())
    session.file.keep(address, StoredSignIn(**{**vars(stored), **describe_fresh(fresh)}))
    tell(f"{caller.email} ({caller.role}{f' of {caller.tenant}' if caller.tenant else ''})")


def logout(context: typer.Context) -> None:
    """Forget the sign-in, and end it on the side of the deployment."""
    session: Session = context.obj
    url = session.find_url()
    _, stored = session.file.read()
    if url not in stored:
        tell(f"nobody is signed in to {url}")
        return
    sign_in = stored[url]
    session.file.forget(url)
    try:
        with Runner(TIMEOUT_SECONDS) as runner:
            page = SignInPage(sign_in.sign_in_url, sign_in.client_id)
            runner.run(take_back(page, sign_in.refresh_token))
    except ShortlistError as error:
        tell(f"forgotten here; it could not be ended there, and ends by itself in a day: {error}")


def whoami(context: typer.Context, output: OutputOption = Output.TABLE) -> None:
    """Say who you are to the API."""
    session: Session = context.obj
    with session.open() as client:
        show_one(output, CALLER, client.read_caller())
