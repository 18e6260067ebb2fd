"""What a round tells others of its numbers: none from 1 to 4, nor one that subtraction would find."""

from collections.abc import Sequence

from contracts.rounds import Certificate, Shortage, Totals

LEAST = 5


def count(number: int, *wholes: int) -> int:
    """The number, or 0 where it or what is left of a whole is from 1 to 4."""
    return 0 if any(0 < each < LEAST for each in (number, *(whole - number for whole in wholes))) else number


def found(totals: Totals, certificate: Certificate) -> tuple[Totals, Certificate]:
    """Without its pairs the score goes as well, and the bound that is near to it."""
    pairs = count(totals.pairs, totals.mentees, totals.places)
    public = Totals(
        mentees=count(totals.mentees),
        mentors=count(totals.mentors),
        places=count(totals.places),
        pairs=pairs,
        score=totals.score if pairs else 0,
        without=count(totals.without) if pairs == totals.pairs else 0,
        feasible=count(totals.feasible),
    )
    return public, certificate if pairs else certificate.model_copy(update={"bound": None})


def told(shortages: Sequence[Shortage], totals: Totals) -> tuple[Shortage, ...]:
    """`offered` below five reads 0. Of the territories of a skill one is left out where the others would tell of it."""
    wholes: dict[str | None, tuple[int, int]] = {None: (totals.mentees, totals.places)}
    wholes |= {each.skill: (each.wanted, each.offered) for each in shortages if each.territory is None and each.skill}
    left_out, blurred = [], [each for each in shortages if each.offered < LEAST]
    for skill, (wanted, offered) in wholes.items():
        parts = sorted((e for e in shortages if e.skill == skill and e.territory), key=lambda each: each.wanted)
        if parts and 0 < wanted - sum(each.wanted for each in parts) < LEAST:
            left_out.append(parts.pop(0))
        shown = sorted((each for each in parts if each not in blurred), key=lambda each: each.offered)
        if shown and 0 < offered - sum(each.offered for each in shown) < LEAST:
            blurred.append(shown[0])
    coarse = (each.model_copy(update={"offered": 0}) if each in blurred else each for each in shortages)
    return tuple(new for each, new in zip(shortages, coarse, strict=True) if each not in left_out)
