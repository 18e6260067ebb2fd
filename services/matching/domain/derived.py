"""Ids that follow from what they stand for, so that a step done twice makes the same thing."""

from hashlib import sha256


def derived(*parts: str) -> str:
    """The same parts, the same id."""
    return sha256(" ".join(parts).encode()).hexdigest()[:32]
