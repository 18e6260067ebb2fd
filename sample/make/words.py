"""How coordinators write what the sample calls by codes, in French and in English."""

import json
from pathlib import Path

Words = dict[str, str]

FR: Words = {
    "mentee": "élève",
    "mentor": "mentor",
    "seconde": "Seconde",
    "premiere": "Première",
    "terminale": "Terminale",
    "seconde-pro": "2nde pro",
    "premiere-pro": "1re pro",
    "terminale-pro": "Tle pro",
    "bts1": "BTS 1",
    "bts2": "BTS 2",
    "l1": "L1",
    "l2": "L2",
    "l3": "L3",
    "priority-0": "aucune",
    "priority-1": "prioritaire",
    "in-person": "présentiel",
    "online": "en ligne",
    "phone": "téléphone",
    "skill": "compétence",
    "employment": "emploi",
    "orientation": "orientation",
    "participation": "participation",
    "data": "données",
    "results": "résultats",
    "school": "établissement",
    "word-of-mouth": "bouche-à-oreille",
    "campaign": "campagne",
    "sign-up": "inscription",
    "channel-email": "courriel",
    "channel-sms": "SMS",
    "channel-phone": "téléphone",
    "language-fr": "français",
    "language-en": "anglais",
    "language-ar": "arabe",
    "language-pt": "portugais",
    "language-tr": "turc",
    "language-de": "allemand",
}
EN: Words = {
    **{code: code for code in ("mentee", "mentor", "online", "phone", "skill", "employment", "orientation")},
    **{code: code for code in ("participation", "data", "results", "school", "campaign")},
    "in-person": "in person",
    "seconde": "2nde",
    "premiere": "1re",
    "terminale": "Tle",
    "bts1": "BTS1",
    "bts2": "BTS2",
    "priority-0": "none",
    "priority-1": "priority",
    "channel-email": "email",
    "channel-sms": "sms",
    "channel-phone": "phone",
    **{f"language-{code}": code for code in ("fr", "en", "ar", "pt", "tr", "de")},
}
DAYS = {
    "fr": ("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
FULL_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
TAXONOMY = Path(__file__).parents[2] / "services" / "profiles" / "skills.json"


def skill_names(naming: str) -> Words:
    """What a coordinator calls each skill: its `id`, its label in `fr` or `en`, or its first French `alias`."""
    skills = json.loads(TAXONOMY.read_text("utf-8"))["skills"]
    if naming == "alias":
        return {skill["id"]: skill["aliases"]["fr"][0] for skill in skills}
    return {skill["id"]: skill[naming] for skill in skills}
