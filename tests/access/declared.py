"""The declared table, from the specification's "Who decides, who reads": who is answered what, route by route.

A row has one letter a caller, in the order of `callers.CALLERS`: nobody; mentor, mentee, guardian (own, another);
coordinator (network, programme, its owner, school; another programme, owner, school; own case); safeguarding (network,
programme, another programme, concerned); company (own, another); operator; another network, with every role.
"""

MEANING = {
    "y": "yes",
    "n": "nothing",  # a list in which what is another's does not stand
    "a": "token",  # 401: who are you?
    "r": "role",  # 403: not with this role
    "o": "refused",  # 403: not this caller, such as in their own case
    "h": "hidden",  # 404: as if there were no such thing
}
AUDIENCES: dict[str, tuple[str, list[str]]] = {
    "coordinators of the whole network, each in their own": (
        "a rr rr rr yooooooy rrrr rr r y",
        [
            "profiles: POST /organisations",
            "profiles: PUT /territories",
        ],
    ),
    "everybody; the list of their own network": (
        "a yy yy yy yyyyyyyy yyyy yy y n",
        [
            "profiles: GET /organisations",
            "profiles: GET /programmes",
        ],
    ),
    "everybody in the network": (
        "a yy yy yy yyyyyyyy yyyy yy y h",
        [
            "profiles: GET /organisations/{organisation_id}",
            "profiles: GET /programmes/{programme_id}",
        ],
    ),
    "coordinators of the organisation": (
        "a rr rr rr yhhyhhhy rrrr rr r h",
        [
            "profiles: PUT /organisations/{organisation_id}",
        ],
    ),
    "coordinators of the whole network": (
        "a rr rr rr yooooooy rrrr rr r h",
        [
            "profiles: POST /organisations/{organisation_id}/suspension",
            "profiles: POST /organisations/{organisation_id}/resumption",
            "profiles: POST /organisations/{organisation_id}/closure",
        ],
    ),
    "coordinators of the owner": (
        "a rr rr rr yhyhhhhy rrrr rr r h",
        [
            "profiles: POST /programmes",
        ],
    ),
    "coordinators of the programme as a whole": (
        "a rr rr rr yyyhhhhy rrrr rr r h",
        [
            "profiles: PUT /programmes/{programme_id}",
            "profiles: PUT /programmes/{programme_id}/policy",
            "profiles: POST /programmes/{programme_id}/closure",
            "profiles: GET /programmes/{programme_id}/referents/{person_id}/absence",
            "profiles: PUT /programmes/{programme_id}/referents/{person_id}/absence",
            "profiles: DELETE /programmes/{programme_id}/referents/{person_id}/absence",
            "profiles: POST /people/{person_id}/assessments (a mentor's)",
            "profiles: POST /people/{person_id}/identity (a mentor's)",
            "matching: POST /programmes/{programme_id}/rounds",
            "matching: GET /rounds",
            "matching: GET /rounds/{round_id}",
            "matching: PUT /rounds/{round_id}/struck",
            "matching: PUT /rounds/{round_id}/pinned",
            "matching: POST /rounds/{round_id}/again",
            "matching: POST /rounds/{round_id}/publication",
            "matching: POST /rounds/{round_id}/drop",
            "matching: GET /rounds/{round_id}/explanations/{mentee}",
        ],
    ),
    "coordinators who cover both people, never in their own case": (
        "a rr rr rr yyyhhhho rrrr rr r h",
        [
            "profiles: POST /people/{person_id}/merger (a mentor's)",
        ],
    ),
    "coordinators of the organisation that registers the person": (
        "a rr rr rr yhhyhhhy rrrr rr r y",
        [
            "profiles: POST /people",
        ],
    ),
    "a list: the people whom one covers": (
        "a rr rr rr yyyynnny yyny rr r n",
        [
            "profiles: GET /people",
        ],
    ),
    "the mentor, their coordinators, the safeguarding lead": (
        "a yh hh hh yyyhhhhy yyhy rr r h",
        [
            "profiles: GET /people/{person_id} (a mentor's)",
            "profiles: GET /people/{person_id}/contact (a mentor's)",
        ],
    ),
    "the mentee, their guardian, their coordinators, the safeguarding lead": (
        "a hh yh yh yyyyhhhy yyhy rr r h",
        [
            "profiles: GET /people/{person_id} (a mentee's)",
            "profiles: GET /people/{person_id}/contact (a mentee's)",
            "profiles: GET /enrolments/{enrolment_id} (a mentee's)",
        ],
    ),
    "the mentor and their coordinators": (
        "a yh hh hh yyyhhhhy rrrr rr r h",
        [
            "profiles: PUT /people/{person_id} (a mentor's)",
            "profiles: PUT /people/{person_id}/contact (a mentor's)",
            "profiles: POST /people/{person_id}/leave (a mentor's)",
            "profiles: POST /people/{person_id}/erasure (a mentor's)",
        ],
    ),
    "the mentee, their guardian, and their coordinators": (
        "a hh yh yh yyyyhhhy rrrr rr r h",
        [
            "profiles: PUT /people/{person_id} (a mentee's)",
            "profiles: PUT /people/{person_id}/contact (a mentee's)",
            "profiles: POST /people/{person_id}/leave (a mentee's)",
            "profiles: POST /people/{person_id}/erasure (a mentee's)",
            "profiles: POST /enrolments",
        ],
    ),
    "coordinators of the programme or the mentee's school, never in their own case": (
        "a rr rr rr yyyyhhho rrrr rr r h",
        [
            "profiles: POST /people/{person_id}/assessments (a mentee's)",
            "profiles: POST /people/{person_id}/identity (a mentee's)",
            "profiles: PUT /enrolments/{enrolment_id} (a mentee's)",
            "profiles: POST /enrolments/{enrolment_id}/suspension (a mentee's)",
            "profiles: POST /enrolments/{enrolment_id}/suspension/end (a mentee's)",
            "profiles: POST /enrolments/{enrolment_id}/steps (a mentee's)",
            "profiles: POST /enrolments/{enrolment_id}/clearance (a mentee's)",
            "matching: POST /candidates/{enrolment_id}/search (a mentee's)",
            "matching: POST /pairs/{pair_id}/withdrawal",
            "matching: POST /pairs/{pair_id}/renewal",
            "scheduling: POST /sessions/{session_id}/correction",
        ],
    ),
    "a list: one's own enrolment, or those that one covers": (
        "a nn yn nn yyyynnny yyny rr r n",
        [
            "profiles: GET /enrolments",
        ],
    ),
    "the mentor, the programme's coordinators, the safeguarding lead": (
        "a yh hh hh yyyyhhhy yyhy rr r h",
        [
            "profiles: GET /enrolments/{enrolment_id} (a mentor's)",
        ],
    ),
    "coordinators of the programme, or of an organisation in it": (
        "a rr rr rr yyyyhhhy rrrr rr r h",
        [
            "profiles: PUT /enrolments/{enrolment_id} (a mentor's)",
            "profiles: POST /enrolments/{enrolment_id}/suspension (a mentor's)",
            "profiles: POST /enrolments/{enrolment_id}/suspension/end (a mentor's)",
            "matching: POST /pairs",
            "matching: POST /pairs/running",
        ],
    ),
    "the mentor, or a coordinator who says that it is their word": (
        "a yh hh hh yyyyhhhy rrrr rr r h",
        [
            "profiles: POST /enrolments/{enrolment_id}/pause (a mentor's)",
            "profiles: POST /enrolments/{enrolment_id}/resumption (a mentor's)",
            "profiles: POST /enrolments/{enrolment_id}/ending (a mentor's)",
            "profiles: POST /enrolments/{enrolment_id}/consents (a mentor's)",
            "profiles: POST /enrolments/{enrolment_id}/consents/withdrawal (a mentor's)",
            "profiles: POST /enrolments/{enrolment_id}/consents/objection (a mentor's)",
        ],
    ),
    "the mentee, their guardian, or a coordinator who says whose word it is": (
        "a hh yh yh yyyyhhho rrrr rr r h",
        [
            "profiles: POST /enrolments/{enrolment_id}/pause (a mentee's)",
            "profiles: POST /enrolments/{enrolment_id}/resumption (a mentee's)",
            "profiles: POST /enrolments/{enrolment_id}/ending (a mentee's)",
            "profiles: POST /enrolments/{enrolment_id}/consents (a mentee's)",
            "profiles: POST /enrolments/{enrolment_id}/consents/withdrawal (a mentee's)",
            "profiles: POST /enrolments/{enrolment_id}/consents/objection (a mentee's)",
        ],
    ),
    "who vets mentors: coordinators of the network or an association": (
        "a rr rr rr yyyohhhy rrrr rr r h",
        [
            "profiles: POST /enrolments/{enrolment_id}/steps (a mentor's)",
            "profiles: POST /enrolments/{enrolment_id}/clearance (a mentor's)",
        ],
    ),
    "a spreadsheet: coordinators of the programme, or of the organisation whose lines they are": (
        "a rr rr rr yynynnny rrrr rr r h",
        [
            "profiles: POST /imports",
        ],
    ),
    "a list: nominees, for coordinators who vet mentors": (
        "a rr rr rr yyyonyoy rrrr rr r n",
        [
            "profiles: GET /nominations",
        ],
    ),
    "the nominee, and coordinators who vet mentors": (
        "a hh rr rr yyyhhyhy rrrr rr r h",
        [
            "profiles: GET /nominations/{nomination_id}",
            "profiles: POST /nominations/{nomination_id}/confirmation",
            "profiles: POST /nominations/{nomination_id}/refusal",
        ],
    ),
    "everybody but operators": (
        "a yy yy yy yyyyyyyy yyyy yy r y",
        [
            "profiles: GET /skills",
            "profiles: GET /skills/search",
            "profiles: GET /territories",
        ],
    ),
    "a list: those who wait, for the programme's and the school's coordinators": (
        "a rr rr rr yyyynnny rrrr rr r h",
        [
            "matching: GET /programmes/{programme_id}/waiting",
        ],
    ),
    "whoever is proposed, and a minor's guardian": (
        "a yn yn yn rrrrrrrr rrrr rr r n",
        [
            "matching: GET /proposals",
        ],
    ),
    "the two, or a coordinator who says whose yes it is; a guardian declines, and does not accept": (
        "a yh yh oh yyyyhhho rrrr rr r h",
        [
            "matching: POST /pairs/{pair_id}/acceptance",
        ],
    ),
    "a pair's own people, or a coordinator who says whose word it is": (
        "a yh yh yh yyyyhhho rrrr rr r h",
        [
            "matching: POST /pairs/{pair_id}/decline",
            "matching: POST /pairs/{pair_id}/agreement/signature",
        ],
    ),
    "the two of a living pair and a minor's guardian": (
        "a yh yh yh rrrrrrrr rrrr rr r h",
        [
            "profiles: GET /pairs/{pair_id}/other",
        ],
    ),
    "coordinators of the programme as a whole, never in their own case": (
        "a rr rr rr yyyhhhho rrrr rr r h",
        [
            "matching: POST /exclusions",
            "matching: POST /exclusions/lift",
        ],
    ),
    "a list: pairs of a programme, for its coordinators and never one's own": (
        "a nn nn nn yyyynnnn rrrr rr r n",
        [
            "matching: GET /pairs",
        ],
    ),
    "a pair's own people and its coordinators": (
        "a yh yh yh yyyyhhhy rrrr rr r h",
        [
            "matching: GET /pairs/{pair_id}",
            "matching: POST /pairs/{pair_id}/pause",
            "matching: POST /pairs/{pair_id}/resumption",
            "matching: POST /pairs/{pair_id}/ending",
            "matching: POST /pairs/{pair_id}/ending/undo",
            "scheduling: GET /sessions/{session_id}",
            "scheduling: GET /pairs/{pair_id}/times",
            "scheduling: GET /pairs/{pair_id}/rhythm",
            "feedback: GET /pairs/{pair_id}/follow-up",
        ],
    ),
    "the two, or a coordinator who says whose word it is": (
        "a yh yh rr yyyyhhho rrrr rr r h",
        [
            "scheduling: POST /sessions",
            "scheduling: POST /sessions/{session_id}/booking",
            "scheduling: POST /sessions/{session_id}/move",
            "scheduling: POST /sessions/{session_id}/held",
            "scheduling: POST /sessions/{session_id}/missed",
            "feedback: POST /pairs/{pair_id}/feedback",
            "feedback: POST /pairs/{pair_id}/goals/{goal_id}/progress",
            "feedback: POST /pairs/{pair_id}/reflections",
        ],
    ),
    "the two and the pair's coordinators": (
        "a yh yh rr yyyyhhhy rrrr rr r h",
        [
            "scheduling: POST /sessions/{session_id}/cancellation",
        ],
    ),
    "a list: sessions of a programme, for its coordinators": (
        "a nn nn nn yyyynnny rrrr rr r n",
        [
            "scheduling: GET /sessions",
        ],
    ),
    "whoever may be in a pair, and coordinators: their own": (
        "a yy yy yy yyyyyyyy rrrr rr r y",
        [
            "scheduling: GET /agenda",
        ],
    ),
    "the two of any pair, and coordinators: their own": (
        "a yy yy rr yyyyyyyy rrrr rr r y",
        [
            "scheduling: POST /calendar",
            "scheduling: DELETE /calendar",
        ],
    ),
    "a list: pairs at risk, for their coordinators and never one's own": (
        "a rr rr rr yyyynnnn rrrr rr r n",
        [
            "feedback: GET /pairs/at-risk",
        ],
    ),
    "whoever is asked: their own": (
        "a yy yy yy rrrrrrrr rrrr rr r n",
        [
            "feedback: GET /check-ins",
        ],
    ),
    "the respondent alone, or a coordinator who says whose word it is": (
        "a hh yh hh yyyyhhho rrrr rr r h",
        [
            "feedback: POST /pairs/{pair_id}/check-ins/{check_in_id}/answer",
        ],
    ),
    "a concern about a pair: whoever has a part in it or coordinates it": (
        "a yh yh yh yyyyhhhy hhhy hh r h",
        [
            "feedback: POST /concerns",
        ],
    ),
    "a list: concerns, for the safeguarding lead, never one that concerns them": (
        "a rr rr rr rrrrrrrr yynn rr r n",
        [
            "feedback: GET /concerns",
        ],
    ),
    "the safeguarding lead, never a person concerned": (
        "a rr rr rr rrrrrrrr yyhh rr r h",
        [
            "feedback: GET /concerns/{concern_id}",
            "feedback: POST /concerns/{concern_id}/assignment",
            "feedback: POST /concerns/{concern_id}/resolution",
            "feedback: POST /concerns/{concern_id}/lift",
        ],
    ),
    "operators, who see ids only": (
        "a rr rr rr rrrrrrrr rrrr rr y y",
        [
            "profiles: GET /parked",
            "profiles: GET /rulings",
            "profiles: POST /parked/{lane:path}/release",
            "profiles: POST /parked/{lane:path}/{ruling}",
            "matching: GET /parked",
            "matching: GET /rulings",
            "matching: POST /parked/{lane:path}/release",
            "matching: POST /parked/{lane:path}/{ruling}",
            "scheduling: GET /parked",
            "scheduling: GET /rulings",
            "scheduling: POST /parked/{lane:path}/release",
            "scheduling: POST /parked/{lane:path}/{ruling}",
            "feedback: GET /parked",
            "feedback: GET /rulings",
            "feedback: POST /parked/{lane:path}/release",
            "feedback: POST /parked/{lane:path}/{ruling}",
        ],
    ),
}
DECLARED = {title: row.replace(" ", "") for row, titles in AUDIENCES.values() for title in titles}
