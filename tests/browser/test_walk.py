"""A recruiter's first day: from an empty account to a decided shortlist, in a real browser."""

import csv
import io
import re
import secrets
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.watched import Watched, make_person, open_page
from tests.support.cloud import Cloud

DESCRIPTION = """Backend engineer for our logistics team.

You must have:
- a driving licence of category B
- five years of work with Python

You bring:
- PostgreSQL and query tuning
- AWS Lambda, SQS and DynamoDB
- Terraform or CloudFormation

Nice to have: Go, Kubernetes.
"""
# Reading and ranking a pile takes seconds, but on a busy machine minutes.
WORK_MS = 180_000
NEW_PASSWORD = "Another.passw0rd.of.mine"
HOSTILE = "<script>document.title='taken'</script> <img src=x onerror=alert(1)> \u202etxet desrever"


def write_resumes(folder: Path) -> list[Path]:
    """Write thirty resumes about nobody, one of them hostile and one empty."""
    folder.mkdir()
    skills = ("PostgreSQL", "AWS Lambda", "Terraform", "Kubernetes", "DynamoDB")
    for number in range(28):
        own = ", ".join(skills[: number % 6])
        text = (
            f"Person Number{number}\nperson{number}@example.com\n\nExperience\n"
            f"Backend engineer, Freight Co, 20{10 + number % 10} to 2026\n"
            f"Built services in Python with {own or 'care'}.\nDriving licence category B.\n"
        )
        (folder / f"person-{number:02}.txt").write_text(text, encoding="utf-8")
    hostile = f"Robin Example\n{HOSTILE}\n{'x' * 10_000}\nPython engineer for 6 years\n"
    (folder / "hostile.txt").write_text(hostile, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "photo.png").write_bytes(b"no resume")
    (folder / "blank.txt").write_text(" \n \n", encoding="utf-8")
    return sorted(folder.iterdir())


def choose_a_first_password(me: Watched) -> None:
    me.page.locator("input[type=password]").first.wait_for()
    for field in me.page.locator("input[type=password]").all():
        field.fill(NEW_PASSWORD)
    me.page.locator("[type=submit]").first.click()
    me.be_signed_in()
    expect(me.page.get_by_text("No job posts yet")).to_be_visible()
    me.check()


def write_a_job_post(me: Watched) -> None:
    me.page.get_by_role("link", name="New job post").first.click()
    me.page.get_by_label("Title").fill("Backend engineer")
    me.page.get_by_label("Description").fill(DESCRIPTION)
    me.check()
    me.page.get_by_role("button", name="Save and see the criteria").click()
    expect(me.page.get_by_text("Version 1.")).to_be_visible()
    me.check()


def edit_the_rubric(me: Watched) -> None:
    me.page.get_by_role("button", name="Add a must-have").click()
    gates = me.page.get_by_role("textbox", name=re.compile("Must-have"))
    gates.last.fill("Is under 30 years old")
    me.page.get_by_role("button", name="Save as version 2").click()
    expect(me.page.get_by_text(re.compile("may treat people unfairly"))).to_be_visible()
    me.check()
    me.page.get_by_role("button", name="Delete Is under 30 years old").click()
    me.page.get_by_role("button", name="Save as version 3").click()
    expect(me.page.get_by_text("Saved as version 3.")).to_be_visible()


def drop_resumes(me: Watched, folder: Path) -> None:
    me.page.get_by_role("link", name="Candidates").first.click()
    expect(me.page.get_by_text("No candidates yet")).to_be_visible()
    me.drop(".drop", [folder])
    expect(me.page.get_by_text("30 of 30 files sent")).to_be_visible()
    expect(me.page.get_by_text("left out: the file is empty")).to_be_visible()
    expect(me.page.get_by_text("left out: not a PDF, DOCX or TXT file")).to_be_visible()
    expect(me.page.get_by_text("29 read, 1 cannot be read")).to_be_visible(timeout=WORK_MS)
    expect(me.page.get_by_text("Cannot be read: there is no text in it")).to_be_visible()
    me.check()


