"""Numbers for people who come and go; that of somebody who left is given again."""

from collections.abc import Iterator


class Unknown(LookupError):
    """Nobody of this id is in the live pool, or the pair is not what the event says."""


class Numbers:
    def __init__(self) -> None:
        self._of: dict[str, int] = {}
        self._ids: list[str | None] = []
        self._free: list[int] = []

    def __contains__(self, id: str) -> bool:
        return id in self._of

    def __len__(self) -> int:
        return len(self._of)

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return iter(self._of.items())

    def of(self, id: str) -> int:
        if id not in self._of:
            raise Unknown(f"{id} is not in the live pool")
        return self._of[id]

    def id(self, number: int) -> str:
        found = self._ids[number]
        if found is None:
            raise Unknown(f"nobody has number {number}")
        return found

    def new(self, id: str) -> int:
        """Raises ValueError for an id that is here already."""
        if id in self._of:
            raise ValueError(f"{id} is in the live pool already")
        number = self._free.pop() if self._free else len(self._ids)
        if number == len(self._ids):
            self._ids.append(id)
        self._ids[number] = id
        self._of[id] = number
        return number

    def forget(self, id: str) -> None:
        number = self._of.pop(id)
        self._ids[number] = None
        self._free.append(number)
