import io
import warnings
import zipfile

import pytest

from adapters.documents import plain, word
from adapters.documents.kinds import kind_of
from shortlist.reading.reasons import FileLimits, UnreadableResumeError
from tests.fixtures.word_files import paragraph, word_file, zip_file

PAGE = (
    "<!DOCTYPE html><html><head><style>p{color:red}</style></head><body><p>Lead</p></body></html>"
)
MAIL = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b0"\r\n\r\n--b0\r\n'
LIMITS = FileLimits()


@pytest.mark.parametrize(
    "content",
    [
        PAGE.encode(),
        b"\xef\xbb\xbf" + PAGE.encode(),
        PAGE.encode("utf-16"),
        PAGE.encode("utf-16-le"),
        PAGE.encode("utf-16-be"),
        b"\n\n  <div class=x>" + PAGE.encode(),
        b"<!-- saved by a browser -->" + PAGE.encode(),
        b"Resume\n" + b"<p>Lead</p><br>" * 9,
        MAIL.encode(),
        f"From: <Saved by a browser>\r\nSubject: Resume\r\n{MAIL}".encode(),
        rb"{\rtf1\ansi Warehouse lead}",
        b"\xef\xbb\xbf" + rb"{\rtf1\ansi Warehouse lead}",
        rb"\documentclass{article}\begin{document}Warehouse lead",
        b"% my resume\n\\documentclass{article}\n\\begin{document}Warehouse lead",
        b"<Resume><Name>Jo</Name><Job>Warehouse lead</Job></Resume>",
        b"Received: from norddal\nContent-Transfer-Encoding: base64\n\nV2FyZWhvdXNl",
        b"%!PS-Adobe-3.0",
        b"bplist00\xd1\x01",
    ],
)
def test_what_is_written_for_a_program_is_no_text(content):
    with pytest.raises(UnreadableResumeError) as caught:
        kind_of(content)
    assert caught.value.reason == "unsupported"


@pytest.mark.parametrize(
    "text",
    [
        "Warehouse lead <lead@norddal.example>\nReach truck",
        "<Warehouse lead>\nversion: 1.0\nContent: reach truck",
        "p < 0.05 and x > 3, see <https://norddal.example>",
    ],
)
def test_text_with_angle_brackets_is_text(text):
    assert kind_of(text.encode()) == "text"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    [
        "Warehouse lead at Norddal\nReach truck licence, cold chain audits",
        "Норддал, жёлтый цех\nПогрузчик и учёт",  # noqa: RUF001
        "倉庫主任 十年\nフォークリフト免許\n在庫管理 冷蔵\n",
    ],
    ids=["Latin", "Cyrillic", "Japanese"],
)
def test_two_bytes_a_letter_without_a_mark_are_text(text, encoding):
    assert plain.text_of(text.encode(encoding), LIMITS).text == text


@pytest.mark.parametrize(
    "names",
    [
        ["mimetype", "content.xml", "META-INF/manifest.xml"],
        ["Index/Document.iwa", "preview.jpg"],
        ["xl/workbook.xml", "[Content_Types].xml"],
    ],
    ids=["OpenDocument", "Pages", "workbook"],
)
def test_another_package_is_unsupported(names):
    with pytest.raises(UnreadableResumeError) as caught:
        word.text_of(zip_file(dict.fromkeys(names, b"x" * 30_000_000)), LIMITS)
    assert caught.value.reason == "unsupported"


def test_a_picture_that_nobody_opens_may_be_large():
    content = word_file(paragraph("Warehouse lead"), extra={"word/media/a.bmp": bytes(23_000_000)})

    assert word.text_of(content, LIMITS).text.strip() == "Warehouse lead"


@pytest.mark.parametrize("name", ["word/document.xml", "Word/Document.xml"])
def test_two_bodies_are_refused(name):
    output = io.BytesIO(word_file(paragraph("Warehouse lead")))
    with warnings.catch_warnings(), zipfile.ZipFile(output, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(name, "<w:document/>")

    with pytest.raises(UnreadableResumeError) as caught:
        word.text_of(output.getvalue(), LIMITS)
    assert caught.value.reason == "broken"