def rank(me: Watched) -> None:
    me.page.get_by_role("button", name="Rank candidates").click()
    expect(me.page.get_by_text(re.compile(r"No cost\. About"))).to_be_visible()
    me.check()
    me.page.get_by_role("button", name="Start ranking").click()
    expect(me.page.locator("table.ranked tbody tr").first).to_be_visible(timeout=WORK_MS)
    expect(me.page.get_by_text("30 candidates").first).to_be_visible()
    me.check()


def see_no_names(me: Watched) -> None:
    body = me.page.locator("body")
    expect(me.page.get_by_role("button", name=re.compile(r"Candidate \d\d")).first).to_be_visible()
    assert "Number" not in body.inner_text()
    assert "@example.com" not in body.inner_text()


def read_by_keyboard(me: Watched) -> None:
    me.page.keyboard.press("j")
    me.page.keyboard.press("Enter")
    expect(me.page.locator(".resume-lines")).to_be_visible()
    first = me.page.locator(".drawer h2").inner_text()
    assert "@example.com" not in me.page.locator(".resume-lines").inner_text()
    me.page.keyboard.press("e")
    expect(me.page.locator(".resume-lines .marked")).to_be_visible()
    me.check()
    me.page.keyboard.press("j")
    expect(me.page.locator(".drawer h2")).not_to_have_text(first)
    me.page.keyboard.press("k")
    expect(me.page.locator(".drawer h2")).to_have_text(first)
    me.page.keyboard.press("Escape")
    expect(me.page.locator(".drawer")).to_have_count(0)
    focused = me.page.evaluate("document.activeElement.textContent.trim()")
    assert focused == first


def decide(me: Watched) -> None:
    first = me.page.locator("table.ranked tbody tr").first
    me.page.keyboard.press("1")
    expect(first.get_by_text("Talk to")).to_be_visible()
    me.page.keyboard.press("u")
    expect(first.get_by_text("No decision")).to_be_visible()
    me.page.keyboard.press("1")
    expect(first.get_by_text("Talk to")).to_be_visible()
    me.page.keyboard.press("j")
    me.page.keyboard.press("3")
    save = me.page.get_by_role("button", name="Save decision")
    expect(save).to_be_disabled()
    me.check()
    me.page.get_by_role("radio").first.check()
    save.click()
    expect(me.page.locator("table.ranked").get_by_text("Not for this job")).to_be_visible()


def write_a_note_and_points(me: Watched) -> None:
    me.page.keyboard.press("k")
    me.page.keyboard.press("Enter")
    expect(me.page.locator(".resume-lines")).to_be_visible()
    me.page.keyboard.press("n")
    me.page.keyboard.type("Knows our stack")
    me.page.get_by_role("button", name="Save note").click()
    me.page.get_by_text("Your own points").click()
    me.page.get_by_label("Points").fill("8")
    me.page.locator(".adjustment").get_by_label("Reason").fill("Knows our stack")
    me.page.get_by_role("button", name="Save points").click()
    expect(me.page.locator(".drawer-facts").get_by_text("→")).to_be_visible()
    me.page.get_by_text("History").click()
    expect(me.page.get_by_text("Note changed")).to_be_visible()
    me.page.keyboard.press("Escape")


def decide_many(me: Watched) -> None:
    ticks = me.page.locator("table.ranked tbody input[type=checkbox]")
    for number in (3, 4, 5):
        ticks.nth(number).check()
    expect(me.page.get_by_text("3 ticked")).to_be_visible()
    bar = me.page.get_by_role("region", name="Ticked candidates")
    bar.get_by_role("button", name="Keep for later").click()
    me.page.get_by_role("button", name="Save 3 decisions").click()
    kept = me.page.locator("table.ranked").get_by_text("Keep for later")
    expect(kept).to_have_count(3)
    me.page.get_by_role("button", name="Undo").click()
    expect(kept).to_have_count(0)


def compare(me: Watched) -> None:
    me.page.keyboard.press("v")
    expect(me.page.get_by_role("heading", name="Compare")).to_be_visible()
    expect(me.page.locator("table.compare thead th")).to_have_count(4)
    me.check()
    me.page.go_back()
    me.page.get_by_role("button", name="Untick").click()


