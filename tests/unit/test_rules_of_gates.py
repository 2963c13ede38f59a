"""What offers, denials, duties and hours must leave alone of the gates of a post."""

import pytest

from shortlist.rubric.drafting import draft_rubric
from shortlist.rubric.rubric import Rubric


def list_gates(rubric: Rubric) -> list[str]:
    """Give the texts of all gates."""
    return [gate.text for gate in rubric.gates]


def list_all(rubric: Rubric) -> str:
    """Give all gates and criteria as one text."""
    return " | ".join([*list_gates(rubric), *(one.title for one in rubric.criteria)]).casefold()


class TestOffers:
    @pytest.mark.parametrize(
        ("heading", "asked", "entries"),
        [
            (
                "What we offer",
                "Requirements",
                (
                    "Mandatory training fully paid",
                    "Experience in a busy team",
                    "Required kit provided",
                    "Must-have discounts at 200 shops",
                    "Enhanced DBS paid for",
                ),
            ),
            (
                "Wir bieten",
                "Ihr Profil",
                ("Erfahrung in einem starken Team", "Zwingend nötige Kleidung wird gestellt"),
            ),
            (
                "Nous offrons",
                "Votre profil",
                ("Formation obligatoire payée", "Expérience en équipe conviviale"),
            ),
            (
                "Ofrecemos",
                "Requisitos",
                (
                    "Experiencia en un equipo joven",
                    "Salario mínimo 1.300 euros",
                    "Disponibilidad de vehículo de empresa",
                ),
            ),
            (
                "Offriamo",
                "Requisiti",
                ("Assicurazione obbligatoria", "Esperienza in un gruppo internazionale"),
            ),
            (
                "Oferujemy",
                "Wymagania",
                ("Obowiązkowe szkolenia opłacone", "Minimum 26 dni urlopu"),
            ),
            ("Oferim", "Cerințe", ("Instruire obligatorie plătită", "Experiență în echipă")),
        ],
    )
    @pytest.mark.parametrize("has_asked", [True, False])
    def test_no_entry_is_asked_for(
        self, heading: str, asked: str, entries: tuple[str, ...], has_asked: bool
    ) -> None:
        offer = f"{heading}:\n- " + "\n- ".join(entries)
        text = (
            f"{offer}\n\n{asked}:\n- Excel\n- SAP"
            if has_asked
            else f"Duties:\n- Count the till\n\n{offer}"
        )
        rubric = draft_rubric("Sales assistant", text)
        assert not list_gates(rubric)
        said = list_all(rubric)
        assert not [one for one in entries if one.split()[-1].casefold() in said]

    def test_nor_is_a_step_of_the_process(self) -> None:
        text = (
            "Requirements:\n- NMC registration\n\nThe process\n"
            "- Interview required\n- Essential: bring your passport"
        )
        assert list_gates(draft_rubric("Nurse", text)) == ["NMC registration"]

    def test_nor_is_help_with_a_licence(self) -> None:
        offer = "We offer:\n- Class C licence upgrade\n- Language support in English\n- Parking"
        assert not list_gates(draft_rubric("Driver", f"Duties:\n- Deliver goods\n\n{offer}"))

    def test_a_licence_that_must_be_held_is_asked_for(self) -> None:
        text = "Duties:\n- Deliver goods\n\nWe offer:\n- Canteen\n- Driving licence B essential"
        assert list_gates(draft_rubric("Driver", text)) == ["Driving licence B essential"]


class TestDenials:
    @pytest.mark.parametrize(
        ("line", "gates"),
        [
            ("Débutant accepté, permis B obligatoire.", ["permis B obligatoire"]),
            ("Expérience non exigée, CACES 3 obligatoire.", ["CACES 3 obligatoire"]),
            ("Situé à Lyon, le poste exige le permis CE.", ["le poste exige le permis CE"]),
            (
                "No experience is required, but a driving licence is essential.",
                ["a driving licence is essential"],
            ),
            (
                "Erfahrung ist nicht erforderlich, Führerschein CE zwingend erforderlich.",
                ["Führerschein CE zwingend erforderlich"],
            ),
            ("Sin experiencia previa, carnet B obligatorio.", ["carnet B obligatorio"]),
            ("Débutant accepté, formation CACES assurée.", []),
            ("Expérience non exigée, bonne humeur.", []),
            ("Non è necessaria la laurea.", []),
            ("A licence is not required if you hold a degree.", []),
        ],
    )
    @pytest.mark.parametrize("mark", ["", "- "])
    def test_only_what_is_asked_beside_one_is_a_gate(
        self, line: str, gates: list[str], mark: str
    ) -> None:
        text = f"Profil :\n- Bonne présentation\n{mark}{line}" if mark else f"Livrer.\n{line}"
        assert list_gates(draft_rubric("Livreur", text)) == gates

    def test_years_beside_a_denied_degree_are_asked_for(self) -> None:
        line = "Diplôme non exigé, 5 ans d'expérience en comptabilité exigés"
        rubric = draft_rubric("Comptable", f"Profil:\n- {line}\n- Maîtrise de Sage")
        assert list_gates(rubric) == [line.partition(", ")[2]]

    def test_a_word_that_begins_like_a_denial_is_none(self) -> None:
        line = "Notarial exams are required, a driving licence is an advantage"
        assert "notarial" in list_all(draft_rubric("Clerk", f"Requirements:\n- {line}\n- Excel"))


@pytest.mark.parametrize(
    ("line", "is_gate"),
    [
        ("You will be required to register with the NMC", True),
        ("You are required to obtain an enhanced DBS", True),
        ("Candidates are required to complete a basic life support certificate", True),
        ("You will be required to complete reports", False),
        ("You will be required to provide care at night", False),
        ("You will be required to complete incident reports in English", False),
    ],
)
def test_a_paper_to_get_is_a_must_and_work_to_do_is_none(line: str, is_gate: bool) -> None:
    rubric = draft_rubric("Nurse", f"Duties:\n- Care for patients\n\n{line}.")
    assert list_gates(rubric) == ([line] if is_gate else [])


@pytest.mark.parametrize(
    ("line", "is_gate"),
    [
        ("SAP is essential for shift handover", True),
        ("EDV-Programm SAP zwingend, im Schichtdienst", True),
        ("HACCP obbligatorio, turni serali", True),
        ("Knowledge of Kronos software is required for shift planning", True),
        ("Night shifts are essential", False),
        ("Flexibility in Leeds and York is essential for night shifts", False),
        ("NIGHT SHIFTS ARE MANDATORY", False),
        ("Weekend and Saturday shifts are mandatory", False),
        ("Schichtarbeit zwingend erforderlich", False),
    ],
)
def test_hours_take_no_must_from_a_tool(line: str, is_gate: bool) -> None:
    rubric = draft_rubric("Operator", f"Requirements:\n- Two years of picking\n- {line}")
    assert (line in list_gates(rubric)) is is_gate
