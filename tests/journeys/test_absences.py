"""A referent is away for some weeks: the deputy answers for the pairs, and then the referent again."""

from datetime import timedelta
from typing import Any

from contracts.followups import FOLLOWUPS
from contracts.pairs import PAIRS
from contracts.stream import Stream
from tests.journeys.network import Network
from tests.journeys.town import Town
from tests.processes import eventually

AWAY = timedelta(days=60)
CADENCE = {"days": 14, "minutes": 60}  # four weeks without a meeting are a silence


def bodies(network: Network, stream: Stream, subject: str, kind: str) -> list[Any]:
    """What was told of one aggregate, each event once."""
    found = {id: body for key, id, type, body in network.told(stream) if (key, type) == (subject, kind)}
    return list(found.values())


def test_while_the_referent_is_away_silence_asks_the_deputy_and_then_the_referent_again(network: Network) -> None:
    town = Town(network, "away", cadence=CADENCE)
    referent, deputy = f"referent-{town.name}", f"deputy-{town.name}"
    outline = town.outline() | {"referents": [{"referent": referent, "deputy": deputy}]}
    town.coordinator.put("profiles", f"/programmes/{town.programme}", outline)
    mentor, mentee = town.mentor("ada"), town.mentee("ben")
    pair_id = town.pair(mentor, mentee)
    town.met(pair_id, mentor, days_ago=0)

    # said by themselves, who coordinate something else; nobody else may, and not everybody reads it
    elsewhere = {"role": "coordinator", "organisations": ["elsewhere"]}
    own, other = (network.by(elsewhere, person=each) for each in (referent, deputy))
    path = f"/programmes/{town.programme}/referents/{referent}/absence"
    days = {"first_day": str(network.today()), "last_day": str(network.today() + AWAY)}
    other.put("profiles", path, days, expect=404)
    assert own.put("profiles", path, days)["begun"]
    assert "absences" not in mentor.me.get("profiles", f"/programmes/{town.programme}")

    def asked(number: int) -> list[str]:
        told = eventually(lambda: bodies(network, FOLLOWUPS, pair_id, "PairSilent")[number - 1 :], 60)
        return [each["whom"] for each in told[0]["asks"]]

    eventually(lambda: network.raw("feedback", "follow_ups", pair_id)["state"]["referent"] == deputy)
    assert asked(1) == [deputy]
    assert town.at_risk(pair_id, "silent")["referent"] == deputy
    eventually(lambda: town.pair_of(pair_id)["referent"] == referent, 60)
    town.met(pair_id, mentor, days_ago=1)
    assert asked(2) == [referent]

    changes = bodies(network, PAIRS, pair_id, "ReferentChanged")
    assert [(each["referent"], each["acting"]) for each in changes] == [(deputy, True), (referent, False)]
    assert town.coordinator.get("profiles", path) is None
