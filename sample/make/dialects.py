"""How each coordinator writes a spreadsheet: separators, encoding, dates, hours, phone numbers."""

from dataclasses import dataclass

from sample.make import headers, words


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """One coordinator's habits. `hour` and `date` are patterns; `phone` is what stands between pairs of digits."""

    headers: dict[str, str]
    encoding: str
    delimiter: str
    newline: str = "\r\n"
    language: str = "fr"
    skills: str = "fr"
    date: str = "%d/%m/%Y"
    between: str = ", "
    hour: str = "{h:02d}:{m:02d}"
    dash: str = "-"
    days: tuple[str, ...] = words.DAYS["fr"]
    phone: str | None = " "
    capitals: bool = False
    blank_lines: int = 0

    def words(self) -> words.Words:
        return words.EN if self.language == "en" else words.FR


TROIS_RIVIERES = Dialect(headers=headers.TROIS_RIVIERES, encoding="cp1252", delimiter=";", blank_lines=2)
GRAND_CHENE = Dialect(
    headers=headers.GRAND_CHENE,
    encoding="utf-8-sig",
    delimiter=",",
    language="en",
    skills="en",
    date="%Y-%m-%d",
    between=" | ",
    days=words.DAYS["en"],
    phone=None,
)
FORGES = Dialect(
    headers=headers.FORGES,
    encoding="utf-8",
    delimiter=";",
    skills="alias",
    hour="{h}h",
    phone=".",
    capitals=True,
)
COLLEGE = Dialect(
    headers=headers.COLLEGE,
    encoding="utf-8",
    delimiter=",",
    newline="\n",
    skills="id",
    date="%Y-%m-%d",
    between="|",
    phone="",
)
ASSOCIATION = Dialect(
    headers=headers.ASSOCIATION,
    encoding="cp1252",
    delimiter=";",
    hour="{h}h",
    dash="–",
    days=words.FULL_DAYS,
    blank_lines=1,
)
