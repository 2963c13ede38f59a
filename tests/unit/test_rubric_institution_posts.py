"""Job posts of public bodies, hospitals and agencies: long, with rules, dates and other ways in."""

import pytest

from shortlist.facts.needs import read_need
from shortlist.ranking.offline import OfflineRanker
from shortlist.rubric.drafting import draft_rubric
from shortlist.rubric.flat_posts import part_flat_lines
from shortlist.rubric.lines import join_other_ways
from shortlist.rubric.rubric import Rubric
from shortlist.rubric.sentences import split_sentences
from shortlist.words.lexicon import load_lexicon

CANAL_OFFICE = """Under the lead engineer, help to keep the locks of the upper canal.  Duties \
include:    1.  Grease the gates of the locks.  2.  Take readings of the water level.  3.  Mow the \
towpath.

Minimum Qualifications
1. Three years of full-time work as a lock keeper or canal mechanic; or  2. One year of such work \
and a diploma of a trade school that makes up the rest. Half a year of work will be credited for \
each year of trade school. The school must be approved by the county.

Additional Information
1.  A boat licence of class II is required. This licence must be maintained for as long as you \
hold the post.

To Apply
Click the button.
"""

NURSING_HOME = (
    "Night Nurse, Heron House, up to 21 an hour You will be a nurse who likes quiet hours. You "
    "will be responsible for: .Handing out medication from the trolley .Writing the night report "
    "for the day team .Turning residents in bed with a colleague You will have: .Registration as "
    "a nurse with the NMC .The right to work in the UK .Two years in a care home To apply call us."
)


def _draft(description: str, title: str = "Helper") -> tuple[list[str], list[str]]:
    rubric: Rubric = draft_rubric(title, description)
    return [gate.text for gate in rubric.gates], [one.title for one in rubric.criteria]


def test_entries_counted_within_a_line_are_a_list() -> None:
    lines = list(part_flat_lines(["Duties:  1.  Cut pipes.  2.  Fit valves.  3. Test joints."]))
    assert lines == ["Duties:", "1.  Cut pipes.", "2.  Fit valves.", "3. Test joints."]


@pytest.mark.parametrize(
    "line",
    [
        "We meet on the 1. and the 2. of each month.",
        "Phase 1. Phase 2. Both are yours.",
        "Level 2. Then 1. Then nothing.",
        "Python 3. 8 years of it.",
    ],
)
def test_other_numbers_within_a_line_part_nothing(line: str) -> None:
    assert list(part_flat_lines([line])) == [line]


def test_bullets_of_which_dots_are_left_are_a_list() -> None:
    gates, criteria = _draft(NURSING_HOME, "Night Nurse")
    assert gates == [
        "Registration as a nurse with the NMC",
        "The right to work in the UK",
        "Two years in a care home",
    ]
    assert "Handing out medication from the trolley" in criteria
    assert not any("apply" in one.casefold() for one in criteria)


def test_names_with_dots_in_front_are_no_bullets() -> None:
    line = "You write in C# on .NET and .NET Core, and read logs from .Trace files."
    assert list(part_flat_lines([line])) == [line]


def test_a_heading_before_a_gap_opens_a_section() -> None:
    gates, _ = _draft(
        "Qualification Requirements  A driving licence of class B and one year of tree work.  "
        "Job Duties  Felling of ash trees."
    )
    assert gates == ["A driving licence of class B", "one year of tree work"]


def test_a_sentence_begins_where_its_reader_is_named_though_no_stop_stands_before() -> None:
    text = "A ward of twenty beds near the river in Hull You will lead the late shift"
    assert list(split_sentences(text)) == [
        "A ward of twenty beds near the river in Hull",
        "You will lead the late shift",
    ]
    assert list(split_sentences("What You Will Do")) == ["What You Will Do"]
    assert len(list(split_sentences("Greet guests and ask how You are"))) == 1


def test_several_ways_to_fulfil_one_requirement_are_one_gate() -> None:
    gates, criteria = _draft(CANAL_OFFICE, "Lock Hand")
    assert gates == [
        "Three years of full-time work as a lock keeper or canal mechanic; or One year of such "
        "work and a diploma of a trade school",
        "A boat licence of class II is required",
    ]
    assert criteria[-3:] == [
        "Grease the gates of the locks",
        "Take readings of the water level",
        "Mow the towpath",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["- A degree in botany", "or", "- Four years in a nursery"],
        ["- A degree in botany", "", "OR", "", "- Four years in a nursery"],
        ["- A degree in botany, or", "- Four years in a nursery"],
        ["- A degree in botany; or", "", "- Four years in a nursery"],
    ],
)
def test_entries_with_or_between_them_are_joined(lines: list[str]) -> None:
    joined = [line for line in join_other_ways(lines) if line.strip()]
    assert joined == ["- A degree in botany; or Four years in a nursery"]


