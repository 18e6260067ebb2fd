"""An invented region on the edge of Lorraine: its places, organisations and programmes."""

from typing import Any

from sample.make.person import SEASON

TERRITORIES: list[dict[str, Any]] = [
    {"id": "lorneville", "label": "Lorneville", "inhabitants": 41800, "lat": 48.95, "lon": 6.42},
    {"id": "saint-aubry", "label": "Saint-Aubry-sur-Lorne", "inhabitants": 17300, "lat": 48.90, "lon": 6.36},
    {"id": "montcel", "label": "Montcel", "inhabitants": 12600, "lat": 49.01, "lon": 6.47},
    {"id": "roche-vive", "label": "La Roche-Vive", "inhabitants": 9400, "lat": 48.86, "lon": 6.52},
    {"id": "valmerange", "label": "Valmérange", "inhabitants": 14900, "lat": 49.03, "lon": 6.63},
    {"id": "fontenelle", "label": "Fontenelle-les-Bois", "inhabitants": 7200, "lat": 48.80, "lon": 6.30},
    {"id": "haute-lorne", "label": "Pays de la Haute-Lorne", "inhabitants": 6100, "lat": 48.74, "lon": 6.44},
    {"id": "plateau-arvigny", "label": "Plateau d'Arvigny", "inhabitants": 5400, "lat": 49.08, "lon": 6.28},
]
TOWNS: list[str] = [place["id"] for place in TERRITORIES]
EMPLOYERS = ("verrerie-aubrelle", "mutuelle-lornaise")
ASSOCIATION = "passerelles-lorne"
SCHOOL_PROGRAMME, CAMPUS_PROGRAMME = "lorne-avenir", "lorne-campus"


def organisation(reference: str, name: str, kind: str, territory: str, **more: Any) -> dict[str, Any]:
    return {"reference": reference, "name": name, "kind": kind, "territory": territory, **more}


def zone_b(alsace_moselle: bool = False) -> dict[str, Any]:
    return {"zone": "B", "alsace_moselle": alsace_moselle, "timezone": "Europe/Paris"}


ORGANISATIONS = [
    organisation("lycee-trois-rivieres", "Lycée des Trois-Rivières", "school", "lorneville", calendar=zone_b()),
    organisation("lycee-grand-chene", "Lycée du Grand-Chêne", "school", "saint-aubry", calendar=zone_b()),
    organisation(
        "lycee-pro-forges",
        "Lycée professionnel des Forges",
        "school",
        "valmerange",
        calendar=zone_b(alsace_moselle=True),
    ),
    organisation(
        "college-universitaire", "Collège universitaire du Val de Lorne", "school", "lorneville", calendar=zone_b()
    ),
    organisation(EMPLOYERS[0], "Verrerie de l'Aubrelle", "company", "montcel", partner=EMPLOYERS[0]),
    organisation(EMPLOYERS[1], "Mutuelle lornaise", "company", "lorneville", partner=EMPLOYERS[1]),
    organisation(ASSOCIATION, "Passerelles de Lorne", "association", "lorneville"),
]


def step(role: str, kind: str, months: int | None = None) -> dict[str, Any]:
    return {"role": role, "kind": kind, "version": 1, "valid_months": months}


def questions(kind: str, *roles: str) -> list[dict[str, Any]]:
    return [{"kind": kind, "role": role, "question_set": f"{kind}-{role}", "version": 1} for role in roles]


SCHOOL_DAY_HOURS = [{"weekday": day, "start": "08:00", "end": "20:00"} for day in range(1, 7)]
BOTH = ("mentor", "mentee")
POLICY: dict[str, Any] = {
    "duration_months": 9,
    "cadence": {"days": 14, "minutes": 60},
    "equity": {"rule": "strict", "bonus_points": 0},
    "question_sets": [
        *questions("week-1", *BOTH),
        *questions("week-2", *BOTH),
        *questions("monthly", *BOTH, "guardian"),
        *questions("half-way", *BOTH),
        *questions("before-end", *BOTH),
        *questions("end", *BOTH, "guardian"),
    ],
    "proposal_validity_days": 14,
    "vetting": [
        step("mentor", "interview"),
        step("mentor", "honourability-check", 6),
        step("mentor", "references"),
        step("mentor", "charter"),
        step("mentor", "training"),
        step("mentee", "charter"),
        step("mentee", "consent"),
    ],
    "consent_age": 18,
    "both_parents": False,
    "meetings_with_minors": {
        "places": ["school", "association", "library"],
        "hours": SCHOOL_DAY_HOURS,
        "told": ["school"],
    },
    "waiting_limit_days": 45,
    "languages": ["fr"],
    "timezone": "Europe/Paris",
}
CAMPUS_POLICY = {
    **POLICY,
    "duration_months": 8,
    "cadence": {"days": 21, "minutes": 60},
    "equity": {"rule": "bonus", "bonus_points": 50},
    "waiting_limit_days": 60,
    "languages": ["fr", "en"],
}


def programme(reference: str, name: str, schools: list[str], policy: dict[str, Any]) -> dict[str, Any]:
    return {
        "reference": reference,
        "name": name,
        "kind": "school",
        "owner": ASSOCIATION,
        "organisations": [*schools, *EMPLOYERS, ASSOCIATION],
        "first_day": f"{SEASON}-09-01",
        "last_day": f"{SEASON + 1}-07-02",
        "policy": policy,
    }


def network() -> dict[str, Any]:
    """What `network.json` says."""
    schools = [entry["reference"] for entry in ORGANISATIONS if entry["kind"] == "school"]
    return {
        "network": "val-de-lorne",
        "name": "Réseau de mentorat du Val de Lorne",
        "territories": TERRITORIES,
        "organisations": ORGANISATIONS,
        "programmes": [
            programme(SCHOOL_PROGRAMME, "Lorne Avenir", schools[:3], POLICY),
            programme(CAMPUS_PROGRAMME, "Lorne Campus", schools[3:], CAMPUS_POLICY),
        ],
    }
