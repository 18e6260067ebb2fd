"""Spreadsheets of pairs that run already, before anything is sent."""

import httpx
import pytest

from relais.complaint import BadInput, Complaint
from relais.running_pairs import Wanted, send, table

HEADER = "Élève;Établissement;Réf. mentor;Association;Depuis;Fin;Accompagnement\n"
KNOWN = {
    "/organisations": [{"organisation_id": "o1", "reference": "lycee"}, {"organisation_id": "o2", "reference": "asso"}],
    "/programmes": [{"programme_id": "p1", "reference": "avenir", "last_day": "2027-07-02"}],
    "/enrolments": [
        {"person_id": "mia", "role": "mentee", "enrolment_id": "mia-1"},
        {"person_id": "paul", "role": "mentor", "enrolment_id": "paul-1"},
    ],
    "/people": [],
}
PEOPLE = {"o1/e1": "mia", "o2/m1": "paul"}


class Desk:
    """Profiles and matching, as far as this needs them."""

    def __init__(self) -> None:
        self.forms: list[bytes] = []
        self.answer = httpx.Response(201, json={})

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/pairs/running":
            self.forms.append(request.content)
            return self.answer
        if request.url.path == "/people":
            found = PEOPLE.get(request.url.params["reference"])
            return httpx.Response(200, json=[{"person_id": found}] if found else [])
        return httpx.Response(200, json=KNOWN[request.url.path])


@pytest.fixture
def desk() -> Desk:
    return Desk()


def sent(desk: Desk, text: str, wanted: Wanted = Wanted("avenir", None, dry_run=False)) -> tuple[int, list[str]]:
    pairs = table(text.encode())
    assert pairs
    client = httpx.Client(transport=httpx.MockTransport(desk), base_url="http://desk")
    taken, refused = send(client, client, pairs, wanted)
    return taken, [f"{each.line} {each.column}: {each.reason}" for each in refused]


def test_a_file_of_people_is_none_of_pairs() -> None:
    assert table("Nom;Prénom;Rôle\n".encode()) is None


def test_a_file_without_first_days_is_refused_as_a_whole() -> None:
    with pytest.raises(BadInput, match="first day"):
        table(b"mentee;mentor\na;b\n")


def test_a_good_line_goes_in_until_the_programmes_last_day_where_it_names_none(desk: Desk) -> None:
    assert sent(desk, HEADER + "e1;lycee;m1;asso;02/03/2026;;Soutien scolaire\n") == (1, [])
    assert desk.forms == [
        b'{"ends_on":"2027-07-02","starts_on":"2026-03-02","support":"schoolwork","mentee":"mia-1","mentor":"paul-1"}'
    ]


def test_each_wrong_line_is_told_by_number_column_and_reason_and_the_others_go_in(desk: Desk) -> None:
    lines = [
        "e1;lycee;m1;asso;hier;;",
        "e1;ecole;m1;asso;02/03/2026;;",
        "e9;lycee;m1;asso;02/03/2026;;",
        "e1;lycee;;asso;02/03/2026;;",
        "e1;lycee;m1;asso;02/03/2026;;",
    ]
    assert sent(desk, HEADER + "\n".join(lines) + "\n") == (
        1,
        [
            "2 Depuis: not-a-day",
            "3 Établissement: unknown-organisation",
            "4 mentee: not-enrolled",
            "5 Réf. mentor: missing",
        ],
    )


def test_what_matching_refuses_is_told_in_its_words(desk: Desk) -> None:
    desk.answer = httpx.Response(409, json={"code": "no-place-free", "detail": "All places are taken."})
    assert sent(desk, HEADER + "e1;lycee;m1;asso;02/03/2026;;\n") == (0, ["2 None: no-place-free"])


def test_a_dry_run_sends_nothing(desk: Desk) -> None:
    assert sent(desk, HEADER + "e1;lycee;m1;asso;02/03/2026;;\n", Wanted(None, None, dry_run=True)) == (0, [])
    assert desk.forms == []


def test_an_organisation_that_is_not_known_is_one_complaint(desk: Desk) -> None:
    with pytest.raises(Complaint, match="no organisation"):
        sent(desk, HEADER, Wanted(None, "nowhere", dry_run=False))
