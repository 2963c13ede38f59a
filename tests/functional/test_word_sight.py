import io
import zipfile

import pytest

from adapters.documents import word
from shortlist.reading.reasons import FileLimits, UnreadableResumeError
from tests.fixtures.word_files import floating, paragraph, part, run, table, word_file, zip_file

WHITE = '<w:color w:val="FFFFFF"/>'
BODY = paragraph("Warehouse lead at Norddal")
DARK = '<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>'
BOX = paragraph(run("cold chain audits", WHITE))


def read(*blocks, **options):
    return word.text_of(word_file(*blocks, **options), FileLimits())


@pytest.mark.parametrize(
    "blocks",
    [
        [
            paragraph(
                floating(size=(2_400_000, 9_000_000), place=(0, 0), fill=DARK, depth=1),
                floating(BOX),
            )
        ],
        [
            paragraph(
                floating(size=(2_400_000, 9_000_000), fill="<a:blipFill/>", depth=1), floating(BOX)
            )
        ],
        [
            paragraph(
                '<w:r><w:pict><v:rect style="position:absolute;width:700pt;height:300pt;'
                'z-index:-251658240" fillcolor="#1f3864"/></w:pict></w:r>'
            ),
            paragraph(run("cold chain audits", WHITE)),
        ],
        [
            paragraph(
                run("cold chain audits", WHITE),
                look='<w:shd w:val="solid" w:color="1F3864" w:fill="auto"/>',
            )
        ],
        [
            paragraph(
                run("cold chain audits", WHITE),
                look='<w:shd w:val="pct75" w:color="000000" w:fill="FFFFFF"/>',
            )
        ],
        [paragraph(floating(BOX, fill=DARK))],
    ],
    ids=[
        "box on a dark rectangle",
        "box on a picture",
        "old rectangle behind text",
        "solid shading",
        "dark pattern",
        "box with a fill",
    ],
)
def test_white_text_on_something_dark_is_read_and_not_flagged(blocks):
    answer = read(BODY, *blocks)

    assert "cold chain audits" in answer.text
    assert answer.flags == []


@pytest.mark.parametrize(
    "hidden",
    [
        paragraph(floating(paragraph("SECRET skill"), place=(-9_000_000, 1_000_000))),
        paragraph(floating(paragraph("SECRET skill"), place=(1_000_000, 19_000_000))),
        paragraph(floating(paragraph("SECRET skill"), hidden=1)),
        paragraph(floating(paragraph("SECRET skill"), size=(3_000_000, 10_000))),
        paragraph(
            floating(paragraph("SECRET skill")),
            floating(place=(0, 0), size=(9_000_000, 9_000_000), fill=DARK, depth=9),
        ),
        paragraph("SECRET skill", look='<w:ind w:left="-20000"/>'),
        paragraph("SECRET skill", look='<w:spacing w:line="20" w:lineRule="exact"/>'),
        paragraph("SECRET skill", look='<w:framePr w:x="-15000" w:y="100"/>'),
        paragraph(run("SECRET skill", '<w:w w:val="1"/>')),
        paragraph(
            run(
                "SECRET skill",
                '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="000000">'
                '<w14:alpha w14:val="100000"/></w14:srgbClr></w14:solidFill></w14:textFill>',
            )
        ),
        table((paragraph("SECRET skill"),)).replace(
            "<w:tr>", '<w:tr><w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr>'
        ),
        paragraph(run("SEC", WHITE), run("RET", WHITE), run(" skill", WHITE)),
    ],
    ids=[
        "left of the page",
        "below the page",
        "hidden drawing",
        "flat box",
        "covered box",
        "indented off the page",
        "lines of one point",
        "framed off the page",
        "letters without width",
        "clear letters",
        "closed row",
        "white in pieces",
    ],
)
def test_text_that_no_page_shows_is_dropped_and_flagged(hidden):
    answer = read(BODY, hidden)

    assert "SECRET" not in answer.text.replace(" ", "")
    assert "Norddal" in answer.text
    assert answer.flags == ["hidden_text"]


@pytest.mark.parametrize(
    "crumb",
    ["x", "12", "...", "• ", "Page 1 of 2", "Seite 1 von 2", "Страница 1 из 2", "第 1 页 共 2 页"],
)
def test_a_letter_dots_and_page_numbers_that_are_hidden_raise_no_flag(crumb):
    assert read(BODY, paragraph(run(crumb, WHITE))).flags == []


