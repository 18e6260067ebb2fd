"""What coordinators call the columns, in French and in English."""

from services.profiles.domain.skills import fold

ALIASES: dict[str, tuple[str, ...]] = {
    "reference": ("reference", "référence", "réf.", "ref", "id"),
    "role": ("role", "rôle", "qualité"),
    "last_name": ("last name", "surname", "family name", "nom", "nom de famille"),
    "first_name": ("first name", "given name", "prénom"),
    "birth_date": ("birth date", "date of birth", "date de naissance", "né(e) le", "date naissance", "naissance"),
    "email": ("e-mail", "email", "courriel", "mél", "mail", "adresse e-mail", "adresse mail"),
    "phone": ("phone", "mobile", "téléphone", "portable", "tel", "tél."),
    "channel": ("preferred channel", "canal préféré", "contact préféré", "canal"),
    "guardian_last_name": ("guardian last name", "nom du responsable", "nom responsable légal", "nom responsable"),
    "guardian_first_name": (
        *("guardian first name", "prénom du responsable"),
        *("prénom responsable légal", "prénom responsable"),
    ),
    "guardian_email": (
        *("guardian e-mail", "guardian email", "courriel du responsable"),
        *("mél responsable légal", "email responsable"),
    ),
    "guardian_phone": ("guardian phone", "téléphone du responsable", "tél. responsable légal", "tel responsable"),
    "organisation": ("organisation", "school", "association", "établissement", "lycée", "collège"),
    "programme": ("programme", "programmes", "program"),
    "stage": ("stage", "year", "niveau", "classe"),
    "priority": ("priority", "priorité"),
    "languages": ("languages", "langues", "langues parlées"),
    "seeks": ("skills sought", "seeks", "compétences recherchées", "recherche"),
    "offers": ("skills offered", "offers", "compétences proposées", "offre"),
    "availability": ("availability", "disponibilités", "dispos"),
    "territory": ("territory", "territoire", "secteur"),
    "travel_km": ("travel (km)", "travel", "déplacement (km)", "déplacement", "rayon (km)"),
    "modes": ("modes", "modalités"),
    "goals": ("goals", "objectifs", "buts"),
    "consent": ("consent", "consentement", "accord de l'élève"),
    "guardian_consent": (
        "guardian consent",
        "consentement du responsable",
        "accord du responsable",
        "consentement responsable",
    ),
    "consent_purposes": ("consent purposes", "finalités", "finalités de l'accord"),
    "consent_text": ("consent text", "version du texte", "version de l'accord", "version texte"),
    "consent_proof": ("consent proof", "preuve", "pièce"),
    "charter": ("charter", "charte", "charte signée le"),
    "source": ("source", "origine", "connu par"),
    "former_employer": ("former employer", "ancien employeur"),
    "places": ("places", "mentees"),
    "commitment_months": ("commitment (months)", "engagement (mois)"),
    "commitment_hours": ("hours a month", "heures par mois"),
}


def plain(header: str) -> str:
    """Without case, accents, punctuation and underscores."""
    return fold(header.replace("_", " "))


COLUMNS: dict[str, str] = {plain(name): column for column in ALIASES for name in (column, *ALIASES[column])}
"""From every name, plain, to the column that it means."""
