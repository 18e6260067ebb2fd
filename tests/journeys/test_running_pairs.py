"""A network that starts in the middle of life: its pairs have met for months."""

from datetime import timedelta

from httpx import Client

from contracts.followups import FOLLOWUPS
from contracts.pairs import PAIRS
from relais import running_pairs
from relais.running_pairs import Wanted
from tests.journeys.network import Network
from tests.journeys.town import Town
from tests.processes import eventually


def test_running_pairs_come_in_from_a_spreadsheet_with_nothing_proposed_and_nothing_overdue(network: Network) -> None:
    town = Town(network, "running")
    mentor, mentee = town.mentor("ada"), town.mentee("ben")
    since, today = network.today() - timedelta(days=120), network.today()
    file = f"Élève;Réf. mentor;Depuis;Accord signé le\nben;ada;{since:%d/%m/%Y};{since:%d/%m/%Y}\nzoe;ada;{since};\n"
    pairs = running_pairs.table(file.encode())
    assert pairs
    profiles, matching = (
        Client(base_url=network.workers[service].http.base_url, headers=town.coordinator.headers, timeout=30)
        for service in ("profiles", "matching")
    )
    wanted = Wanted(f"programme-{town.name}", f"school-{town.name}", dry_run=False)
    taken, refused = running_pairs.send(profiles, matching, pairs, wanted)
    assert taken == 1
    assert [(each.line, each.column, each.reason) for each in refused] == [(3, "mentee", "not-enrolled")]
    assert running_pairs.send(profiles, matching, pairs, wanted) == (taken, refused)

    [pair] = [each for each in town.coordinator.get("matching", "/pairs", programme=town.programme)]
    assert (pair["status"], pair["starts_on"]) == ("formed", str(since))
    assert network.told_of(PAIRS, pair["pair_id"]) == ["PairFormed", "AgreementSigned", "AgreementSigned"]
    eventually(lambda: town.places_taken(mentor) == [pair["pair_id"]])
    eventually(lambda: network.raw("feedback", "follow_ups", pair["pair_id"]))
    moments = network.raw("feedback", "follow_ups", pair["pair_id"])["state"]["moments"]
    assert moments and all(moment["at"][:10] >= str(today) for moment in moments)
    told = [kind for subject, _, kind, _ in network.told(FOLLOWUPS) if subject == pair["pair_id"]]
    assert "CheckInOverdue" not in told
    town.met(pair["pair_id"], mentor, days_ago=1)
    assert mentee.me.get("matching", f"/pairs/{pair['pair_id']}")["status"] == "formed"
