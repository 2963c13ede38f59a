import pytest

from adapters.documents import read_document
from shortlist.reading.reasons import FileLimits, UnreadableResumeError
from tests.fixtures.word_files import paragraph, run, table, text_box, word_file, zip_file

WHITE = '<w:color w:val="FFFFFF"/>'
NAVY_SHADE = '<w:shd w:val="clear" w:fill="1F3864"/>'


def read(content):
    return read_document(content, FileLimits())


def reason_of(content):
    with pytest.raises(UnreadableResumeError) as caught:
        read(content)
    return caught.value.reason


def test_the_body_is_read_in_the_order_of_the_document():
    inner = table((paragraph("nested"),))
    cells = (paragraph("first") + paragraph("second"), paragraph("right") + inner)
    content = word_file(paragraph("before"), table(cells), paragraph("after"))

    assert read(content).text.split() == ["before", "first", "second", "right", "nested", "after"]


def test_a_table_row_of_single_lines_stays_one_line():
    content = word_file(table((paragraph("2019 - 2021"), paragraph("Engineer"))))

    assert read(content).text == "2019 - 2021  Engineer"


def test_headers_and_footers_are_read():
    content = word_file(
        paragraph("body"), header=paragraph("Jane Doe"), footer=paragraph("page one")
    )

    assert read(content).text.split("\n\n") == ["Jane Doe", "body", "page one"]


def test_a_text_box_is_read_once():
    content = word_file(paragraph("anchor", text_box(paragraph("boxed"))))

    assert read(content).text == "anchor\nboxed"


def test_links_insertions_and_line_breaks_are_read_and_deletions_are_not():
    pieces = (
        f"<w:hyperlink>{run('link')}</w:hyperlink>",
        f"<w:ins>{run(' inserted')}</w:ins>",
        "<w:del><w:r><w:delText>DELETED</w:delText></w:r></w:del>",
        "<w:r><w:br/><w:t>next</w:t><w:tab/><w:t>line</w:t></w:r>",
    )

    assert read(word_file(paragraph(*pieces))).text == "link inserted\nnext line"


FILL = "<w14:textFill><w14:solidFill>{}</w14:solidFill></w14:textFill>"


@pytest.mark.parametrize(
    "look",
    [
        "<w:vanish/>",
        WHITE,
        '<w:color w:val="FDFDFD"/>',
        '<w:sz w:val="2"/>',
        '<w:color w:val="1F3864"/>' + NAVY_SHADE,
        '<w:rStyle w:val="Ghost"/>',
        WHITE + '<w:highlight w:val="white"/>',
        '<w:color w:val="000000"/><w:highlight w:val="black"/>',
        '<w:position w:val="3000"/>',
        '<w:spacing w:val="-400"/>',
        FILL.format('<w14:schemeClr w14:val="bg1"/>'),
        FILL.format('<w14:srgbClr w14:val="000000"><w14:alpha w14:val="98000"/></w14:srgbClr>'),
    ],
    ids=[
        *("vanished", "white", "nearly white", "tiny", "on its own colour", "by its style"),
        *("marked white", "marked black", "raised", "crowded", "newer white", "nearly clear"),
    ],
)
def test_hidden_runs_are_dropped_and_flagged(look):
    ghost = f'<w:style w:styleId="Ghost"><w:rPr>{WHITE}</w:rPr></w:style>'
    document = read(word_file(paragraph("shown", run("SECRET", look)), styles=ghost))

    assert document.text == "shown"
    assert document.flags == ("hidden_text",)


@pytest.mark.parametrize(
    "block",
    [
        table((paragraph(run("shown", WHITE)),), cell_look=NAVY_SHADE),
        paragraph(run("shown", WHITE), look=NAVY_SHADE),
        paragraph(
            text_box(
                paragraph(run("shown", WHITE)),
                fill='<a:solidFill><a:srgbClr val="000000"/></a:solidFill>',
            )
        ),
        paragraph(run("shown", '<w:vanish w:val="0"/>')),
        table(
            (paragraph(run("shown", WHITE)),),
            cell_look='<w:shd w:val="clear" w:fill="auto" w:themeFill="accent1"/>',
        ),
        paragraph(run("shown", WHITE + FILL.format('<w14:srgbClr w14:val="1F3864"/>'))),
        '<w:p><w:r><w:pict><v:rect><v:fill color="#112233"/><v:textbox><w:txbxContent>'
        + paragraph(run("shown", WHITE))
        + "</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>",
        paragraph(
            run("shown", WHITE), '<w:r><w:drawing><wp:anchor behindDoc="1"/></w:drawing></w:r>'
        ),
    ],
    ids=[
        *("dark cell", "dark paragraph", "dark box", "not vanished", "cell of a theme's colour"),
        *("letters with a newer fill", "old box with a fill", "picture behind the text"),
    ],
)
def test_white_text_on_a_dark_ground_is_kept(block):
    document = read(word_file(block))

    assert document.text == "shown"
    assert document.flags == ()


def test_a_missing_part_does_not_spoil_the_rest():
    relations = b"""<Relationships>
      <Relationship Id="rId1" Type="x/styles" Target="NULL"/></Relationships>"""
    content = word_file(paragraph("still here"), extra={"word/_rels/document.xml.rels": relations})

    assert read(content).text == "still here"


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (word_file(), "empty"),
        (word_file(extra={"word/media/image1.png": b"pixels"}), "image_only"),
        (word_file(paragraph("&b;"), prolog=BOMB), "broken"),
        (word_file(extra={"word/document.xml": BOMB.encode("utf-16")}), "broken"),
        (word_file(extra={"word/document.xml": b"<w:document"}), "broken"),
        (word_file(paragraph("text"))[:400], "broken"),
        (word_file(extra={"word/document.xml": b" " * 50_000_000}), "too_large"),
        (word_file(extra={"word/document.xml": b" " * 5_000_000}), "too_large"),
        (word_file(paragraph("long " * 40_000)), "too_large"),
        (word_file(extra={f"word/{i}.xml": b"" for i in range(2_001)}), "too_large"),
        (word_file("<w:tbl><w:tr><w:tc>" * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000), "broken"),
        (zip_file({"a.txt": b"text"}), "unsupported"),
        (zip_file({"xl/workbook.xml": b"<workbook/>"}), "unsupported"),
    ],
    ids=[
        "no text",
        "only a picture",
        "entities",
        "entities in UTF-16",
        "broken markup",
        "truncated",
        "50 MB",
        "suspicious ratio",
        "200,000 characters",
        "2,001 entries",
        "5,000 tables deep",
        "zip",
        "spreadsheet",
    ],
)
def test_a_docx_without_text_fails_with_its_reason(content, reason):
    assert reason_of(content) == reason
