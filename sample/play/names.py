"""Pseudonyms, made of ids alone: nobody is called by the name that a spreadsheet gives."""

import hashlib

# fmt: off
RIVERS = (
    "Aisne", "Albe", "Allier", "Blies", "Chiers", "Drôme", "Eure", "Fensch", "Isère", "Lorne", "Loue", "Madon",
    "Marne", "Meurthe", "Moselle", "Mouzon", "Nied", "Orne", "Ornain", "Rhône", "Rupt", "Saône", "Sarre", "Seille",
    "Semois", "Vair", "Vezouze", "Vienne", "Yonne", "Zorn",
)
BIRDS = (
    "Alouette", "Bouvreuil", "Bruant", "Chardonneret", "Cigogne", "Colombe", "Fauvette", "Geai", "Gobemouche",
    "Grive", "Héron", "Hirondelle", "Huppe", "Linotte", "Loriot", "Martinet", "Merle", "Mésange", "Milan",
    "Moineau", "Pinson", "Pipit", "Pivert", "Rossignol", "Rougegorge", "Sarcelle", "Sittelle", "Tarin",
    "Tourterelle", "Verdier",
)
# fmt: on


class Names:
    """`Mme Lorne-12` for an adult, `Mésange-40` for a student; the same id always has the same one."""

    def __init__(self) -> None:
        self._by_id: dict[str, str] = {}
        self._taken: set[str] = set()

    def meet(self, person: str, role: str) -> str:
        """Give somebody who joins a pseudonym."""
        return self.student(person) if role == "mentee" else self.adult(person)

    def student(self, person: str) -> str:
        return self._named(person, BIRDS, "")

    def adult(self, person: str) -> str:
        return self._named(person, RIVERS, "Mme " if _number(person) % 2 else "M. ")

    def __getitem__(self, person: str) -> str:
        return self._by_id.get(person) or self.adult(person)

    def _named(self, person: str, words: tuple[str, ...], title: str) -> str:
        if person not in self._by_id:
            number = _number(person)
            word, number = words[number // 2 % len(words)], number // 128 % 100
            while f"{word}-{number}" in self._taken:
                number += 1
            self._taken.add(f"{word}-{number}")
            self._by_id[person] = f"{title}{word}-{number}"
        return self._by_id[person]


def _number(person: str) -> int:
    return int.from_bytes(hashlib.sha256(person.encode()).digest()[:6])
