"""The report: one page that needs nothing else, for whoever has to explain the matching to others."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

import numpy as np

from relais.matching.histogram import bars, drawing
from relais.matching.markup import bullets, figures, paragraph, section, table
from relais.words import MATCHING, Words, words
from services.matching.engine.edges import Ints

REFUSED_AT_MOST = 500


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A student without a mentor: as the file calls them, the line, why, and the smallest change that would help."""

    reference: str
    line: int
    why: str
    change: str


@dataclass(frozen=True, slots=True)
class Report:
    """What the page tells. `facts` are those of `--json`; rows of tables are texts, ready to be read.

    `left_out` may be cut: how many there are follows from `facts`.
    """

    lang: str
    origin: tuple[str, str]
    policy: str
    bonus: int
    facts: dict[str, Any]
    scores: Ints
    left_out: Sequence[LeftOut]
    shortages: Sequence[Sequence[str]]
    policies: Sequence[Sequence[str]]
    groups: Sequence[Sequence[str]]
    refused: Sequence[str]


def page(report: Report) -> str:
    """HTML without a single address in it."""
    say = words(report.lang, MATCHING)
    parts = (_totals, _proof, _scores, _left_out, _shortages, _policies, _refused)
    students, mentors = report.origin
    template = files("relais.matching").joinpath("report.html").read_text("utf-8")
    return Template(template).substitute(
        lang=report.lang,
        title=escape(say("report-title")),
        origin=escape(say("report-origin", students=students, mentors=mentors)),
        sections="\n".join(part(report, say) for part in parts),
        footer=escape(say("report-footer")),
    )


def _totals(report: Report, say: Words) -> str:
    facts, told = report.facts, partial(map, say.fact)
    names = ("students", "mentors", "places", "matched", "left-out", "priority", "score")
    without = facts["students"] - facts["matched"]
    numbers = (facts["students"], facts["mentors"], facts["places"], facts["matched"], without)
    first = f"{say.fact(facts['priority_matched'])} / {say.fact(facts['priority'])}"
    shown = (*told(numbers), first, say.fact(facts["score"]))
    return section(
        "totals",
        say("report-totals"),
        figures(zip((say(f"figure-{name}") for name in names), shown, strict=True)),
        paragraph(say(f"report-policy-{report.policy}", bonus=report.bonus)),
    )


def _proof(report: Report, say: Words) -> str:
    facts = report.facts
    counted = {name: facts[name] for name in ("students", "mentors", "feasible_pairs")}
    return section(
        "proof",
        say("report-proof"),
        paragraph(say("report-proved", possible=facts["students"] * facts["mentors"], **counted), "good"),
        paragraph(say("report-how-proved")),
        paragraph(say("report-bound", **{name: facts["objective"][name] for name in ("value", "bound")}), "soft"),
    )


def _scores(report: Report, say: Words) -> str:
    found = bars(report.scores)
    if not found:
        return ""
    median = int(np.median(report.scores))
    spread = {"least": int(report.scores.min()), "most": int(report.scores.max()), "median": median}
    rows = [(f"{say.fact(bar.least)}–{say.fact(bar.most)}", say.fact(bar.pairs)) for bar in found]
    text = say("report-spread", **spread)
    heads = (say("head-points"), say("head-pairs"))
    return section(
        "scores",
        say("report-scores"),
        paragraph(say("report-points")),
        paragraph(text),
        drawing(found, say("report-scores"), text),
        table(say("report-scores-table"), heads, rows, (1,)),
    )


def _left_out(report: Report, say: Words) -> str:
    number = report.facts["students"] - report.facts["matched"]
    heads = [say(f"head-{name}") for name in ("student", "line", "why", "change")]
    rows = [(each.reference or "–", str(each.line), each.why, each.change) for each in report.left_out]
    more = number - len(rows)
    return section(
        "left-out",
        say("report-left-out"),
        paragraph(say.count("report-waiting", number)),
        table(say("report-left-out-table"), heads, rows, (1,)) if rows else "",
        paragraph(say.count("report-cut", more), "soft") if more else "",
    )


def _shortages(report: Report, say: Words) -> str:
    heads = [say(f"head-{name}") for name in ("skill", "territory", "wanted", "offered", "worth")]
    found = table(say("report-shortages-table"), heads, report.shortages, (2, 3)) if report.shortages else ""
    text = say("report-shortages-text" if report.shortages else "report-no-shortages")
    return section("shortages", say("report-shortages"), paragraph(text), found)


def _policies(report: Report, say: Words) -> str:
    heads = [say(f"head-{name}") for name in ("policy", "matched", "priority", "others", "score", "cost")]
    groups = [say(f"head-{name}") for name in ("group", "students", "total", "bonus", "strict")]
    return section(
        "policies",
        say("report-policies"),
        paragraph(say("report-policies-text")),
        table(say("report-policies-table"), heads, report.policies, range(1, 6)),
        table(say("report-groups-table"), groups, report.groups, range(1, 5)) if report.groups else "",
    )


def _refused(report: Report, say: Words) -> str:
    if not report.refused:
        return ""
    shown = report.refused[:REFUSED_AT_MOST]
    more = len(report.refused) - len(shown)
    return section(
        "refused",
        say("report-refused"),
        paragraph(say("report-refused-text")),
        bullets(shown),
        paragraph(say.count("report-cut", more), "soft") if more else "",
    )
