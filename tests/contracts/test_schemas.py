"""What is committed is what the classes say, and nothing that goes out breaks a reader or a writer."""

from pathlib import Path
from typing import Annotated, Any, ClassVar

import pytest
from pydantic import Field, create_model

from contracts import export
from contracts.codes import Codes
from contracts.compatibility import breaks
from contracts.event import Event
from contracts.organisations import ORGANISATIONS
from contracts.wire import Schema, schema
from contracts.words import Part

COMMITTED = Path(export.__file__).parent


def test_committed_documents_are_those_that_would_be_written() -> None:
    stale = [
        path for path, new in export.generated().items() if (COMMITTED / path).read_text("utf-8") != export.text(new)
    ]
    assert not stale, "run `make schemas`"


def test_the_catalogue_breaks_nothing_that_is_committed() -> None:
    assert export.broken(export.generated()) == []


def test_a_breaking_change_is_never_written_over_a_committed_schema(tmp_path: Path) -> None:
    export.write(tmp_path)
    documents = export.generated()
    del documents["schemas/PairExpired.v1.schema.json"]
    documents["schemas/PairEnded.v1.schema.json"]["required"].append("novelty")
    assert export.broken(documents, tmp_path) == [
        "PairEnded: novelty: newly required, old writers do not send it",
        "PairExpired: removed, and somebody may still read it",
    ]


def test_two_exports_are_alike_to_the_byte(tmp_path: Path) -> None:
    for turn in ("one", "two"):
        export.write(tmp_path / turn)
    for path in (tmp_path / "one").rglob("*.json"):
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


class Wheel(Part):
    size: int = Field(ge=1, le=9, description="Size.")


BEFORE: dict[str, Any] = {
    "colour": (Annotated[str, Codes("red", "blue")], Field(description="Colour.")),
    "wheels": (tuple[Wheel, ...], Field(description="Wheels.")),
    "weight": (int, Field(ge=0, le=100, description="Weight.")),
    "owner": (str | None, Field(default=None, pattern="^[a-z]+$", description="Owner.")),
}


def cart(**changes: Any) -> Schema:
    fields = {name: field for name, field in (BEFORE | changes).items() if field is not None}
    kind = create_model("CartSeen", __base__=Seen, __doc__="A cart.", **fields)
    return schema(kind)


class Seen(Event):
    """Something was seen."""

    stream: ClassVar[Any] = ORGANISATIONS.model_copy(update={"name": "tests.carts.v1"})


class WiderWheel(Part):
    size: int = Field(ge=1, le=12, description="Size.")


class NewWheel(Part):
    size: int = Field(ge=1, le=9, description="Size.")
    spokes: int = Field(default=0, description="Spokes.")


class SquareWheel(Part):
    size: int = Field(ge=1, le=9, description="Size.")
    corners: int = Field(description="Corners.")


@pytest.mark.parametrize(
    "change",
    [
        {"bell": (bool, Field(default=False, description="Whether it has a bell."))},
        {"colour": (Annotated[str, Codes("red", "blue", "green")], Field(description="Colour."))},
        {"weight": (int, Field(ge=0, le=100, description="Weight in kilogrammes."))},
        {"wheels": (tuple[NewWheel, ...], Field(description="Wheels."))},
    ],
    ids=["a defaulted field", "a code of an open list", "another description", "a defaulted field of a part"],
)
def test_a_harmless_change_passes(change: dict[str, Any]) -> None:
    assert breaks(cart(), cart(**change)) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"owner": None}, "owner: removed"),
        ({"bell": (bool, Field(description="Bell."))}, "bell: newly required"),
        ({"weight": (str, Field(description="Weight."))}, "weight: type changed"),
        ({"weight": (int, Field(ge=0, le=50, description="Weight."))}, "weight: maximum changed"),
        ({"weight": (int, Field(ge=5, le=100, description="Weight."))}, "weight: minimum changed"),
        ({"weight": (int, Field(ge=0, description="Weight."))}, "weight: maximum changed"),
        ({"weight": (int, Field(default=1, ge=0, le=100, description="Weight."))}, "weight: no longer required"),
        ({"weight": (int | None, Field(ge=0, le=100, description="Weight."))}, "weight: type changed"),
        ({"owner": (str, Field(default="x", pattern="^[a-z]+$", description="O."))}, "owner: type changed"),
        (
            {"owner": (str | None, Field(default=None, pattern="^[a-z]{9}$", description="O."))},
            "owner: pattern changed",
        ),
        ({"owner": (str | None, Field(default="us", pattern="^[a-z]+$", description="O."))}, "owner: default changed"),
        ({"colour": (Annotated[str, Codes("red")], Field(description="Colour."))}, "colour: code blue removed"),
        ({"colour": (str, Field(description="Colour."))}, "colour: an open list was closed"),
        ({"wheels": (tuple[WiderWheel, ...], Field(description="Wheels."))}, "wheels[].size: maximum changed"),
        ({"wheels": (tuple[SquareWheel, ...], Field(description="Wheels."))}, "wheels[].corners: newly required"),
    ],
)
def test_a_breaking_change_is_found_and_said(change: dict[str, Any], words: str) -> None:
    assert any(words in found for found in breaks(cart(), cart(**change)))


def test_a_type_that_moves_to_another_stream_breaks() -> None:
    assert breaks(cart(), cart() | {"x-stream": "tests.barrows.v1"})