def test_a_box_within_a_group_counts_in_units_of_the_group():
    box = (
        '<v:shape style="position:absolute;left:6525;top:750;width:3848;height:705">'
        f"<v:textbox><w:txbxContent>{paragraph('Reach truck')}</w:txbxContent></v:textbox>"
        "</v:shape>"
    )
    group = f'<v:group style="position:absolute;width:500pt">{box}</v:group>'
    answer = read(BODY, paragraph(f"<w:r><w:pict>{group}</w:pict></w:r>"))

    assert "Reach truck" in answer.text
    assert answer.flags == []


def margin_reference(kind):
    return f'<w:headerReference w:type="{kind}" r:id="rId8"/>'


@pytest.mark.parametrize(
    ("section_look", "settings", "is_shown"),
    [
        (margin_reference("first"), "", False),
        (margin_reference("first") + "<w:titlePg/>", "", True),
        (margin_reference("even"), "", False),
        (margin_reference("even"), "<w:evenAndOddHeaders/>", True),
    ],
)
def test_a_header_is_read_if_some_page_shows_it(section_look, settings, is_shown):
    answer = read(
        BODY,
        section_look=section_look,
        relations=[("rId8", "header", "header8.xml"), ("rId9", "settings", "settings.xml")],
        extra={
            "word/header8.xml": part("w:hdr", paragraph("Head of audits")),
            "word/settings.xml": part("w:settings", settings),
        },
    )

    assert ("Head of audits" in answer.text) == is_shown
    assert answer.flags == ([] if is_shown else ["hidden_text"])


def test_a_tab_that_aligns_parts_words():
    tab = '<w:r><w:ptab w:relativeTo="margin" w:alignment="right"/></w:r>'

    assert read(paragraph(run("Norddal"), tab, run("2024"))).text.split() == ["Norddal", "2024"]


def test_of_ruby_the_base_is_read():
    base = f"<w:rubyBase>{run('漢字')}</w:rubyBase>"
    ruby = f"<w:r><w:ruby><w:rt>{run('kanji')}</w:rt>{base}</w:ruby></w:r>"

    assert read(paragraph("before ", ruby)).text.strip() == "before 漢字"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("chunk.html", b"<html><style>p{}</style><p>Warehouse <b>lead</b></p><p>Reach truck</p>"),
        (
            "chunk.mht",
            b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
            b'--x\r\nContent-Type: text/html; charset="utf-8"\r\n'
            b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
            b"<body><h1>Warehouse =\r\nlead</h1>Reach truck</body>\r\n--x--\r\n",
        ),
        ("chunk.txt", b"Warehouse lead\nReach truck"),
        (
            "chunk.rtf",
            rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator x;}\f0 Ware\'68ouse"
            rb"{\b  l\u101?ad}\par{\v SECRET}Reach truck\par}",
        ),
        ("chunk.docx", word_file(paragraph("Warehouse lead"), paragraph("Reach truck"))),
    ],
)
def test_foreign_text_that_word_takes_in_is_read(name, content):
    answer = read(
        '<w:altChunk r:id="rId8"/>',
        relations=[("rId8", "aFChunk", name)],
        extra={f"word/{name}": content},
    )

    assert answer.text.strip().split("\n") == ["Warehouse lead", "Reach truck"]


def test_a_file_within_a_file_brings_its_hidden_words_to_notice():
    inner = word_file(paragraph("Reach truck", run("SECRET skill", WHITE)))
    answer = read(
        '<w:altChunk r:id="rId8"/>',
        relations=[("rId8", "aFChunk", "chunk.docx")],
        extra={"word/chunk.docx": inner},
    )

    assert answer.text.split() == ["Reach", "truck"]
    assert answer.flags == ["hidden_text"]


def test_files_within_files_are_read_to_some_depth_and_no_further():
    inner = word_file(paragraph("deepest"))
    for _ in range(9):
        inner = word_file(
            paragraph("Norddal"),
            '<w:altChunk r:id="rId8"/>',
            relations=[("rId8", "aFChunk", "chunk.docx")],
            extra={"word/chunk.docx": inner},
        )

    assert set(word.text_of(inner, FileLimits()).text.split()) == {"Norddal"}


def test_of_two_ways_to_say_something_the_one_that_word_knows_is_read():
    block = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="unheardof"><w:t>SECRET</w:t>'
        "</mc:Choice><mc:Fallback><w:t>Reach truck</w:t></mc:Fallback></mc:AlternateContent>"
        "</w:r></w:p>"
    )

    assert read(block).text.strip() == "Reach truck"


def test_hidden_words_of_foreign_text_stay_unread():
    page = b'<p>Norddal</p><p style="display: none">SECRET <i>skill</i></p><p>depot</p>'
    answer = read(
        '<w:altChunk r:id="rId8"/>',
        relations=[("rId8", "aFChunk", "chunk.html")],
        extra={"word/chunk.html": page},
    )

    assert answer.text.split() == ["Norddal", "depot"]


