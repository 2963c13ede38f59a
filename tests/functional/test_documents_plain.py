import hashlib

import pytest

from adapters.documents import read_document
from shortlist.reading.reasons import FileLimits, UnreadableResumeError
from tests.fixtures.pdf_files import pdf_file, text
from tests.fixtures.word_files import paragraph, word_file

WESTERN = "José Muñoz, développeur à Orléans\nExpérience: 8 années chez Société Générale"
POLISH = "Łukasz Wiśniewski, inżynier oprogramowania w Gdańsku. Pięć lat pracy jako programista"
RUSSIAN = "Иван Петров, разработчик. Опыт работы: 5 лет на Python и Go."
CZECH = "Vedoucí skladu v Plzni, řídím čtrnáct lidí a plánuji směny; řidičský průkaz, žádné škody"
HUNGARIAN = "Raktárvezető Győrben, műszakokat tervezek, őrzöm a hűtőláncot, kilenc év tapasztalat"
ROMANIAN = "Şef de depozit în Câmpulung, verific lanţul de frig, experienţă de nouă ani"
LITHUANIAN = (
    "Sandėlio vadovas Šiauliuose, planuoju pamainas, mokau žmones, tikrinu šaldymo grandinę"
)
RUSSIAN_AT_LENGTH = "Начальник склада. Планирую смены и обучаю сотрудников, опыт работы девять лет"
UKRAINIAN = "Начальник складу. Планую зміни й навчаю працівників, її досвід роботи дев'ять років"
ROMANIAN_AT_LENGTH = "Cunoştinţe: reţele, maşini, întreţinere; naţionalitate română, 14 ani în ţară"
GREEK = "Υπεύθυνος αποθήκης στη Νορντάλ, προγραμματίζω βάρδιες και εκπαιδεύω άτομα"
NOISE = b"".join(hashlib.sha256(bytes([i])).digest() for i in range(256))
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(content):
    return read_document(content, FileLimits())


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        (WESTERN, "utf-8"),
        (WESTERN, "utf-8-sig"),
        (WESTERN, "utf-16"),
        (WESTERN, "utf-16-le"),
        (WESTERN, "utf-16-be"),
        (WESTERN, "utf-32"),
        (WESTERN, "latin-1"),
        ("“Quoted” and paid in €: José", "cp1252"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        ("Depo müdürü, İstanbul, çağrı merkezi ve lojistik şefliği", "cp1254"),  # noqa: RUF001
        ("Það er gott að þýða texta fyrir fólkið í landinu, ég hef unnið þar", "cp1252"),
        ("מנהל מחסן בנורדל מאז שנת אלפיים ושמונה", "cp1255"),
        (CZECH, "iso8859-2"),
        (CZECH, "cp1250"),
        (POLISH, "iso8859-2"),
        (POLISH, "cp852"),
        (HUNGARIAN, "iso8859-2"),
        (HUNGARIAN, "cp1250"),
        (LITHUANIAN, "cp1257"),
        (RUSSIAN_AT_LENGTH, "cp866"),
        (RUSSIAN_AT_LENGTH, "iso8859-5"),
        (RUSSIAN_AT_LENGTH, "mac-cyrillic"),
        (UKRAINIAN, "koi8-u"),
        (UKRAINIAN, "cp1251"),
        (GREEK, "iso8859-7"),
        ("Lagerleiter in Köln, große Kühlhäuser, Prüfungen", "cp850"),
        ("Chef d'équipe à Besançon, déjà diplômé", "mac-roman"),
        ("• Reach truck • Audits, nights", "cp1252"),
        ("Chef d'équipe - cœur de métier : l'entrepôt, 14 personnes déjà", "iso8859-15"),
        ("Técnico lácteo en Logroño, ¿disponibilidad? ¡inmediata!", "latin-1"),
        (POLISH, "iso8859-16"),
        ("倉庫主任、ノルダル倉庫、二千十八年より", "iso2022_jp"),
    ],
)
def test_text_is_read_in_any_encoding(words, encoding):
    assert read(words.encode(encoding)).text == words


@pytest.mark.parametrize("words", [ROMANIAN, ROMANIAN_AT_LENGTH])
@pytest.mark.parametrize(
    "encoding", ["iso8859-16", "iso8859-2", "cp1250", "utf-8-sig", "utf-16", "utf-16-be"]
)
def test_romanian_letters_have_the_commas_that_the_language_writes(words, encoding):
    with_commas = words.translate(str.maketrans("şţŞŢ", "șțȘȚ"))
    has_cedillas = encoding in ("iso8859-2", "cp1250")

    assert read((words if has_cedillas else with_commas).encode(encoding)).text == with_commas


def test_turkish_letters_keep_their_cedillas():
    words = "Depo müdürü, İstanbul, çağrı merkezi ve lojistik şefliği"  # noqa: RUF001
    assert read(words.encode("cp1254")).text == words


def test_the_content_tells_what_a_file_is():
    assert read(word_file(paragraph("from Word"))).text == "from Word"
    assert read(pdf_file(text(50, 700, "from a PDF"))).text == "from a PDF"
    assert read(b"from an editor").text == "from an editor"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        ("\ufeff".encode(), "empty"),
        (b"--- *** ---", "empty"),
        (NOISE, "unsupported"),
        (b"\0" * 1_000, "unsupported"),
        (b"\x89PNG\r\n\x1a\n0000", "unsupported"),
        (rb"{\rtf1\ansi text}", "unsupported"),
        (b"<!DOCTYPE html><p>text</p>", "unsupported"),
        (OLE_MARK + b"WordDocument", "unsupported"),
        (OLE_MARK + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"x" * (5 * 1024 * 1024 + 1), "too_large"),
        (b"words " * 30_000, "too_large"),
    ],
    ids=[
        "no bytes",
        "only space",
        "only a mark",
        "no letter",
        "noise",
        "zeros",
        "picture",
        "RTF",
        "web page",
        "old Word",
        "encrypted Word",
        "more than 5 MB",
        "180,000 characters",
    ],
)
def test_a_file_that_is_no_text_fails_with_its_reason(content, reason):
    with pytest.raises(UnreadableResumeError) as caught:
        read(content)
    assert caught.value.reason == reason
