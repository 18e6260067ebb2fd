"""What retirees did in working life, and what of it they can pass on."""

from sample.make.person import Level

TRADES: tuple[tuple[str, str], ...] = (
    ("menuisier|menuisière", "trades.joinery engineering.technical-drawing job-search.apprenticeship-search"),
    (
        "plombier-chauffagiste|plombière-chauffagiste",
        "trades.plumbing engineering.energy job-search.apprenticeship-search",
    ),
    (
        "électricien|électricienne",
        "trades.electrical-installation engineering.automation-robotics orientation.self-confidence",
    ),
    ("chaudronnier-soudeur|chaudronnière-soudeuse", "trades.welding trades.locksmithing engineering.safety-at-work"),
    ("tourneur-fraiseur|tourneuse-fraiseuse", "engineering.machining engineering.industrial-maintenance job-search.cv"),
    ("souffleur de verre|souffleuse de verre", "trades.glasswork arts.visual-arts engineering.production-management"),
    (
        "responsable de maintenance|responsable de maintenance",
        "engineering.industrial-maintenance engineering.quality job-search.cv",
    ),
    ("chef cuisinier|cheffe cuisinière", "hospitality.cooking hospitality.hotel-management commerce.business-creation"),
    (
        "infirmier cadre de santé|infirmière cadre de santé",
        "health.nursing health.care-assistance orientation.self-confidence",
    ),
    (
        "médecin généraliste|médecin généraliste",
        "health.general-medicine education.life-sciences education.study-methods",
    ),
    ("juriste d'entreprise|juriste d'entreprise", "law.general-law law.business-law orientation.public-speaking"),
    ("avocat|avocate", "law.advocacy law.general-law orientation.public-speaking job-search.networking"),
    ("expert-comptable|experte-comptable", "finance.accounting finance.management-control finance.taxation"),
    (
        "directeur d'agence bancaire|directrice d'agence bancaire",
        "finance.banking finance.insurance job-search.interview-preparation",
    ),
    (
        "responsable informatique|responsable informatique",
        "it.networks it.programming it.databases orientation.parcoursup",
    ),
    ("développeur|développeuse", "it.programming it.python it.data-analysis education.mathematics"),
    (
        "professeur de mathématiques|professeure de mathématiques",
        "education.mathematics education.study-methods orientation.parcoursup",
    ),
    (
        "professeur de physique-chimie|professeure de physique-chimie",
        "education.physics-chemistry education.study-methods orientation.public-speaking",
    ),
    (
        "professeur d'anglais|professeure d'anglais",
        "languages.english orientation.mobility-abroad orientation.public-speaking",
    ),
    ("professeur d'allemand|professeure d'allemand", "languages.german hospitality.tourism orientation.study-choice"),
    (
        "conseiller d'orientation|conseillère d'orientation",
        "orientation.study-choice orientation.parcoursup orientation.professional-project",
    ),
    (
        "directeur des ressources humaines|directrice des ressources humaines",
        "commerce.human-resources job-search.interview-preparation job-search.cv job-search.internship-search",
    ),
    (
        "conseiller emploi|conseillère emploi",
        "job-search.cv job-search.cover-letter job-search.interview-preparation job-search.networking",
    ),
    ("technico-commercial|technico-commerciale", "commerce.sales commerce.purchasing job-search.interview-preparation"),
    (
        "responsable marketing|responsable marketing",
        "commerce.marketing commerce.digital-marketing job-search.internship-search",
    ),
    (
        "ingénieur thermicien|ingénieure thermicienne",
        "engineering.energy engineering.mechanical-engineering orientation.grandes-ecoles",
    ),
    ("architecte|architecte", "arts.architecture public-service.town-planning engineering.technical-drawing"),
    ("instituteur|institutrice", "education.primary-teaching education.french-writing orientation.self-confidence"),
    (
        "secrétaire général de mairie|secrétaire générale de mairie",
        "public-service.local-government public-service.civil-service-exams orientation.student-life",
    ),
    (
        "technicien des eaux et forêts|technicienne des eaux et forêts",
        "agriculture.environment agriculture.forestry orientation.career-discovery",
    ),
    ("journaliste|journaliste", "arts.journalism education.french-writing arts.communication"),
    (
        "contremaître|contremaîtresse",
        "engineering.production-management job-search.apprenticeship-search orientation.professional-project",
    ),
)
"""Masculine and feminine form, then skills. Cybersecurity, film, aviation, sign language: nobody, so scarce."""


def offered(skills: str, levels: list[int]) -> tuple[Level, ...]:
    """The skills of a row with a level each: the first is the trade itself, at 4."""
    return tuple((skill, 4 if first == 0 else levels[first]) for first, skill in enumerate(skills.split()))
