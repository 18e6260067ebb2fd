"""The histogram of scores, as a drawing and as rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from services.matching.engine.edges import Ints

BARS_AT_MOST = 16
WIDTH, HEIGHT, FOOT, HEAD = 640, 220, 24, 18  # in the drawing's own units


@dataclass(frozen=True, slots=True)
class Bar:
    """How many pairs have a score from `least` to `most`, both included."""

    least: int
    most: int
    pairs: int


def bars(scores: Ints) -> list[Bar]:
    """At most 16 of one width, 1, 2 or 5 times a power of ten; empty ones in between are kept."""
    if not len(scores):
        return []
    least, most = int(scores.min()), int(scores.max())
    width = next(width for width in _widths() if most // width - least // width < BARS_AT_MOST)
    counts = np.bincount(scores // width - least // width)
    first = least // width * width
    return [Bar(first + at * width, first + (at + 1) * width - 1, count) for at, count in enumerate(counts.tolist())]


def _widths() -> list[int]:
    return [factor * 10**power for power in range(19) for factor in (1, 2, 5)]


def drawing(found: Sequence[Bar], title: str, text: str) -> str:
    """An SVG; `text` says in words what it shows."""
    step, tallest = WIDTH / len(found), max(bar.pairs for bar in found)
    columns = "".join(_column(bar, at * step, step, tallest) for at, bar in enumerate(found))
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="drawn drawn-text">'
        f'<title id="drawn">{escape(title)}</title><desc id="drawn-text">{escape(text)}</desc>{columns}'
        f'<line x1="0" y1="{HEIGHT - FOOT}" x2="{WIDTH}" y2="{HEIGHT - FOOT}" class="axis"/></svg>'
    )


def _column(bar: Bar, left: float, step: float, tallest: int) -> str:
    height = (HEIGHT - FOOT - HEAD) * bar.pairs / tallest
    top, middle = HEIGHT - FOOT - height, left + step / 2
    count = f'<text x="{middle:.1f}" y="{top - 4:.1f}">{bar.pairs}</text>' if bar.pairs else ""
    return (
        f'<rect x="{left + 2:.1f}" y="{top:.1f}" width="{step - 4:.1f}" height="{height:.1f}"/>{count}'
        f'<text x="{left + 2:.1f}" y="{HEIGHT - 6}" class="foot">{bar.least}</text>'
    )
