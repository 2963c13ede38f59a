"""Job posts as people paste them: from job boards, from applicant systems, without line ends."""

import time

import pytest

from shortlist.rubric.drafting import draft_rubric
from shortlist.rubric.flat_posts import part_flat_lines
from shortlist.rubric.lines import drop_stars
from shortlist.rubric.rubric import Rubric
from shortlist.rubric.sentences import split_sentences

BOARD = """About the job

Harrowgate Ferries carries islanders and their sheep. Our boats are loved by thousands of people.

What You'll Do


Draw up the crew roster for four boats each month.
Train deckhands in mooring, and sign off their log books.
Keep the stock of lines, fenders and paint


Skills for the Wheelhouse


Three years as mate on a passenger vessel
Experience with radar plotting. You know it from night crossings.
Handling of livestock on deck


Good to have


First aid at sea


You will be required to complete an I-9 form. Travel may be required.
Employment decisions are based on business needs.
Pay range: $28 to $34. To learn more about our benefits, visit our page. All rights reserved.
"""

STARRED = """Greetings!!!

Skillset for the Bakery-*
*Shaping of rye and wheat loaves*
*Running a stone oven through the night *
* *Costing of recipes *
Job Type: Full-time
"""

FLAT = (
    "Minimum Required Skills: Welding, Plasma Cutting, Blueprint Reading. We are a family firm "
    "that builds gates and railings for parks, schools and stations, and we have done so for two "
    "generations in the same yard by the canal. What You Will Be Doing - Cutting and welding "
    "railings from drawings - Fitting gates on site with a partner - Keeping the jigs in order "
    "What You Need for this Position - Two years of MIG welding - Reading of workshop drawings - "
    "A driving licence of class B Nice To Haves - Experience with forging - Some CAD What's In It "
    "for You - $60,000 Base - Dental - Vision - Free lunch on Fridays Your Right to Work - In "
    "compliance with federal law, all persons hired will be required to verify identity and "
    "eligibility to work. Copyright 2020 - 2026 Gates Inc. All rights reserved."
)


def list_texts(rubric: Rubric) -> str:
    """Give all gates and criteria as one text."""
    return " | ".join(
        [gate.text for gate in rubric.gates] + [one.title for one in rubric.criteria]
    ).casefold()


def find_importance(rubric: Rubric, words: str) -> str:
    """Return the importance of the criterion with these words."""
    return next(one.importance for one in rubric.criteria if words in one.title.casefold())


class TestBoards:
    def test_a_list_without_bullets_is_read_to_its_end(self) -> None:
        rubric = draft_rubric("Ferry Mate", BOARD)
        texts = list_texts(rubric)
        for words in ("crew roster", "train deckhands", "stock of lines"):
            assert words in texts
            assert find_importance(rubric, words) == "important"
        for words in ("passenger vessel", "radar plotting", "livestock"):
            assert find_importance(rubric, words) == "critical"
        assert find_importance(rubric, "first aid") == "nice"

    @pytest.mark.parametrize(
        "words",
        ["sheep", "loved", "i-9", "business needs", "travel", "$28", "benefits", "rights reserved"],
    )
    def test_what_a_board_prints_around_the_work_is_no_criterion(self, words: str) -> None:
        assert words not in list_texts(draft_rubric("Ferry Mate", BOARD))

    def test_lines_between_stars_are_asked_for(self) -> None:
        rubric = draft_rubric("Baker", STARRED)
        for words in ("rye", "stone oven", "costing"):
            assert find_importance(rubric, words) == "critical"
        assert "greetings" not in list_texts(rubric)

    @pytest.mark.parametrize(
        ("line", "bare"),
        [
            ("**Your tasks:**", "Your tasks:"),
            ("*Rye loaves*", "- Rye loaves"),
            ("* *Recipes *", "- Recipes"),
            ("Skillset for bakers-*", "Skillset for bakers-"),
            ("five stars", "five stars"),
        ],
    )
    def test_stars_are_dropped_and_bullets_kept(self, line: str, bare: str) -> None:
        assert drop_stars(line) == bare


