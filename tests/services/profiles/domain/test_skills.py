"""The taxonomy finds what coordinators and retirees type."""

import json
from collections import Counter
from pathlib import Path

import pytest

import services.profiles
from services.profiles.domain.skills import AmbiguousName, Skill, Taxonomy, fold, likeness
from services.profiles.taxonomy import taxonomy

RAW = json.loads((Path(services.profiles.__path__[0]) / "skills.json").read_text("utf-8"))
SKILLS = taxonomy().skills


def entry(skill_id: str, fr: str, *aliases: str) -> dict[str, object]:
    return {"id": skill_id, "fr": fr, "en": fr, "aliases": {"fr": list(aliases), "en": []}}


def test_there_are_about_150_skills_in_16_fields_and_every_field_has_some() -> None:
    assert len(RAW["fields"]) == 16
    assert 140 <= len(SKILLS) <= 170
    assert {skill.field for skill in SKILLS} == {field.id for field in taxonomy().fields}


def test_every_id_is_unique() -> None:
    assert not [skill_id for skill_id, times in Counter(skill.id for skill in SKILLS).items() if times > 1]


def test_no_name_is_claimed_by_two_skills() -> None:
    claims = Counter(name for skill in SKILLS for name in {fold(skill.id), *skill.names()})
    assert not [name for name, times in claims.items() if times > 1]


def test_no_esco_address_is_given_to_two_skills() -> None:
    assert not [uri for uri, times in Counter(s.esco for s in SKILLS if s.esco).items() if times > 1]


@pytest.mark.parametrize("skill", SKILLS, ids=lambda skill: skill.id)
def test_a_skill_is_found_by_its_id_both_labels_and_every_alias(skill: Skill) -> None:
    assert {taxonomy().find(name) for name in (skill.id, skill.fr, skill.en, *skill.aliases)} == {skill}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("MACONNERIE", "trades.masonry"),
        ("  maçonnerie ", "trades.masonry"),
        ("oenologue", "agriculture.viticulture"),
        ("aide soignante", "health.care-assistance"),
        ("prud’hommes", "law.labour-law"),
        ("Prof de maths", "education.mathematics"),
        ("job interview", "job-search.interview-preparation"),
    ],
)
def test_accents_case_and_punctuation_do_not_matter(typed: str, found: str) -> None:
    skill = taxonomy().find(typed)
    assert skill is not None
    assert skill.id == found


@pytest.mark.parametrize(
    ("masculine", "feminine"),
    [
        ("infirmier", "infirmière"),
        ("menuisier", "menuisière"),
        ("avocat", "avocate"),
        ("développeur", "développeuse"),
        ("agriculteur", "agricultrice"),
        ("éducateur spécialisé", "éducatrice spécialisée"),
    ],
)
def test_the_feminine_form_finds_the_same_skill_as_the_masculine(masculine: str, feminine: str) -> None:
    assert taxonomy().find(feminine) is not None
    assert taxonomy().find(feminine) == taxonomy().find(masculine)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("menuisrie", "trades.joinery"),
        ("plombrie", "trades.plumbing"),
        ("comtpable", "finance.accounting"),
        ("anglai", "languages.english"),
        ("aide soignate", "health.care-assistance"),
        ("préparation entretien embauche", "job-search.interview-preparation"),
        ("droit travail", "law.labour-law"),
    ],
)
def test_a_near_miss_is_not_found_but_suggested_first(typed: str, meant: str) -> None:
    assert taxonomy().find(typed) is None
    assert taxonomy().suggest(typed)[0].id == meant


def test_suggestions_are_few_and_each_skill_is_suggested_once() -> None:
    suggested = taxonomy().suggest("mecanique", n=2)
    assert len(suggested) == len({skill.id for skill in suggested}) <= 2


@pytest.mark.parametrize("typed", ["qsdfgh", "dressage de licornes", "", "?!"])
def test_nothing_is_suggested_where_nothing_is_near(typed: str) -> None:
    assert taxonomy().find(typed) is None
    assert taxonomy().suggest(typed) == []


def test_an_alias_that_two_skills_claim_is_refused_with_both_ids() -> None:
    doubled = {"fields": [], "skills": [entry("a.one", "Un", "même"), entry("b.two", "Deux", "MEME")]}
    with pytest.raises(AmbiguousName, match=r"'meme' names both a\.one and b\.two"):
        Taxonomy.parse(doubled)


def test_the_same_text_is_wholly_like_itself_and_another_is_less() -> None:
    assert likeness("menuiserie", "menuiserie") == 100
    assert likeness("menuiserie", "plomberie") < 70
