"""What coordinators write for each code, in French and in English; folded when it is looked up."""

from services.profiles.domain.skills import fold


def _folded(words: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {fold(word): code for code, texts in words.items() for word in (code, *texts)}


ROLES = _folded({"mentee": ("élève", "étudiant", "étudiante", "student"), "mentor": ("mentore", "bénévole")})
CHANNELS = _folded(
    {
        "email": ("e-mail", "courriel", "mél", "mail"),
        "sms": ("texto",),
        "phone": ("téléphone", "tel"),
        "post": ("courrier",),
    }
)
STAGES = _folded(
    {
        "lower-secondary": ("6e", "5e", "4e", "3e", "sixième", "cinquième", "quatrième", "troisième"),
        "upper-secondary": ("seconde", "2nde", "2de", "première", "1re", "1ère", "terminale", "tle"),
        "vocational": (
            *("2nde pro", "1re pro", "tle pro", "seconde pro", "première pro", "terminale pro"),
            *("cap", "cap 1", "cap 2", "bac pro"),
        ),
        "apprentice": ("apprenti", "apprentie", "apprentissage"),
        "higher": (
            *("bts", "bts 1", "bts1", "bts 2", "bts2", "but 1", "but 2", "but 3"),
            *("l1", "l2", "l3", "m1", "m2", "licence", "master"),
        ),
        "intern": ("stagiaire",),
        "young-employee": ("jeune salarié", "jeune salariée"),
    }
)
PRIORITIES = {
    "none": 0,
    "aucune": 0,
    "non": 0,
    "0": 0,
    "priority": 1,
    "prioritaire": 1,
    "oui": 1,
    "1": 1,
    "2": 2,
    "3": 3,
}
LANGUAGES = _folded(
    {
        "fr": ("français", "french"),
        "en": ("anglais", "english"),
        "ar": ("arabe", "arabic"),
        "pt": ("portugais", "portuguese"),
        "tr": ("turc", "turkish"),
        "de": ("allemand", "german"),
        "es": ("espagnol", "spanish"),
        "it": ("italien", "italian"),
        "ru": ("russe", "russian"),
        "uk": ("ukrainien", "ukrainian"),
        "zh": ("chinois", "chinese"),
    }
)
MODES = _folded(
    {
        "in-person": ("in person", "présentiel", "en personne"),
        "online": ("en ligne", "visio", "distanciel"),
        "phone": ("téléphone",),
    }
)
GOALS = _folded({"skill": ("compétence", "compétences"), "employment": ("emploi", "job"), "orientation": ()})
SUPPORT = _folded(
    {
        "schoolwork": ("soutien scolaire", "scolaire", "devoirs"),
        "trade": ("métier",),
        "orientation": (),
        "job-search": ("recherche d'emploi", "emploi", "stage"),
        "network": ("réseau",),
        "confidence": ("confiance",),
    }
)
PURPOSES = _folded({"participation": (), "data": ("données",), "results": ("résultats",)})
SOURCES = _folded(
    {
        "sign-up": ("inscription",),
        "school": ("établissement", "lycée"),
        "campaign": ("campagne",),
        "word-of-mouth": ("bouche-à-oreille",),
        "import": (),
        "partner": ("entreprise", "partenaire"),
    }
)
WEEKDAYS = _folded(
    {
        "1": ("lun", "lundi", "mon", "monday"),
        "2": ("mar", "mardi", "tue", "tuesday"),
        "3": ("mer", "mercredi", "wed", "wednesday"),
        "4": ("jeu", "jeudi", "thu", "thursday"),
        "5": ("ven", "vendredi", "fri", "friday"),
        "6": ("sam", "samedi", "sat", "saturday"),
        "7": ("dim", "dimanche", "sun", "sunday"),
    }
)
