"""The first line of each file: the same columns under the names that each coordinator gave them."""

from collections.abc import Sequence

from sample.make.names import listed

STUDENT = listed(
    "reference role last_name first_name birth_date email phone channel guardian_last_name "
    "guardian_first_name guardian_email guardian_phone organisation programme stage priority languages seeks "
    "availability territory travel_km modes goals consent guardian_consent consent_purposes consent_text "
    "consent_proof charter source"
)
MENTOR = listed(
    "reference role last_name first_name birth_date email phone channel organisation programme trade "
    "former_employer languages offers availability territory travel_km modes places commitment_months "
    "commitment_hours charter source"
)


def named(columns: Sequence[str], *names: str) -> dict[str, str]:
    return dict(zip(columns, names, strict=True))


TROIS_RIVIERES = named(
    STUDENT,
    *("Référence", "Rôle", "Nom", "Prénom", "Date de naissance", "Courriel", "Téléphone", "Canal préféré"),
    *("Nom du responsable", "Prénom du responsable", "Courriel du responsable", "Téléphone du responsable"),
    *("Établissement", "Programme", "Niveau", "Priorité", "Langues", "Compétences recherchées", "Disponibilités"),
    *("Territoire", "Déplacement (km)", "Modes", "Objectifs", "Consentement", "Consentement du responsable"),
    *("Finalités", "Version du texte", "Preuve", "Charte", "Source"),
)
GRAND_CHENE = named(
    STUDENT,
    *("Reference", "Role", "Last name", "First name", "Birth date", "E-mail", "Phone", "Preferred channel"),
    *("Guardian last name", "Guardian first name", "Guardian e-mail", "Guardian phone", "School", "Programme", "Stage"),
    *(
        "Priority",
        "Languages",
        "Skills sought",
        "Availability",
        "Territory",
        "Travel (km)",
        "Modes",
        "Goals",
        "Consent",
    ),
    *("Guardian consent", "Consent purposes", "Consent text", "Consent proof", "Charter", "Source"),
)
FORGES = {
    **named(
        STUDENT,
        *("Réf.", "Qualité", "NOM", "PRÉNOM", "Né(e) le", "Mél", "Portable", "Contact préféré"),
        *("NOM responsable légal", "PRÉNOM responsable légal", "Mél responsable légal", "Tél. responsable légal"),
        *(
            "Lycée",
            "Programme",
            "Classe",
            "Priorité",
            "Langues parlées",
            "Recherche",
            "Dispos",
            "Secteur",
            "Rayon (km)",
        ),
        *("Modalités", "Buts", "Accord de l'élève", "Accord du responsable", "Finalités de l'accord"),
        *("Version de l'accord", "Pièce", "Charte signée le", "Origine"),
    ),
    "notes": "Observations",
}
COLLEGE = named(
    STUDENT,
    *("ref", "role", "nom", "prenom", "date_naissance", "email", "tel", "canal", "nom_responsable"),
    *("prenom_responsable", "email_responsable", "tel_responsable", "etablissement", "programme", "niveau", "priorite"),
    *("langues", "competences_recherchees", "disponibilites", "territoire", "deplacement_km", "modes", "objectifs"),
    *("consentement", "consentement_responsable", "finalites", "version_texte", "preuve", "charte", "source"),
)
ASSOCIATION = named(
    MENTOR,
    *("Référence", "Rôle", "Nom de famille", "Prénom", "Date de naissance", "Adresse e-mail", "Téléphone"),
    *("Canal préféré", "Association", "Programmes", "Ancien métier", "Ancien employeur", "Langues"),
    *("Compétences proposées", "Disponibilités", "Territoire", "Déplacement (km)", "Modes", "Places"),
    *("Engagement (mois)", "Heures par mois", "Charte", "Connu par"),
)
