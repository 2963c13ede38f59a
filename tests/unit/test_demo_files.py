"""The demo data: every planted layout is there, opens as promised, and names nobody real."""

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest

from tools.demo_files.plain import render_text
from tools.demo_files.source import FITS, Resume, read_job_posts, read_resumes

DEMO = Path(__file__).parents[2] / "demo"
MANIFEST = json.loads((DEMO / "manifest.json").read_text(encoding="utf-8"))
RESUMES = [
    resume
    for post in read_job_posts(DEMO / "jobposts")
    for resume in read_resumes(DEMO / "resumes" / post.job_id)
]
READABLE = [resume for resume in RESUMES if resume.expect == "readable"]
PATHS = sorted(path for path in (DEMO / "files").rglob("*") if path.is_file())

EMAIL = re.compile(r"[\w.+-]+@([\w.-]+\w)")
DOMAIN = re.compile(r"\b([\w-]+)\.(?:com|org|net|io|dev|eu|uk|ie|de|fr|es|nl|it)\b", re.IGNORECASE)
RESERVED_PHONES = (
    r"\+1 \d{3} 555 01\d\d",
    r"\+44 7700 900\d{3}",
    r"\+44 1632 960 ?\d{3}",
    r"\+44 20 7946 0\d{3}",
    r"\+44 1[1-6]1 496 0\d{3}",
    r"\+44 11[3-7] 496 0\d{3}",
    r"\+44 28 9649 6\d{3}",
    r"\+44 29 2018 0\d{3}",
    r"\+353 20 91\d \d{4}",
    r"\+49 30 23125 \d{3}",
    r"\+33 6 39 98 \d\d \d\d",
)


def rows() -> Iterator[tuple[str, dict[str, str]]]:
    for post in MANIFEST:
        for row in post["files"]:
            yield post["job_id"], row


def path_of(resume: Resume) -> Path:
    return DEMO / "files" / resume.job_id / resume.filename


@cache
def text_of(path: Path) -> str:
    if path.suffix == ".pdf":
        return pdf_text(path)
    return docx_text(path) if path.suffix == ".docx" else txt_text(path)


def pdf_text(path: Path) -> str:
    with pdfium.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def docx_text(path: Path) -> str:
    document = docx.Document(str(path))
    page = document.sections[0]
    blocks = [*page.header.paragraphs, *document.paragraphs, *page.footer.paragraphs]
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    blocks += [paragraph for cell in cells for paragraph in cell.paragraphs]
    return "\n".join(paragraph.text for paragraph in blocks)


def txt_text(path: Path) -> str:
    content = path.read_bytes()
    if content.startswith(b"\xff\xfe"):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def squeezed(text: str) -> str:
    """Drop what wrapping may change: white space, hyphens, and the mark pdfium puts for one."""
    return re.sub(r"[\s\-\u2022\ufffe]", "", text).lower()


def test_there_are_at_least_two_job_posts_and_twelve_resumes_for_each():
    assert len(MANIFEST) >= 2
    assert all(len(post["files"]) >= 12 for post in MANIFEST)
    assert len(PATHS) >= 36


def test_there_are_enough_files_of_each_format():
    formats = Counter(path.suffix for path in PATHS)
    assert formats.keys() == {".pdf", ".docx", ".txt"}
    assert formats[".pdf"] >= 10
    assert formats[".docx"] >= 10
    assert formats[".txt"] >= 6


def test_every_special_layout_and_language_is_there():
    layouts = Counter(row["layout"] for _, row in rows())
    assert {"two-column", "two-page", "timeline", "ruled", "single-column"} <= layouts.keys()
    assert {"table", "letterhead", "skills-table", "headings", "scan"} <= layouts.keys()
    assert {"en", "de", "fr"} <= {row["language"] for _, row in rows()}


def test_the_manifest_names_every_file_and_no_other():
    named = [DEMO / "files" / job_id / row["filename"] for job_id, row in rows()]
    assert sorted(named) == PATHS


def test_the_manifest_has_its_shape():
    for post in MANIFEST:
        assert post.keys() == {"job_id", "title", "description", "files"}
        assert 200 <= len(post["description"].split()) <= 400
    for _, row in rows():
        assert row.keys() == {"filename", "layout", "language", "expect", "fit"}
        assert row["expect"] in {"readable", "encrypted", "image_only"}
        assert row["fit"] in FITS


def test_the_manifest_says_what_the_sources_say():
    said = [(job_id, row["filename"], row["fit"], row["expect"]) for job_id, row in rows()]
    assert said == [(r.job_id, r.filename, r.fit, r.expect) for r in RESUMES]
    assert [(post["title"], post["description"]) for post in MANIFEST] == [
        (post.title, post.description) for post in read_job_posts(DEMO / "jobposts")
    ]


def test_each_job_post_has_readable_resumes_from_strong_to_unrelated():
    for post in MANIFEST:
        readable = {row["fit"] for row in post["files"] if row["expect"] == "readable"}
        assert readable == set(FITS)