def test_entries_without_or_between_them_stay_apart() -> None:
    lines = ["- A degree in botany", "", "- Four years in a nursery", "Order of work"]
    assert join_other_ways(lines) == lines


def test_the_fewest_years_of_several_ways_are_asked_for() -> None:
    need = read_need("Five years as a diver; or two years as a rescue diver", load_lexicon())
    assert (need.kind, need.years, need.has_other_way) == ("experience", 2.0, False)
    need = read_need("Five years as a diver; or a diploma of a diving school", load_lexicon())
    assert need.has_other_way


def test_who_lacks_the_first_of_two_ways_fails_no_gate() -> None:
    resume = "Diver at Coldwater Salvage\n03/2024 - 06/2026\n- Cut wrecks under water"
    for post, status in (
        ("Requirements\n- Five years as a diver", "fail"),
        ("Requirements\n- Five years as a diver; or a diploma of a diving school", "unknown"),
    ):
        rubric = draft_rubric("Diver", post)
        ranker = OfflineRanker("Diver", post, rubric, month="2026-07")
        assert ranker.rank("a", None, resume).gates[0].status == status


@pytest.mark.parametrize(
    "line",
    [
        "Experience may be substituted by education, one year for two.",
        "Six months of experience will be credited for each year of trade school.",
        "This certificate must be maintained for as long as you serve.",
        "The apprenticeship must be recognized by the state.",
        "Employees applying for a higher title must have served a year in their own.",
        "The written test is on 12.03.2027, at 09:00.",
        "El plazo de entrega vence el 30 de junio.",
        "Job_description_warden.pdf",
        "8:00 AM - 4:00 PM",
        "If you know a friend with a licence, refer them and earn a bonus.",
    ],
)
def test_how_something_is_counted_and_when_is_neither_gate_nor_criterion(line: str) -> None:
    gates, criteria = _draft(f"Requirements\n- Two years as a warden\n- {line}\n", "Warden")
    assert gates == ["Two years as a warden"]
    assert criteria == ["Two years as a warden"]


@pytest.mark.parametrize(
    "line",
    [
        "Check whether experience of applicants is recognised by the state",
        "Determine which training may be credited towards a diploma",
        "Run the programme by which guests refer a friend",
        "Convert drawings to .pdf and file them",
        "Write 12 posts a week for our channels",
        "Check that no deadline of a licence expires",
        "Keep the books of the registered office",
        "Advise employees applying for parental leave",
        "Teach 22 hours a week",
        "Write reports in Word and as PDF",
        "Keep the certificates of the crew in date",
        "Plan exams and give out the dates",
        "Meet the deadlines of the tax office",
    ],
)
def test_work_with_rules_dates_and_papers_stays(line: str) -> None:
    _, criteria = _draft(f"Your tasks\n- {line}\n- Sort the post\n", "Clerk")
    assert line in criteria


@pytest.mark.parametrize(
    "line",
    [
        "A licence that must be maintained by yearly training",
        "Three years in admissions, or an equivalent combination of experience and training",
        "A teaching degree from an approved college",
        "Experience in substituting for head chefs, two years",
    ],
)
def test_a_requirement_with_such_words_stays_a_gate(line: str) -> None:
    gates, _ = _draft(f"Requirements\n- {line}\n")
    assert gates == [line]


def test_who_issued_a_paper_is_no_gate_of_its_own() -> None:
    gates, _ = _draft(
        "Requirements\n- A certificate for the operation of boilers of low pressure in public "
        "buildings, issued by the fire brigade of the county, is required\n"
    )
    assert len(gates) == 1
    assert gates[0].startswith("A certificate for the operation of boilers")


def test_a_paper_to_be_had_after_the_start_is_a_criterion_and_no_gate() -> None:
    gates, criteria = _draft(
        "Requirements\n- One year of boiler work\n"
        "- A boiler licence, to be obtained within six months of appointment\n"
    )
    assert gates == ["One year of boiler work"]
    assert any("boiler licence" in one for one in criteria)


def test_a_post_without_a_word_of_the_work_makes_no_criterion_of_its_offer() -> None:
    _, criteria = _draft(
        "Harbour Locums are looking for a physio in Hull. You will also have access to discounts "
        "in shops, free training and weekly pay.",
        "Locum Physiotherapist",
    )
    assert not any("discount" in one or "pay" in one for one in criteria)