def test_word_art_is_read():
    art = '<w:r><w:pict><v:shape><v:textpath string="Reach truck"/></v:shape></w:pict></w:r>'

    assert "Reach truck" in read(paragraph(art)).text


def test_the_words_of_a_diagram_are_read():
    ids = '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><dgm:relIds r:dm="rId8"/>'
    ids += "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    points = "".join(
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{words}</a:t></a:r></a:p></dgm:t></dgm:pt>"
        for words in ("Reach truck", "Cold chain")
    )
    answer = read(
        paragraph(ids),
        relations=[("rId8", "diagramData", "diagrams/data1.xml")],
        extra={"word/diagrams/data1.xml": part("dgm:dataModel", points)},
    )

    assert answer.text.strip().split("\n") == ["Reach truck", "Cold chain"]


def test_headings_have_the_numbers_that_word_gives_them():
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, kind, text in ((0, "upperRoman", "%1."), (1, "decimal", "%1.%2"))
    )
    numbering = f'<w:abstractNum w:abstractNumId="4">{levels}</w:abstractNum>'
    numbering += '<w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>'

    def heading(words, level):
        look = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>'
        return paragraph(words, look=look)

    answer = read(
        heading("Profile", 0),
        heading("Experience", 0),
        heading("Norddal", 1),
        heading("Sandnes", 1),
        heading("Education", 0),
        relations=[("rId8", "numbering", "numbering.xml")],
        extra={"word/numbering.xml": part("w:numbering", numbering)},
    )

    assert answer.text.strip().split("\n") == [
        "I. Profile",
        "II. Experience",
        "II.1 Norddal",
        "II.2 Sandnes",
        "III. Education",
    ]


@pytest.mark.parametrize("wrapper", ["w:sdt", "w:tbl", "w:customXml"])
def test_a_document_that_is_nested_without_end_is_broken(wrapper):
    inner = {"w:tbl": "<w:tbl><w:tr><w:tc>", "w:sdt": "<w:sdt>", "w:customXml": "<w:customXml>"}
    close = {"w:tbl": "</w:tc></w:tr></w:tbl>"}.get(wrapper, f"</{wrapper}>")
    block = inner[wrapper] * 5000 + BODY + close * 5000

    with pytest.raises(UnreadableResumeError) as caught:
        read(block)
    assert caught.value.reason == "broken"


def test_white_text_in_a_row_that_shades_itself_is_read():
    shade = '<w:tblPrEx><w:shd w:val="clear" w:fill="202020"/></w:tblPrEx>'
    row = f"<w:tr>{shade}<w:tc><w:tcPr/>{paragraph(run('Dark row', WHITE))}</w:tc></w:tr>"
    answer = read(BODY, f"<w:tbl>{row}</w:tbl>")

    assert "Dark row" in answer.text
    assert answer.flags == []


def test_white_text_in_a_box_of_the_paper_s_own_colour_is_dropped_and_flagged():
    paper = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
    answer = read(BODY, paragraph(floating(BOX, fill=paper)))

    assert "cold chain" not in answer.text
    assert answer.flags == ["hidden_text"]


def test_a_large_first_letter_belongs_to_its_word():
    drop = '<w:framePr w:dropCap="drop" w:lines="3"/>'
    answer = read(paragraph(run("W"), look=drop), paragraph("arehouse lead"))

    assert answer.text.strip() == "Warehouse lead"


def test_a_level_may_write_all_its_numbers_as_plain_ones():
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{plain}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, kind, plain, text in (
            (0, "upperRoman", "", "%1."),
            (1, "decimal", "<w:isLgl/>", "%1.%2"),
        )
    )
    abstract = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    numbering = f'{abstract}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'

    def heading(level, words):
        look = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        return paragraph(words, look=look)

    answer = read(
        heading(0, "Work"),
        heading(1, "Norddal"),
        extra={"word/numbering.xml": part("w:numbering", numbering)},
        relations=[("rId9", "numbering", "numbering.xml")],
    )

    assert answer.text.strip().split("\n") == ["I. Work", "1.1 Norddal"]


def test_a_package_whose_names_part_folders_as_windows_does_is_read():
    parts = zipfile.ZipFile(io.BytesIO(word_file(BODY)))
    turned = {name.replace("/", "\\"): parts.read(name) for name in parts.namelist()}

    assert word.text_of(zip_file(turned), FileLimits()).text.strip() == "Warehouse lead at Norddal"
