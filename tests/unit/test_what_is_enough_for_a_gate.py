"""What is enough for a gate: ranks, lists, other people's papers, denials that deny a lack."""

import time

import pytest

from shortlist.rubric.drafting import draft_rubric
from tests.support.offline import make_rubric, rank

RANKS = [
    ("Category C driving licence", "Driving licence, category B, C and C+E", "pass"),
    ("Category D driving licence", "Driving licence: cat. B, D", "pass"),
    ("Permis de conducere categoria C", "Permis de conducere categoria B, C, CE", "pass"),
    ("Category D driving licence", "Driving licence, category B", "unknown"),
    (
        "Category B1 aircraft maintenance licence",
        "Aircraft maintenance licence, category A, B1",
        "pass",
    ),
    (
        "Category B1 aircraft maintenance licence",
        "Aircraft maintenance licence, category A, C",
        "unknown",
    ),
    ("A good first degree in biology", "BSc Biology (upper second), 2014", "pass"),
    ("First class degree in biology", "BSc Biology, upper second, 2014", "unknown"),
    ("Second class degree in biology", "BSc Biology, first class, 2014", "pass"),
    ("Level 3 diploma in bricklaying", "Level 2 and 3 diploma in bricklaying", "pass"),
    ("Level 3 diploma in bricklaying", "Bricklaying diploma, levels 1, 2 and 3", "pass"),
    ("Level 3 diploma in bricklaying", "Bricklaying diploma, level 1 and 2", "unknown"),
    ("Level 3 diploma in bricklaying", "Bricklaying diploma, level 2, 4 years on site", "unknown"),
    ("Level 3 diploma in bricklaying", "Bricklaying diploma level 2 and 4 years", "unknown"),
    ("Erste-Hilfe-Schein", "Erste Hilfe, 3. Auffrischung 2025", "pass"),
]
LISTS = [
    ("Baking diploma from a trade school or academy", "Academy diploma in sewing", "unknown"),
    ("Taxi or private hire badge", "Taxi badge to 2031", "pass"),
    ("Certificate in baking or brewing", "Certificate in brewing, 2019", "pass"),
    ("Certificate in baking or brewing", "Brewing of pale beers", "unknown"),
    ("BAQ, BEQ, BIQ and BOQ certificates", "BAQ, BEQ, BIQ certificates", "unknown"),
    ("BAQ, BEQ, BIQ and BOQ certificates", "BAQ, BEQ, BIQ, BOQ certificates held", "pass"),
]  # fmt: skip
OF_OTHERS = [
    ("SIA licence", "Shared the door with SIA licensed staff", "unknown"),
    ("SIA licence", "Audits for the SIA approved contractor scheme", "unknown"),
    ("SIA licence", "SIA trained", "unknown"),
    ("SIA licence", "Booked SIA door staff for concerts", "unknown"),
    ("SIA licence", "Supervised SIA door supervisors", "unknown"),
    ("SIA licence", "SIA CCTV, valid to 2031", "pass"),
    ("SIA licence", "SIA licensed door supervisor since 2019", "pass"),
    ("Lifeguard certification", "Alongside a certified lifeguard, cleaned the pool", "unknown"),
    ("Lifeguard certification", "Certified lifeguard for hotel pools", "pass"),
    ("P&C licence", "Phoned clients for property and casualty licensed agents", "unknown"),
]
PERMITS = [
    ("British citizen, no sponsorship required", "pass"),
    ("I have the right to work in the UK and do not need sponsorship", "pass"),
    ("Right to work in the UK, will never require sponsorship", "pass"),
    ("Settled status. Earlier work permit expired in 2018", "pass"),
    ("I do not now, nor will in the future, require sponsorship", "unknown"),
    ("British, no work permit needed", "unknown"),
    ("Visa sponsorship required: no", "unknown"),
    ("Sponsorship required? No. British citizen", "pass"),
    ("Visa sponsorship required: yes", "fail"),
    ("Right to work: no, need sponsorship", "fail"),
    ("I have no visa and need sponsorship", "fail"),
    ("I will require visa sponsorship", "fail"),
    ("Work permit expired in 2018", "fail"),
]
LANGUAGES = [
    ("French (B2 or above) and Italian", "French native. Italian: none", "fail"),
    ("English (oral or written) and Polish", "English native. Polish: none", "fail"),
    ("Deutsch in Wort und/oder Schrift sowie Englisch B2", "Deutsch C2. Englisch: keine", "fail"),
    ("French and fluent or native Italian", "French native. Italian: none", "fail"),
    ("English B2/C1 and Italian B1", "English native. Italian: none", "fail"),
    ("English or basic French", "English native. French: none", "pass"),
    ("Deutsch in Wort und Schrift oder Englisch", "Deutsch C2. Englisch: keine", "pass"),
    ("Fluent Polish", "Italian: none, Polish: none", "fail"),
]


