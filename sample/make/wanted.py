"""Which skills the students of each kind of school seek, most often first."""

from sample.make.names import listed

GENERAL = listed(
    "orientation.parcoursup orientation.public-speaking orientation.study-choice education.mathematics "
    "education.study-methods orientation.self-confidence languages.english health.general-medicine "
    "law.general-law it.programming education.physics-chemistry arts.audiovisual arts.architecture "
    "engineering.energy transport.aviation"
)
TECHNICAL = listed(
    "finance.accounting commerce.sales it.networks it.cybersecurity job-search.cv "
    "job-search.apprenticeship-search commerce.human-resources job-search.interview-preparation "
    "commerce.digital-marketing languages.german hospitality.tourism finance.insurance languages.english "
    "orientation.professional-project"
)
VOCATIONAL = listed(
    "trades.joinery trades.plumbing trades.electrical-installation trades.welding engineering.machining "
    "engineering.industrial-maintenance job-search.apprenticeship-search job-search.cv trades.glasswork "
    "hospitality.cooking health.care-assistance orientation.self-confidence transport.driving-licence "
    "languages.sign-language"
)
CAMPUS = listed(
    "law.general-law finance.management-control commerce.human-resources it.data-analysis "
    "job-search.internship-search job-search.networking job-search.interview-preparation languages.english "
    "arts.journalism education.primary-teaching public-service.civil-service-exams orientation.student-life "
    "agriculture.environment commerce.business-creation"
)