class TestWhatIsAsked:
    """What boards print around the work is the work of some."""

    @pytest.mark.parametrize(
        "line",
        [
            "3 years of experience in talent acquisition",
            "Strong knowledge of collective bargaining agreements",
            "Bachelor's degree in accounting or commensurate experience",
            "Current RN license in compliance with state law",
            "5 years running platforms for millions of users",
            "No formal training required, but a driving licence is essential",
            "Conduct reference checks for new drivers",
            "5 years of C# and .NET development.",
        ],
    )
    def test_no_requirement_vanishes(self, line: str) -> None:
        rubric = draft_rubric("Officer", f"Requirements:\n- {line}\n- Microsoft Excel\n")
        words = [word.strip(".,").casefold() for word in line.split() if len(word) > 5]
        assert any(word in list_texts(rubric) for word in words)
        assert len(rubric.criteria) > 1

    def test_the_last_line_of_a_spaced_list_is_no_heading(self) -> None:
        post = (
            "Requirements\n\nBachelor's degree in nursing\n\nGood English skills\n\n"
            "Benefits\n30 days of vacation\nCanteen\n"
        )
        texts = list_texts(draft_rubric("Nurse", post))
        assert "english" in texts
        assert "canteen" not in texts

    def test_the_opening_asks_where_no_section_does(self) -> None:
        post = "You have worked with Kubernetes and Terraform.\n\nTasks:\n- Run the platform\n"
        assert "terraform" in list_texts(draft_rubric("Engineer", post))

    def test_a_fact_of_the_title_stays_asked_for(self) -> None:
        post = "- CDL class A\n- Hazmat endorsement\n- Two years on the road\n"
        gates = [gate.text for gate in draft_rubric("Truck driver CDL class A", post).gates]
        assert "CDL class A" in gates

    def test_tasks_under_a_description_stay_tasks(self) -> None:
        post = "Job description\n- Cook meals for guests\n- Clean the kitchen\n"
        assert find_importance(draft_rubric("Cook", post), "meals") == "important"

    def test_a_label_keeps_its_value(self) -> None:
        post = "Requirements: - Driving Licence: B - English Skills: C1 - Forklift: yes"
        assert "driving licence" in list_texts(draft_rubric("Driver", post))

    def test_a_very_long_list_is_drafted_in_seconds(self) -> None:
        begin = time.process_time()
        draft_rubric("Cook", "Requirements:\n" + "plan menus, " * 4_000)
        assert time.process_time() - begin < 10


class TestFlatPosts:
    def test_headings_and_bullets_come_back(self) -> None:
        lines = list(part_flat_lines([FLAT]))
        for line in (
            "What You Will Be Doing:",
            "- Fitting gates on site with a partner",
            "What You Need for this Position:",
            "- Two years of MIG welding",
            "Nice To Haves:",
            "What's In It for You:",
        ):
            assert line in lines

    def test_a_short_line_stays_as_it_is(self) -> None:
        line = "Requirements: Python - Docker - SQL - Linux"
        assert list(part_flat_lines([line])) == [line]

    def test_a_list_behind_a_colon_is_parted_in_a_short_line_too(self) -> None:
        line = "Vos missions : - préparer les plannings - tenir le stock - de former les équipes"
        assert list(part_flat_lines([line]))[1:] == [
            "- préparer les plannings",
            "- tenir le stock",
            "- de former les équipes",
        ]

    def test_its_rubric_is_that_of_a_post_with_lines(self) -> None:
        rubric = draft_rubric("Welder", FLAT)
        texts = list_texts(rubric)
        assert find_importance(rubric, "mig welding") == "critical"
        assert find_importance(rubric, "forging") == "nice"
        assert "driving licence" in " ".join(gate.text for gate in rubric.gates)
        for words in ("dental", "lunch", "canal", "verify identity", "copyright", "$60"):
            assert words not in texts


class TestGates:
    @pytest.mark.parametrize(
        "sentence",
        [
            "Coordinates new hire training to include required assessments",
            "Occasional travel may also be required",
            "Training is provided so no prior experience is required",
            "Has your teaching license ever been revoked or suspended?",
            "Lack of English skills will not be a barrier to admission",
            "Experience working with children",
            "Bilingual skills are appreciated but not required",
            "A certified welder is preferred, but it is not required",
            "You lead classes for kids (ages 18 months-5 years)",
            "Copies of all licenses must be included in the application",
            "There are many reasons why our employees stay with us for 10 years or more",
        ],
    )
    def test_what_is_only_mentioned_is_no_must(self, sentence: str) -> None:
        post = f"Your tasks:\n- Teach welding\n- Keep the workshop\n\n{sentence}\n"
        assert not draft_rubric("Trainer", post).gates

    def test_prose_asks_for_no_fact_where_a_list_says_what_is_required(self) -> None:
        post = (
            "English classes have become a priority of the town since it joined the fair.\n\n"
            "Requirements:\n- Teaching licence\n- Two years in a school\n- Bachelor's degree\n"
        )
        gates = [gate.text for gate in draft_rubric("Teacher", post).gates]
        assert len(gates) == 3
        assert not any("English" in text for text in gates)

    def test_the_title_said_again_is_no_must(self) -> None:
        post = "Certified Crane Inspector\n\nYour tasks:\n- Inspect cranes\n- Write reports\n"
        assert not draft_rubric("Certified Crane Inspector (Leeds)", post).gates