@pytest.mark.parametrize(
    ("post", "task"),
    [
        (
            "Sous la responsabilité de la cheffe du chantier naval, vous aurez pour mission de :\n"
            "- Poncer les coques\n- Vernir les ponts\n\nProfil\n- CAP de peintre\n",
            "Poncer les coques",
        ),
        (
            "Within the team of the observatory you will work by night, and your duties will be:\n"
            "- Opening the dome\n- Keeping the log\n\nProfile\n- A licence of class B\n",
            "Opening the dome",
        ),
    ],
)
def test_a_long_clause_above_a_list_opens_its_section(post: str, task: str) -> None:
    rubric = draft_rubric("Aide", post)
    importances = {one.title: one.importance for one in rubric.criteria}
    assert importances[task] == "important"
    assert len(rubric.gates) == 1
    assert not any(":" in one or "mission" in one or "duties" in one for one in importances)


def test_polish_offices_ask_for_education_and_citizenship() -> None:
    gates, _ = _draft(
        "Wymagania niezbędne\n- Wykształcenie: wyższe\n- Posiadanie obywatelstwa polskiego\n"
        "- Znajomość przepisów o drogach wodnych\n"
        "- Osoba wybrana będzie musiała złożyć oświadczenie lustracyjne, jeśli urodziła się przed"
        " 1 sierpnia 1972 r.\n",
        "Inspektor wodny",
    )
    assert gates == ["Wykształcenie: wyższe", "Posiadanie obywatelstwa polskiego"]


@pytest.mark.parametrize(
    ("line", "gates"),
    [
        ("You speak Dutch fluently and Danish", ["You speak Dutch fluently", "You speak Danish"]),
        ("Fluent Dutch and basic Danish", ["Fluent Dutch", "basic Danish"]),
        ("Dutch at C1 and Danish at B2", ["Dutch at C1", "Danish at B2"]),
    ],
)
def test_each_language_keeps_the_level_on_its_side_of_the_and(line: str, gates: list[str]) -> None:
    assert _draft(f"Requirements\n- {line}\n")[0] == gates


def test_an_entry_that_begins_with_or_is_another_way() -> None:
    lines = ["- Laurea in botanica", "Oppure, quattro anni di vivaio"]
    assert join_other_ways(lines) == ["- Laurea in botanica; oppure quattro anni di vivaio"]


def test_gaps_without_a_stop_before_them_part_a_list() -> None:
    line = (
        "Tasks include:   Draw up the tide table   Keep the lamp of the tower   Oil the winch of "
        "the boat   Write the log of each watch  Paint the rails"
    )
    assert list(part_flat_lines([line])) == [
        "Tasks include:",
        "- Draw up the tide table",
        "- Keep the lamp of the tower",
        "- Oil the winch of the boat",
        "- Write the log of each watch",
        "- Paint the rails",
    ]


def test_the_clause_before_a_list_is_parted_from_the_sentences_before_it() -> None:
    assert list(part_flat_lines(["We run two ferries. Your tasks will be:"])) == [
        "We run two ferries.",
        "Your tasks will be:",
    ]
    assert list(part_flat_lines(["1. Requirements:"])) == ["1. Requirements:"]


def test_hours_in_capitals_are_no_heading_of_what_follows() -> None:
    _, criteria = _draft(
        "NIGHT WARDEN, HERON HOUSE 40 HOURS PER WEEK Heron House is a hostel for walkers. "
        "You will let late guests in and keep the stove alight. You will also write the list of "
        "breakfasts and wake the early ones. With a year of night work behind you, you know how "
        "long three in the morning can be, and you have read the whole of the library by now. "
        "The hostel lies on the moor, and the next house is an hour away on foot. We bake bread on "
        "Mondays and Thursdays, and the smell of it is what most guests write about in the book "
        "at the door, next to the weather. " * 2,
        "Night Warden",
    )
    assert any("late guests" in one for one in criteria)


def test_an_address_in_brackets_takes_no_requirement_with_it() -> None:
    gates, criteria = _draft(
        "Requirements\n- A boat licence (see https://example.org/licences)\n"
        "- A [passport for aid](https://example.org/aid) of the region\n"
    )
    assert gates == ["A boat licence", "A passport for aid of the region"]
    assert criteria == ["A boat licence", "A passport for aid of the region"]


def test_a_wish_behind_a_dash_makes_a_fact_a_wish() -> None:
    gates, _ = _draft(
        "Wymagania\n- uprawnienia na wózki\n- prawo jazdy kat. B \u2013 mile widziane\n"
    )
    assert gates == ["uprawnienia na wózki"]
    gates, _ = _draft("Profil\n- CAP de boulanger\n- Anglais courant, un plus\n")
    assert gates == ["CAP de boulanger"]


@pytest.mark.parametrize(
    "line",
    [
        "To administer medication as the NMC asks for",
        "Obtain all required permits of the harbour before the works",
        "Handle applications of people who may be eligible for grants",
        "Look after residents who are provided with meals",
    ],
)
def test_tasks_that_name_papers_are_criteria_and_no_gates(line: str) -> None:
    gates, criteria = _draft(
        f"Duties\n- {line}\n- Keep the log\n\nRequirements\n- Two years at sea"
    )
    assert gates == ["Two years at sea"]
    assert line.removeprefix("To ").casefold() in " ".join(criteria).casefold()


