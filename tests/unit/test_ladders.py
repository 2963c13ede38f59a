"""The levels of drafted criteria are explained in the language of the job post."""

import pytest

from shortlist.judging.prompt import build_prefix
from shortlist.rubric.drafting import draft_rubric
from shortlist.rubric.ladders import find_post_language, has_usual_levels, write_levels
from shortlist.rubric.rubric import Criterion
from tests.support.rubrics import make_rubric

POSTS = {
    "English": (
        "Gardener",
        "You look after the beds and lawns with the team, and for guests.",
    ),
    "German": ("Gärtner", "Pflege der Beete und der Wege mit dem Team und für den Park."),
    "French": ("Jardinier", "Entretien des massifs et des allées avec les équipes du parc."),
    "Spanish": ("Jardinero", "Cuidado de los macizos y las praderas del parque para el verano."),
    "Italian": ("Giardiniere", "Cura di aiuole e prati del parco per il comune, nel verde."),
    "Romanian": ("Grădinar", "Îngrijirea straturilor din parc cu echipa și pentru oraș."),
    "Polish": (
        "Ogrodnik",
        "Pielęgnacja rabat i trawników w parku oraz praca z ludźmi.",
    ),
}
LONGEST_TITLE, LONGEST_LEVEL = 420, 500


@pytest.mark.parametrize("language", POSTS)
def test_the_levels_of_a_drafted_criterion_speak_the_language_of_the_post(language):
    title, description = POSTS[language]
    first = draft_rubric(title, description).criteria[0]

    assert find_post_language(title, description) == language
    assert first.levels == write_levels(first.title, language)
    assert (first.levels == write_levels(first.title)) == (language == "English")


def test_a_post_of_too_few_words_is_explained_in_english():
    (only,) = draft_rubric("Koch", "Koch").criteria

    assert only.levels == write_levels(only.title, "English")


@pytest.mark.parametrize("language", POSTS)
@pytest.mark.parametrize("kind", ["x", "Driving licence class B "])
def test_the_longest_title_leaves_room_for_every_level(language, kind):
    title = kind.ljust(LONGEST_TITLE, "x")
    levels = write_levels(title, language)

    assert len(set(levels)) == len(levels) == 5
    assert all(title in level for level in levels)
    assert max(map(len, levels)) <= LONGEST_LEVEL


@pytest.mark.parametrize("language", POSTS)
def test_a_model_reads_the_standard_ladder_once_in_whatever_language_people_see_it(language):
    title = "Oven maintenance"
    levels = write_levels(title, language)
    criterion = Criterion(id="c1", title=title, importance="nice", levels=levels)
    rubric = make_rubric([title]).model_copy(update={"criteria": (criterion,)})

    assert has_usual_levels(title, levels)
    assert levels[3] not in build_prefix("Baker", "We bake.", rubric)


def test_levels_that_people_wrote_are_no_standard_ladder():
    levels = (*write_levels("Oven maintenance")[:4], "Has built ovens.")

    assert not has_usual_levels("Oven maintenance", levels)


def test_papers_are_held_or_not_and_no_part_of_the_work():
    assert "Held" in write_levels("Food hygiene certificate")[3]
    assert "Part of the work" in write_levels("Baking bread at night")[3]


def test_one_short_word_of_another_language_does_not_make_a_post_one_of_it():
    assert find_post_language("PE Teacher", "QTS required. PE degree.") == "English"
