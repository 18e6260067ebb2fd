"""Why an event of a partner's could not be read: stable codes, and their words in two languages."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, NamedTuple

from pydantic import Field

from contracts.codes import Codes


class Words(NamedTuple):
    """The same sentence in two languages."""

    fr: str
    en: str


REJECTIONS: Mapping[str, Words] = MappingProxyType(
    {
        "missing-header": Words(
            "Un en-tête obligatoire manque ; ajoutez-le et publiez à nouveau.",
            "A required header is missing; add it and publish again.",
        ),
        "bad-header": Words(
            "Un en-tête est illisible ; corrigez-le et publiez à nouveau.",
            "A header cannot be read; put it right and publish again.",
        ),
        "wrong-source": Words(
            "Cette source n'est pas la vôtre ; utilisez celle qui vous a été donnée.",
            "This source is not yours; use the one that you were given.",
        ),
        "wrong-key": Words(
            "La clé du message doit être égale à ce_subject.",
            "The record's key must equal ce_subject.",
        ),
        "unknown-type": Words(
            "Ce type d'événement n'est pas accepté ici ; voyez la liste des types.",
            "This type of event is not taken here; see the list of types.",
        ),
        "not-json": Words(
            "Le corps n'est pas un objet JSON en UTF-8.",
            "The body is not a JSON object in UTF-8.",
        ),
        "too-large": Words(
            "L'événement dépasse 64 Kio.",
            "The event is larger than 64 KiB.",
        ),
        "missing-field": Words(
            "Un champ obligatoire manque ; ajoutez-le et publiez à nouveau.",
            "A required field is missing; add it and publish again.",
        ),
        "bad-field": Words(
            "Un champ n'a pas la forme attendue ; voyez le schéma.",
            "A field has not the form expected; see the schema.",
        ),
        "no-way-to-reach": Words(
            "Il faut une adresse électronique ou un numéro de téléphone.",
            "An e-mail address or a phone number is needed.",
        ),
        "unknown-programme": Words(
            "Ce programme n'existe pas ; vérifiez son identifiant.",
            "This programme does not exist; check its id.",
        ),
    }
)
RejectionCode = Annotated[str, Codes(*REJECTIONS), Field(description="What is wrong with its form; a stable code.")]


class Rejection(NamedTuple):
    """What is wrong with an event's form; never its content."""

    code: str
    field: str | None


HEADERS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("ce_source", "not-yours"): "wrong-source",
        ("ce_subject", "not-the-key"): "wrong-key",
        ("ce_type", "unknown"): "unknown-type",
    }
)


def rejection(field: str, fault: str) -> Rejection:
    """The rejection for a fault: of a header (`Malformed`) or of a field of the body (a type of pydantic's errors)."""
    if field.startswith("ce_") or field == "content-type":
        otherwise = "missing-header" if fault == "missing" else "bad-header"
        return Rejection(HEADERS.get((field, fault), otherwise), field)
    if fault == "too-large":
        return Rejection("too-large", None)
    if fault == "unreachable":
        return Rejection("no-way-to-reach", None)
    if field in ("", "body"):
        return Rejection("not-json", None)
    return Rejection("missing-field" if fault == "missing" else "bad-field", field)