def test_all_that_is_required_in_a_sentence_without_stops_is_a_gate_of_its_own() -> None:
    gates, _ = _draft(
        "Heron Carers look for somebody for the islands. Do you have the following for the work "
        "there A full driving licence The right to work in the UK Are you fond of boats?",
        "Carer",
    )
    assert "The right to work in the UK" in gates


def test_a_post_that_only_praises_the_firm_is_known_by_its_title() -> None:
    _, criteria = _draft(
        "Otterbrook is a world leader in kites. The company serves more than ninety shops. "
        "Otterbrook was founded by two sailors.",
        "Kite Maker",
    )
    assert criteria == ["Kite Maker"]


def test_one_of_two_citizenships_is_one_gate() -> None:
    gates, _ = _draft(
        "Condiții\n- are cetățenia română, cetățenia unui alt stat al Uniunii Europene\n"
        "- nu necesită vechime\n- cunoaște limba română\n",
        "Paznic",
    )
    assert gates == [
        "are cetățenia română, cetățenia unui alt stat al Uniunii Europene",
        "cunoaște limba română",
    ]


def test_a_clearance_is_no_clause_about_data() -> None:
    _, criteria = _draft(
        "Wymagania niezbędne\n- Poświadczenie bezpieczeństwa o klauzuli „poufne”\n"
        "- Prosimy dołączyć klauzulę zgody na przetwarzanie danych\n",
        "Specjalista",
    )
    assert criteria == ["Poświadczenie bezpieczeństwa o klauzuli „poufne”"]


def test_either_of_two_languages_is_one_gate_that_either_passes() -> None:
    post = "Requirements\n- Fluent Dutch or Danish\n- Two years at sea"
    rubric = draft_rubric("Mate", post)
    assert rubric.gates[0].text == "Fluent Dutch or Danish"
    ranker = OfflineRanker("Mate", post, rubric, month="2026-07")
    for line, status in (
        ("Languages: Danish fluent, no Dutch", "pass"),
        ("Languages: Dutch basic, Danish basic", "fail"),
        ("Languages: Finnish fluent", "unknown"),
    ):
        resume = f"Mate at Gull Lines\n01/2020 - 06/2026\n- Stood watch at night\n{line}"
        assert ranker.rank("a", None, resume).gates[0].status == status


@pytest.mark.parametrize(
    ("line", "gates"),
    [
        ("The sales associate will also open the shop", []),
        ("An associate degree in fishery", ["An associate degree in fishery"]),
        ("Associate's or bachelor's degree", ["Associate's or bachelor's degree"]),
        ("Driving the van (if you hold a licence of class B)", []),
        ("A driving licence of class B (van)", ["A driving licence of class B (van)"]),
    ],
)
def test_a_title_and_a_condition_in_brackets_are_no_papers(line: str, gates: list[str]) -> None:
    assert _draft(f"Requirements\n- {line}\n- Care for nets\n")[0] == gates


@pytest.mark.parametrize(
    "sentence",
    [
        "Registered office: 4 Quay Street, Hull.",
        "This vacancy is being handled by Heron Staff.",
        "Each candidate will be judged on merit.",
        "You can expect a friendly crew.",
    ],
)
def test_what_an_agency_says_of_itself_and_its_ways_is_no_criterion(sentence: str) -> None:
    _, criteria = _draft(f"You will mend nets and steer the boat out at dawn. {sentence}", "Hand")
    assert not any(sentence[:12].casefold() in one.casefold() for one in criteria)


def test_a_sentence_that_says_what_the_nurse_does_is_no_must_have() -> None:
    text = (
        "POSITION SUMMARY: The Registered Nurse gives direct nursing care on a ward of 24 beds.\n\n"
        "MINIMUM QUALIFICATIONS\nLicensure: Current state RN license.\n"
        "The nurse must hold a BLS certificate.\n"
    )
    gates = [one.text for one in draft_rubric("Registered Nurse", text).gates]
    assert not any("direct nursing care" in one for one in gates)
    assert any("RN license" in one for one in gates)
    assert any("BLS" in one for one in gates)


def test_what_ends_a_wish_is_no_part_of_its_name() -> None:
    text = (
        "Ihr Profil:\n- Kenntnisse im Melderecht sind wünschenswert\n- Umgang mit Siegeln\n"
        "- Permis B apprécié\n\nÄnderungen bleiben vorbehalten.\n"
    )
    titles = [one.title for one in draft_rubric("Sachbearbeiter", text).criteria]
    assert "Kenntnisse im Melderecht" in titles
    assert "Permis B" in titles
    assert not any("vorbehalten" in one for one in titles)