def reweigh(me: Watched) -> None:
    me.page.get_by_role("button", name="Re-weigh").click()
    panel = me.page.get_by_role("region", name="Re-weigh")
    panel.get_by_role("combobox").first.select_option("none")
    expect(panel.get_by_text(re.compile("another rank"))).to_be_visible()
    me.check()
    panel.get_by_role("button", name="Back to the saved rubric").click()
    expect(panel.get_by_text("Nothing changed yet")).to_be_visible()
    panel.get_by_role("button", name="Close").click()


def rank_by_other_weights(me: Watched) -> None:
    """Let the ranking that follows use what was tried; the server computes what the page showed."""
    before = me.page.url
    weights = me.page.get_by_role("region", name="Re-weigh").get_by_role("combobox")
    shown = save_weight(me, "nice", version=4)
    assert me.page.url != before
    computed = list_scores(me)
    # The two whom somebody gave points show both scores.
    adjusted = {name for name, score in computed if "→" in score}
    assert len(adjusted) == 2
    assert [one for one in computed if one[0] not in adjusted] == [
        one for one in shown if one[0] not in adjusted
    ]
    # What people decided belongs to the candidates, whatever ranking shows them.
    expect(me.page.locator("table.ranked").get_by_text("Talk to")).to_have_count(1)
    me.page.get_by_role("button", name="Re-weigh").click()
    count = weights.count()
    me.page.get_by_role("button", name="Re-weigh").click()
    save_weight(me, "none", version=5)
    me.page.get_by_role("button", name="Re-weigh").click()
    expect(weights).to_have_count(count - 1)
    me.page.get_by_role("button", name="Re-weigh").click()


def save_weight(me: Watched, weight: str, *, version: int) -> list[tuple[str, str]]:
    """Weigh the first criterion anew and rank by it; return the scores that were shown before."""
    me.page.get_by_role("button", name="Re-weigh").click()
    panel = me.page.get_by_role("region", name="Re-weigh")
    panel.get_by_role("combobox").first.select_option(weight)
    save = panel.get_by_role("button", name=f"Save as rubric version {version} and rank again")
    expect(save).to_be_enabled()
    shown = list_scores(me)
    save.click()
    facts = me.page.locator(".title-row").get_by_text(f"rubric version {version}")
    expect(facts).to_be_visible(timeout=WORK_MS)
    expect(me.page.locator("table.ranked tbody tr")).to_have_count(30)
    return shown


def list_scores(me: Watched) -> list[tuple[str, str]]:
    """Return the ids of the table's candidates in their order, with scores that nobody adjusted."""
    read = """[...document.querySelectorAll('table.ranked tbody tr')].map((row) => [
        row.querySelector('.name').id, row.querySelector('[data-label=Score]').innerText.trim()])"""
    found: list[tuple[str, str]] = me.page.evaluate(read)
    return found


def disagree(me: Watched) -> None:
    me.page.locator("table.ranked tbody button.name").nth(2).click()
    titles = me.page.locator(".verdict-title").filter(has_not_text="Level 4 of 4")
    titles.get_by_role("button", name=re.compile("Disagree with the level")).first.click()
    save = me.page.get_by_role("button", name="Save points")
    dialog = me.page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Save points")).to_be_disabled()
    dialog.get_by_role("radio").last.check()
    dialog.get_by_label("Why (needed)").fill("Says so on line 5")
    expect(dialog.get_by_text(re.compile(r"your points \+\d"))).to_be_visible()
    me.check()
    dialog.get_by_role("button", name="Save points").click()
    expect(me.page.locator(".drawer-facts").get_by_text("→")).to_be_visible()
    me.page.get_by_text("Your own points").click()
    expect(save).to_be_visible()
    expect(me.page.locator(".adjustment").get_by_label("Reason")).to_have_value(
        re.compile(r"level \d, not \d\. Says so on line 5")
    )
    me.page.keyboard.press("Escape")


def bring_a_better_file(me: Watched, folder: Path) -> None:
    """Replace a resume that cannot be read by one that can."""
    better = folder / "blank-again.txt"
    better.write_text("Casey Example\nPython engineer, 2019 to 2026\n", encoding="utf-8")
    me.page.get_by_label("Show").select_option("failed")
    expect(me.page.locator("tbody tr")).to_have_count(1)
    with me.page.expect_file_chooser() as chooser:
        me.page.get_by_role("button", name="Upload another file for blank").click()
    chooser.value.set_files(better)
    expect(me.page.get_by_text("29 read", exact=True)).to_be_visible(timeout=WORK_MS)
    me.page.get_by_label("Show").select_option("all")
    expect(me.page.get_by_role("rowheader", name="blank", exact=True)).to_be_visible()


