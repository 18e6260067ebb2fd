"""What a company's engineer needs: the receipts' codes and their words, and one complete document."""

import json
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from contracts.asyncapi import everything, for_partners
from contracts.envelope import text_headers
from contracts.partners import INBOUND, EventAccepted, EventRejected, MentorNominated
from contracts.rejections import REJECTIONS, rejection
from contracts.specimen import specimen

README = (Path(__file__).parents[2] / "contracts" / "README.md").read_text("utf-8")


def receipt(**more: object) -> dict[str, object]:
    return {"partner": "acier", "ce_id": "1", "partition": 0, "offset": 7, "received_at": "2026-10-01T08:00:00Z"} | more


def test_a_receipt_goes_to_the_partner_whose_event_it_is_about() -> None:
    assert EventAccepted.model_validate(receipt()).stream_name == "partners.acier.receipts.v1"
    assert INBOUND.of("acier").name == "partners.acier.inbound.v1"


@pytest.mark.parametrize("name", ["", "../secrets", "Acier", "a.b", "a_b", "a\n"])
def test_a_partner_name_cannot_lead_to_another_stream(name: str) -> None:
    with pytest.raises(ValidationError):
        EventAccepted.model_validate(receipt(partner=name))


def test_received_has_the_same_words_for_everybody() -> None:
    one, other = (EventAccepted.model_validate(receipt(ce_id=ce_id)) for ce_id in ("1", "2"))
    assert (one.words_fr, one.words_en) == (other.words_fr, other.words_en)
    assert set(EventAccepted.model_fields) == {*receipt(), "words_fr", "words_en"}


def test_a_nominee_must_be_reachable() -> None:
    data = specimen(MentorNominated, full=True)["data"]
    with pytest.raises(ValidationError) as caught:
        MentorNominated.model_validate_json(json.dumps(data | {"email": None, "phone": None}))
    assert rejection("body", caught.value.errors()[0]["type"]).code == "no-way-to-reach"


@pytest.mark.parametrize(
    ("field", "fault", "expected"),
    [
        ("ce_id", "missing", ("missing-header", "ce_id")),
        ("ce_time", "not-a-time", ("bad-header", "ce_time")),
        ("ce_source", "not-yours", ("wrong-source", "ce_source")),
        ("ce_subject", "not-the-key", ("wrong-key", "ce_subject")),
        ("ce_type", "unknown", ("unknown-type", "ce_type")),
        ("body", "missing", ("not-json", None)),
        ("body", "json_invalid", ("not-json", None)),
        ("body", "too-large", ("too-large", None)),
        ("family_name", "missing", ("missing-field", "family_name")),
        ("agreed.on", "date_from_datetime_parsing", ("bad-field", "agreed.on")),
    ],
)
def test_a_fault_becomes_a_stable_code(field: str, fault: str, expected: tuple[str, str | None]) -> None:
    code, where = rejection(field, fault)
    assert (code, where) == expected
    words = REJECTIONS[code]
    EventRejected.model_validate(receipt(code=code, field=where, words_fr=words.fr, words_en=words.en))


@pytest.mark.parametrize("code", REJECTIONS)
def test_every_rejection_is_explained_to_partners(code: str) -> None:
    assert f"`{code}`" in README and REJECTIONS[code].en in README


def test_the_code_in_the_readme_names_only_what_exists() -> None:
    known = set(specimen(MentorNominated, full=True)["data"])
    body = re.search(r"```json\n(.*?)```", README, re.S)
    assert body
    assert set(json.loads(body[1])) <= known
    MentorNominated.model_validate_json(body[1])


def test_the_partners_document_is_complete_in_itself_and_shows_nothing_else() -> None:
    document = for_partners()
    assert set(document["channels"]) == {"partners.inbound.v1", "partners.receipts.v1"}
    text = json.dumps(document)
    assert "PairFormed" not in text and "./schemas" not in text
    for ref in set(re.findall(r'"\$ref": "#/([^"]+)"', text)):
        node = document
        for part in ref.split("/"):
            node = node[part]


def test_references_of_the_whole_document_lead_somewhere() -> None:
    text = json.dumps(everything())
    here = Path(__file__).parents[2] / "contracts"
    assert all((here / ref).exists() for ref in re.findall(r'"\$ref": "\./([^"]+)"', text))


def test_headers_that_are_null_or_not_text_count_as_absent() -> None:
    assert text_headers([("ce_id", None), ("ce_type", b"\xff"), ("ce_source", b"/x")]) == {"ce_source": "/x"}
