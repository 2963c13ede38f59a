"""What a job post says that nobody need have, and what stands beside it."""

import pytest

from shortlist.rubric.drafting import draft_rubric
from shortlist.rubric.rubric import Rubric


def _draft(title: str, *lines: str) -> Rubric:
    return draft_rubric(title, "Requirements:\n" + "".join(f"- {line}\n" for line in lines))


def _say(rubric: Rubric) -> str:
    return " | ".join([one.title for one in rubric.criteria] + [one.text for one in rubric.gates])


@pytest.mark.parametrize(
    "line",
    [
        "Quereinsteiger*innen ausdrücklich willkommen, Führerschein Klasse B erforderlich",
        "Career changers are very welcome, driving licence class B required",
        "Erfahrung nicht zwingend erforderlich, Führerschein Klasse B ein Muss",
        "Doświadczenie nie jest konieczne, prawo jazdy kat. B wymagane",
    ],
)
def test_what_is_asked_beside_a_welcome_is_asked(line: str) -> None:
    rubric = _draft("Fahrer", line, "Ordnungssinn im Lager")
    assert len(rubric.gates) == 1
    assert not any(word in _say(rubric).lower() for word in ("quer", "career", "zwingend", "nie"))


@pytest.mark.parametrize(
    "line", ["Quereinsteiger (m/w/d) herzlich willkommen", "Beginners welcome", "Débutant accepté"]
)
def test_a_welcome_alone_asks_for_nothing(line: str) -> None:
    said = _say(_draft("Weber", line, "Weben von Teppichen"))
    assert "Teppichen" in said
    assert line.split(maxsplit=1)[0] not in said


def test_what_is_no_condition_is_a_wish() -> None:
    rubric = _draft("Zusteller", "eigenes Fahrrad (nicht Bedingung)", "Führerschein Klasse B")
    wish = next(one for one in rubric.criteria if "Fahrrad" in one.title)
    assert wish.importance == "nice"
    assert [one.text for one in rubric.gates] == ["Führerschein Klasse B"]


def test_a_question_that_is_answered_with_no_problem_asks_for_nothing() -> None:
    text = "Nie masz uprawnień na wózek? Nic straconego!\n\nWymagania:\n- Prawo jazdy kat. B\n"
    rubric = draft_rubric("Magazynier", text)
    assert [one.text for one in rubric.gates] == ["Prawo jazdy kat. B"]
    assert "wózek" not in _say(rubric)


def test_a_question_that_is_answered_otherwise_is_still_read() -> None:
    text = "Hast du einen Führerschein der Klasse C? Dann bewirb dich.\n"
    assert "Klasse C" in _say(draft_rubric("Fahrer", text))


def test_the_code_of_a_paper_alone_is_a_must() -> None:
    gates = [
        one.text
        for one in _draft("Soudeur", "RP3", "HN22", "SQL", "Tauglichkeit nach KDX 12").gates
    ]
    assert gates == ["RP3", "HN22", "Tauglichkeit nach KDX 12"]


@pytest.mark.parametrize("line", ["Pflege von 12 Gärten", "Windows 10", "Office 365"])
def test_a_number_makes_no_code(line: str) -> None:
    assert not _draft("Gärtner", line, "Schnitt von Hecken").gates


def test_a_vacancy_that_speaks_of_itself_says_nothing_of_the_work() -> None:
    text = (
        "You must know how to keep ledgers. The position has arisen as a colleague moves away. "
        "The company now wish to share their tea. This post would suit a night owl. "
        "You will run the payroll of twelve people."
    )
    said = _say(draft_rubric("Bookkeeper", text))
    assert "ledgers" in said
    assert "payroll" in said
    assert not any(word in said for word in ("colleague", "tea", "owl"))


def test_who_would_be_ideal_is_asked_for() -> None:
    text = "Our ideal candidate will be NMC registered and have run a ward. We pay for parking."
    rubric = draft_rubric("Ward manager", text)
    assert any("NMC" in one.text for one in rubric.gates)
    assert not any(one.title.startswith("Our") for one in rubric.criteria)


@pytest.mark.parametrize(
    "line",
    [
        "Bereitschaft zu einem Kundentermin alle 3 Monate",
        "Unbefristet, 6 Monate Probezeit",
        "Travel to Leeds every 2 months",
        "3 years",
    ],
)
def test_months_that_are_not_of_work_are_no_must(line: str) -> None:
    gates = [one.text for one in _draft("Berater", line, "6 Monate Erfahrung im Verkauf").gates]
    assert gates == ["6 Monate Erfahrung im Verkauf"]


def test_what_may_be_asked_now_and_then_is_no_must() -> None:
    text = "Compiti:\n- può essere richiesta la pulizia dei forni\n- è richiesta la patente B\n"
    assert [one.text for one in draft_rubric("Fornaio", text).gates] == ["è richiesta la patente B"]


def test_a_dash_before_an_advantage_makes_a_wish_of_all() -> None:
    rubric = _draft(
        "Agent",
        "Limba engleza la nivel mediu \u2013 reprezinta un avantaj",
        "Permis cat. B",
    )
    assert [one.text for one in rubric.gates] == ["Permis cat. B"]
    assert not any(one.title.startswith("Reprezinta") for one in rubric.criteria)


def test_people_behind_an_offer_are_asked_for() -> None:
    text = (
        "Funciones:\n- Venta de lámparas\n\n¿Qué te ofrecemos?\n- Seguro médico\n- Descuentos\n"
        "- Interés por la iluminación\n- Personas acostumbradas a madrugar\n- Persona dinámica\n"
    )
    said = _say(draft_rubric("Dependiente", text))
    assert "iluminación" in said
    assert "madrugar" in said
    assert "Seguro" not in said


def test_an_offer_that_speaks_of_people_once_stays_one() -> None:
    text = (
        "Funciones:\n- Venta de lámparas\n\nSe ofrece:\n- Personas amables a tu lado\n"
        "- Seguro médico\n- Descuentos\n- Cafetería\n"
    )
    assert "amables" not in _say(draft_rubric("Dependiente", text))


def test_what_a_contract_lasts_is_no_experience() -> None:
    rubric = _draft("Médecin", "À la recherche d'un engagement d'un an", "Un an d'expérience")
    assert [one.text for one in rubric.gates] == ["Un an d'expérience"]


def test_what_is_denied_to_be_asked_is_no_must_and_a_code_gives_way_to_a_licence() -> None:
    denied = draft_rubric(
        "Vendedor", "Requisitos:\n- Permiso B\n- Formación en ventas no obligatoria"
    )
    assert [gate.text for gate in denied.gates] == ["Permiso B"]
    assert [one.importance for one in denied.criteria] == ["critical", "nice"]

    codes = "\n".join(f"- HTML{number}" for number in range(12))
    crowded = draft_rubric("Web developer", f"Requirements:\n{codes}\n- Driving licence class B")
    assert "Driving licence class B" in [gate.text for gate in crowded.gates]
    assert len(crowded.gates) == 10


def test_a_must_that_a_post_says_twice_is_one_gate() -> None:
    twice = draft_rubric("Driver", "Requirements:\n" + "- Driving licence class B\n" * 2)
    assert [gate.text for gate in twice.gates] == ["Driving licence class B"]