def look_who_it_is(me: Watched) -> None:
    me.page.locator("table.ranked tbody button.name").first.click()
    me.page.get_by_role("button", name="Show who this is").click()
    me.check()
    me.page.get_by_role("radio").first.check()
    me.page.get_by_role("button", name="Show", exact=True).click()
    expect(me.page.locator(".drawer h2")).to_have_text(re.compile("person|hostile"))
    me.page.get_by_text("History").click()
    expect(me.page.get_by_text("Looked up who this is")).to_be_visible()
    me.page.keyboard.press("Escape")


def export(me: Watched) -> None:
    with me.page.expect_download() as download:
        me.page.get_by_role("button", name="Export CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 30
    assert "talk" in {row["decision"] for row in rows}
    assert {row["adjusted_score"] for row in rows} - {""}
    assert {row["note"] for row in rows} == {"", "Knows our stack"}


def print_a_dossier(me: Watched) -> None:
    me.page.get_by_role("link", name="Dossier").click()
    expect(me.page.get_by_role("heading", name="Dossier of a ranking")).to_be_visible()
    expect(me.page.locator(".dossier-row")).to_have_count(30)
    me.check()
    me.page.go_back()


def read_the_hostile_resume(me: Watched) -> None:
    me.page.get_by_role("searchbox").fill("")
    me.page.get_by_role("link", name="Backend engineer").first.click()
    title = me.page.title()
    me.page.get_by_role("link", name="Rankings").click()
    me.page.locator("tbody a").first.click()
    names = me.page.locator("table.ranked tbody button.name")
    expect(names.first).to_be_visible()
    me.page.get_by_label("Notices").select_option("some")
    names.first.click()
    lines = me.page.locator(".resume-lines")
    expect(lines).to_be_visible()
    assert "<script>" in lines.inner_text()
    assert me.page.title() == title
    assert me.has_no_sideways_scroll()
    me.page.keyboard.press("Escape")
    me.page.get_by_role("button", name="Clear filters").click()


def erase(me: Watched) -> None:
    me.page.get_by_role("link", name="Backend engineer").first.click()
    expect(me.page.get_by_text("29 read, 1 cannot be read")).to_be_visible()
    me.page.get_by_role("button", name="Erase person-03").click()
    expect(me.page.get_by_text("This cannot be undone")).to_be_visible()
    me.check()
    me.page.get_by_role("button", name="Erase for good").click()
    expect(me.page.get_by_text("28 read, 1 cannot be read")).to_be_visible()


def sign_out(me: Watched) -> None:
    me.page.get_by_role("button", name="Sign out").click()
    expect(me.page.get_by_role("button", name="Sign in")).to_be_visible()
    assert me.page.evaluate("sessionStorage.length") == 0


def test_a_recruiter_gets_from_an_empty_account_to_a_decided_shortlist(
    browser: Browser, cloud: Cloud, tmp_path: Path
) -> None:
    write_resumes(tmp_path / "resumes")
    with open_page(browser, cloud) as me:
        me.sign_in(*make_person(cloud, f"walk-{secrets.token_hex(4)}", is_new=True))
        choose_a_first_password(me)
        write_a_job_post(me)
        edit_the_rubric(me)
        drop_resumes(me, tmp_path / "resumes")
        rank(me)
        see_no_names(me)
        read_by_keyboard(me)
        decide(me)
        write_a_note_and_points(me)
        decide_many(me)
        compare(me)
        reweigh(me)
        look_who_it_is(me)
        export(me)
        disagree(me)
        rank_by_other_weights(me)
        print_a_dossier(me)
        read_the_hostile_resume(me)
        erase(me)
        bring_a_better_file(me, tmp_path)
        assert me.said == []
        sign_out(me)
    with open_page(browser, cloud) as other:
        other.sign_in(*make_person(cloud, "elsewhere"))
        other.be_signed_in()
        expect(other.page.get_by_text("No job posts yet")).to_be_visible()
