"""Open lists of codes: a code that is not known here reads as `other`."""

from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

OTHER = "other"


@dataclass(frozen=True, init=False)
class Codes:
    """Marks a text as one of these codes: `Mode = Annotated[str, Codes("in-person", "online", "phone")]`.

    Read from JSON, an unknown code becomes `other`: the list may grow. Written in Python (a decision, the body of an
    HTTP command), an unknown code is a mistake and is refused.
    """

    known: tuple[str, ...]

    def __init__(self, *known: str) -> None:
        object.__setattr__(self, "known", (*(code for code in known if code != OTHER), OTHER))

    def read(self, code: str) -> str:
        return code if code in self.known else OTHER

    def write(self, code: str) -> str:
        if code not in self.known:
            raise PydanticCustomError("unknown_code", "None of: {known}", {"known": ", ".join(self.known)})
        return code

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.str_schema()
        return core_schema.json_or_python_schema(
            json_schema=core_schema.no_info_after_validator_function(self.read, text),
            python_schema=core_schema.no_info_after_validator_function(self.write, text),
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "enum": list(self.known), "x-open": True}