def test_the_demo_stays_small():
    total = sum(path.stat().st_size for path in DEMO.rglob("*") if path.is_file())
    assert total < 1_500_000


@pytest.mark.parametrize("resume", READABLE, ids=lambda resume: resume.slug)
def test_a_readable_file_holds_every_sentence_of_its_source(resume):
    text = squeezed(text_of(path_of(resume)))
    expected = [resume.name, *resume.contact]
    for section in resume.sections:
        expected.append(section.title)
        for item in section.items:
            expected += [item.place, item.dates]
            expected += item.text.split(": ") if item.kind == "bullet" else [item.text]
    assert [part for part in expected if squeezed(part) not in text] == []


@pytest.mark.parametrize(
    "resume",
    [resume for resume in RESUMES if resume.format == "txt"],
    ids=lambda resume: resume.slug,
)
def test_a_text_file_is_what_its_source_renders(resume):
    assert path_of(resume).read_bytes() == render_text(resume)


def test_one_text_file_is_utf_16_and_one_is_windows_1252():
    contents = [path.read_bytes() for path in PATHS if path.suffix == ".txt"]
    assert sum(content.startswith(b"\xff\xfe") for content in contents) == 1
    legacy = [c for c in contents if b"\xe9" in c and b"\x96" in c and not c.startswith(b"\xff")]
    assert len(legacy) == 1
    with pytest.raises(UnicodeDecodeError):
        legacy[0].decode("utf-8")


def test_the_encrypted_file_opens_with_its_password_only():
    [resume] = [resume for resume in RESUMES if resume.expect == "encrypted"]
    with pytest.raises(pdfium.PdfiumError, match="password"):
        pdfium.PdfDocument(path_of(resume))
    with pdfium.PdfDocument(path_of(resume), password=resume.password) as document:
        assert resume.name in document[0].get_textpage().get_text_range()


def test_the_scanned_page_is_a_picture_without_text():
    [resume] = [resume for resume in RESUMES if resume.expect == "image_only"]
    assert text_of(path_of(resume)).strip() == ""
    with pdfium.PdfDocument(path_of(resume)) as document:
        kinds = {item.type for item in document[0].get_objects()}
    assert kinds == {pdfium.raw.FPDF_PAGEOBJ_IMAGE}


def test_two_page_resumes_have_two_pages():
    for resume in (resume for resume in RESUMES if resume.layout == "two-page"):
        with pdfium.PdfDocument(path_of(resume)) as document:
            assert len(document) == 2


def test_a_two_column_page_sets_its_columns_side_by_side():
    [resume] = [resume for resume in RESUMES if resume.slug == "ines-carvalho"]
    with pdfium.PdfDocument(path_of(resume)) as document:
        page = document[0].get_textpage()
        left = page.get_text_bounded(right=166)
        right = page.get_text_bounded(left=176)
    assert "Toolbox" in left
    assert "Experience" not in left
    assert "Experience" in right


def test_table_resumes_keep_their_content_in_a_table_and_their_contact_in_the_header():
    for resume in (resume for resume in RESUMES if resume.layout == "table"):
        document = docx.Document(str(path_of(resume)))
        assert not "".join(paragraph.text for paragraph in document.paragraphs).strip()
        assert len(document.tables[0].rows) == len(resume.sections)
        header = "\n".join(paragraph.text for paragraph in document.sections[0].header.paragraphs)
        assert resume.contact[0] in header
        assert resume.name in document.sections[0].footer.paragraphs[0].text


def test_addresses_on_the_net_are_reserved_for_examples():
    texts = [text_of(path_of(resume)) for resume in READABLE]
    texts += [path.read_text(encoding="utf-8") for path in DEMO.rglob("*.md")]
    for text in texts:
        assert {domain.lower() for domain in EMAIL.findall(text)} <= {"example.com", "example.org"}
        assert set(DOMAIN.findall(text)) <= {"example"}
        assert "http" not in text
        assert "www." not in text


def test_telephone_numbers_are_reserved_for_fiction():
    reserved = re.compile("|".join(RESERVED_PHONES))
    for resume in RESUMES:
        for part in (part for part in resume.contact if part.startswith("+")):
            assert reserved.fullmatch(part), part


def test_word_files_carry_no_time_of_their_making():
    for path in (path for path in PATHS if path.suffix == ".docx"):
        with zipfile.ZipFile(path) as archive:
            assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
            assert "docProps/thumbnail.jpeg" not in archive.namelist()


def test_no_two_people_share_a_name_or_an_address():
    names = Counter(resume.name for resume in RESUMES)
    addresses = Counter(resume.contact[0] for resume in RESUMES)
    assert max(names.values()) == max(addresses.values()) == 1


@pytest.mark.parametrize(
    "text",
    ["name: Bo\n", "A note first.\n---\nname: Bo\n---\n", "---\nname: Bo\nshoes: red\n---\n"],
    ids=["no head", "text before the head", "an unknown part"],
)
def test_a_source_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "bo.md").write_text(text)
    with pytest.raises(ValueError, match=r"bo\.md"):
        read_resumes(tmp_path)
