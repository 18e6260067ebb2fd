"""Pieces of a page: tables, notes and bars that print, and that a screen reader can read out."""

from collections.abc import Iterable, Sequence
from html import escape


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[int] = ()) -> str:
    """The first cell of a row is its head. `numbers` are the columns to be set flush right."""
    right = set(numbers)
    top = "".join(f'<th scope="col"{_side(at, right)}>{escape(head)}</th>' for at, head in enumerate(heads))
    body = "".join(f"<tr>{_cells(row, right)}</tr>\n" for row in rows)
    return (
        f"<table><caption>{escape(caption)}</caption>\n<thead><tr>{top}</tr></thead>\n<tbody>\n{body}</tbody></table>"
    )


def _cells(row: Sequence[str], right: set[int]) -> str:
    head, *others = row
    first = f'<th scope="row"{_side(0, right)}>{escape(head)}</th>'
    return first + "".join(f"<td{_side(at, right)}>{escape(cell)}</td>" for at, cell in enumerate(others, start=1))


def _side(column: int, right: set[int]) -> str:
    return ' class="number"' if column in right else ""


def section(id: str, title: str, *parts: str) -> str:
    """`parts` are markup; the title is text."""
    inner = "\n".join(part for part in parts if part)
    return f'<section aria-labelledby="{id}">\n<h2 id="{id}">{escape(title)}</h2>\n{inner}\n</section>'


def paragraph(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def figures(pairs: Iterable[tuple[str, str]]) -> str:
    """Names with their numbers, large."""
    inner = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(number)}</dd></div>" for name, number in pairs)
    return f'<dl class="figures">{inner}</dl>'


def bullets(texts: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"