class TestSentences:
    @pytest.mark.parametrize(
        "text",
        [
            "A B.S. Degree in physics",
            "Worked for the U.S. Forest Service",
            "Tools such as; Puppet and Chef",
            "Frameworks (Spring; Struts) in use",
        ],
    )
    def test_what_belongs_together_is_not_parted(self, text: str) -> None:
        assert len(list(split_sentences(text))) == 1

    def test_a_sentence_may_end_with_an_abbreviation(self) -> None:
        assert len(list(split_sentences("You work in the U.S. We pay the flight."))) == 2


LONG_ENTRIES = """Deine Aufgaben
Du misst, biegst und verlegst Rohre für Heizungs- und Lüftungsanlagen im Altbau
Du nimmst Anlagen in Betrieb
Du weist die Bewohner ein
Du prüfst Dichtheit und Druck, und du trägst beides in das Bautagebuch ein
Teilnahme am Notdienst, etwa jedes sechste Wochenende

Das bringst du mit
Gesellenbrief als Anlagenmechaniker
Führerschein der Klasse B
"""


def test_long_entries_of_a_list_without_bullets_stay_apart() -> None:
    rubric = draft_rubric("Anlagenmechaniker (m/w/d)", LONG_ENTRIES)
    titles = [one.title for one in rubric.criteria]
    assert "Du nimmst Anlagen in Betrieb" in titles
    assert any(one.startswith("Teilnahme am Notdienst") for one in titles)
    assert (
        "Du misst, biegst und verlegst Rohre für Heizungs- und Lüftungsanlagen im Altbau" in titles
    )


def test_a_paragraph_that_was_broken_at_a_width_is_one() -> None:
    text = (
        "What you will do: you mend the nets of four boats in the winter, and from\n"
        "April to October you keep the cold store and the ice machine running for\n"
        "Everybody who lands fish in our harbour before noon\n"
    )
    rubric = draft_rubric("Harbour hand", text)
    assert not any(one.title.startswith("Everybody") for one in rubric.criteria)


def test_what_begins_the_sentences_of_a_list_is_no_criterion() -> None:
    text = (
        "Vos missions :\nAu sein d'une équipe de douze personnes et sous la responsabilité du chef "
        "de quai, vous :\n• amarrez les bateaux\n• tenez le registre des quais\n"
        "Votre profil :\n• CACES 3 exigé\n"
    )
    titles = [one.title for one in draft_rubric("Agent de quai", text).criteria]
    assert not any("équipe de douze" in one for one in titles)
    assert any("registre des quais" in one for one in titles)


def test_the_title_repeated_with_an_aside_and_a_line_of_wishes() -> None:
    text = (
        "AMARRADOR DE PUERTO - TURNO DE NOCHE\n\nFunciones:\n-Amarre de buques.\n"
        "-Control de cabos.\n\nRequisitos:\n*Carnet de carretillero en vigor.\n\n"
        "Se valorará:\nCurso de primeros auxilios, manejo de grúas, inglés básico.\n"
    )
    rubric = draft_rubric("Amarrador de puerto", text)
    titles = [one.title for one in rubric.criteria]
    assert not any("TURNO" in one for one in titles)
    wishes = {one.title for one in rubric.criteria if one.importance == "nice"}
    assert wishes == {"Curso de primeros auxilios", "Manejo de grúas", "Inglés básico"}


BOARD_FOOTER = """The role
You'll lead 15 colleagues and draw up their rota.
You'll count the stock of rope each Friday.

About you
Two years in a ship's chandler's.

Our 1,900 colleagues love the sea.
Job Types: Full-time, Permanent
Ability to commute: Millport: reliably commute or plan to relocate (required)
Work Location: In person
"""


def test_what_a_job_board_adds_is_nothing_and_leading_people_is_work() -> None:
    rubric = draft_rubric("Store manager", BOARD_FOOTER)
    titles = [one.title for one in rubric.criteria]
    assert any("15 colleagues" in one for one in titles)
    said = " ".join([*titles, *(one.text for one in rubric.gates)])
    assert not any(one in said for one in ("commute", "Full-time", "1,900", "In person"))