@pytest.mark.parametrize(("gate", "resume", "status"), RANKS + LISTS + OF_OTHERS + LANGUAGES)
def test_a_gate_takes_what_is_enough_and_nothing_less(gate, resume, status):
    row = rank(resume, make_rubric(("Python", "critical"), gates=(gate,)))
    assert row.gates[0].status == status


@pytest.mark.parametrize(("resume", "status"), PERMITS)
def test_who_needs_no_sponsorship_does_not_lack_the_right_to_work(resume, status):
    row = rank(resume, make_rubric(("Python", "critical"), gates=("Right to work in the UK",)))
    assert row.gates[0].status == status


@pytest.mark.parametrize("field", ["registration", "accreditation", "membership"])
def test_years_in_what_papers_are_called_are_no_years_of_any_work(field):
    gate = f"3 years of experience in {field}"
    baker = rank(
        "Baker, Crumb Ltd, 2010 - present", make_rubric(("Bread", "critical"), gates=(gate,))
    )
    assert baker.gates[0].status == "unknown"
    clerk = rank(
        f"Clerk in {field}, Crumb Ltd, 2010 - present",
        make_rubric(("Bread", "critical"), gates=(gate,)),
    )
    assert clerk.gates[0].status == "pass"


@pytest.mark.parametrize(
    ("line", "gates"),
    [
        ("French (B2 or above) and Italian", ["French (B2 or above)", "Italian"]),
        ("Inglés (B2 o superior) y alemán", ["Inglés (B2 o superior)", "alemán"]),
        ("Anglais (B2 ou plus) et allemand courant", ["Anglais (B2 ou plus)", "allemand courant"]),
        ("English C1 or better - Italian B1", ["English C1 or better", "Italian B1"]),
        ("Fluent English or French", ["Fluent English or French"]),
        ("Experiencia en cocina francesa, buen nivel", []),
        ("Cucina italiana e francese, ottimo livello", []),
        ("Buen nivel de lengua francesa", ["Buen nivel de lengua francesa"]),
        ("Italiana nivel avansat", ["Italiana nivel avansat"]),
    ],
)
def test_each_language_that_is_asked_for_is_a_gate_of_its_own(line, gates):
    assert [one.text for one in draft_rubric("Worker", f"Requirements:\n- {line}").gates] == gates


@pytest.mark.parametrize(
    "line",
    [
        "Disponibilidad para jornada partida de 40 horas",
        "Disponibilità a un orario su turni di 40 ore",
    ],
)
def test_hours_that_somebody_must_be_ready_for_stay_a_criterion(line):
    post = f"Requisitos:\n- {line}\n- Jornada completa de 38 horas\n- Cocina de mercado"
    titles = [one.title for one in draft_rubric("Cook", post).criteria]
    assert line in titles
    assert not any("38" in title for title in titles)


@pytest.mark.parametrize("word", ["b" * 12_000, "a/" * 6_000, "level 1, " * 1_500, "nor " * 3_000])
@pytest.mark.parametrize("gate", ["Forklift licence", "Level 3 diploma in sewing", "Work permit"])
def test_a_long_line_about_a_paper_takes_little_time(gate, word):
    resume = f"forklift sewing diploma require sponsorship {word} require sponsorship"
    begin = time.process_time()
    rank(resume, make_rubric(("Python", "critical"), gates=(gate,)))
    assert time.process_time() - begin < 2


@pytest.mark.parametrize("part", ["cocina francesa, ", "French or x "])
def test_a_long_line_about_languages_takes_little_time(part):
    begin = time.process_time()
    draft_rubric("Cook", f"Requirements:\n- {part * 3_000} buen nivel, French and Italian")
    assert time.process_time() - begin < 4
