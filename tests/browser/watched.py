"""A page of the browser that notes what it should never say, and how people get about in it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.support.cloud import Cloud
from tools.mocked.template import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PATIENCE_MS = 20_000


@dataclass
class Watched:
    """One tab, with the address of the page and what the console said."""

    page: Page
    url: str
    said: list[str] = field(default_factory=list)

    def listen(self, message: ConsoleMessage) -> None:
        """Note an error or a warning of ours; a violation of the content security policy is one."""
        is_ours = self.page.url.startswith(self.url)
        if is_ours and message.type in ("error", "warning"):
            self.said.append(message.text)

    def sign_in(self, email: str, password: str) -> None:
        """Sign in on the user pool's own page."""
        self.page.goto(self.url)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url("**/oauth2/authorize**")
        self.page.locator("input:not([type=hidden]):not([type=password])").first.fill(email)
        self.page.locator("input[type=password]").first.fill(password)
        self.page.locator("[type=submit]").first.click()

    def be_signed_in(self) -> None:
        """Wait until the page knows who is there."""
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    def go(self, route: str) -> None:
        """Go to a screen by its address."""
        self.page.evaluate("route => { location.hash = route }", route)

    def check(self) -> None:
        """Ask axe about what is shown; any violation fails the test."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[dict[str, Any]] = self.page.evaluate(
            "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
        )
        told = [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found]
        assert not told, told

    def has_no_sideways_scroll(self) -> bool:
        """Tell whether everything fits the window's width."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

    def drop(self, selector: str, paths: list[Path]) -> None:
        """Drop files or folders from the disk, as a hand would."""
        box = self.page.locator(selector).bounding_box()
        assert box is not None
        session = self.page.context.new_cdp_session(self.page)
        data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
        place = {"x": box["x"] + box["width"] / 3, "y": box["y"] + box["height"] / 2, "data": data}
        for kind in ("dragEnter", "dragOver", "drop"):
            session.send("Input.dispatchDragEvent", {"type": kind, **place})


@contextmanager
def open_page(browser: Browser, cloud: Cloud, **options: Any) -> Iterator[Watched]:
    """Open the page in a browser that knows nobody yet."""
    context: BrowserContext = browser.new_context(
        **{"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", **options}
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    watched = Watched(page, str(cloud.endpoint["page_url"]))
    page.on("console", watched.listen)
    page.on("pageerror", lambda error: watched.said.append(str(error)))
    try:
        yield watched
    finally:
        context.close()


def make_person(cloud: Cloud, tenant: str, *, is_new: bool = False) -> tuple[str, str]:
    """Make a recruiter of a tenant; a new one has to choose a password at the first sign-in."""
    cognito = cloud.connect("cognito-idp")
    pools = cognito.list_user_pools(MaxResults=10)["UserPools"]
    email, password = f"{tenant}-{secrets.token_hex(4)}@shortlist.example", "First.passw0rd.of.mine"
    attributes = [{"Name": "email", "Value": email}, {"Name": "custom:tenant", "Value": tenant}]
    cognito.admin_create_user(
        UserPoolId=pools[0]["Id"],
        Username=email,
        UserAttributes=attributes,
        TemporaryPassword=password,
        MessageAction="SUPPRESS",
    )
    if not is_new:
        cognito.admin_set_user_password(
            UserPoolId=pools[0]["Id"], Username=email, Password=password, Permanent=True
        )
    return email, password
