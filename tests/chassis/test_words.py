"""Errors in the language of whom they meet: nothing is left untranslated, and nothing is translated in vain."""

import ast
import asyncio
import tomllib
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from chassis import problems
from chassis.errors import Refused
from chassis.words import Words
from relais.infrastructure.jars import PROJECT

PACKAGES = ("chassis", "services/feedback", "services/matching", "services/profiles", "services/scheduling")
TREES = {path: ast.parse(path.read_text()) for each in PACKAGES for path in (PROJECT / each).rglob("*.py")}
OF_THE_FRAMEWORK = ("Not Found", "Method Not Allowed")
ANSWERED = {"problem", "said", "in_language_of"}


def refusals() -> set[str]:
    """Names of the classes that are, or descend from, Refused."""
    found, before = {"Refused"}, 0
    while len(found) > before:
        before = len(found)
        classes = (node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
        found |= {node.name for node in classes if any(ast.unparse(base) in found for base in node.bases)}
    return found - {"Refused"}


REFUSALS = refusals()


def sentences(package: str) -> Iterator[str]:
    """What a caller may read: the docstrings of refusals, and texts given to them or to an answer."""
    for path, tree in TREES.items():
        if path.is_relative_to(PROJECT / package):
            yield from (text for node in ast.walk(tree) for text in of_node(node))


def of_node(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ClassDef) and (REFUSALS | {"Refused"}) & {ast.unparse(base) for base in node.bases}:
        yield ast.get_docstring(node) or ""
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__":
                yield from map(text_of, call.args)
    if isinstance(node, ast.Call):
        called = ast.unparse(node.func).rpartition(".")[2]
        arguments = node.args if called in REFUSALS else node.args[1:] if called in ANSWERED else []
        yield from (text for text in map(text_of, arguments) if " " in text)


def text_of(node: ast.expr) -> str:
    """A literal, with `{}` for what is filled in; empty for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return ""


def catalogue(package: str) -> dict[str, str]:
    return dict(tomllib.loads((PROJECT / package / "fr.toml").read_text(encoding="utf-8"))["sentences"])


@pytest.mark.parametrize("package", PACKAGES)
def test_every_error_has_french_words(package: str) -> None:
    words = Words(*(dict.fromkeys(("chassis", package.replace("/", ".")))))
    said = {sentence for sentence in sentences(package) if " " in sentence and len(sentence) > 12}
    assert [sentence for sentence in sorted(said) if words.french(sentence) == sentence] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_is_translated_that_nobody_says(package: str) -> None:
    ours = {each for each in catalogue(package) if not each.startswith("field: ") and each not in OF_THE_FRAMEWORK}
    assert sorted(ours - set(sentences(package))) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_a_translation_fills_what_its_sentence_fills(package: str) -> None:
    for english, french in catalogue(package).items():
        assert french.count("{}") <= english.count("{}"), english
        assert french[-1] in ".?:!}`" and "  " not in french, french


def test_french_is_spoken_to_whom_prefers_it_and_english_to_everybody_else() -> None:
    class HoursTaken(Refused):
        """There is no such thing here."""

    app = FastAPI()
    app.state.words = Words("chassis")
    problems.install(app)

    @app.get("/taken")
    async def taken() -> None:
        raise HoursTaken

    @app.get("/wrong")
    async def wrong(number: int) -> None: ...

    def said(path: str, **headers: str) -> Any:
        return asyncio.run(asked(app, path, headers)).json()

    french = {"Accept-Language": "fr-FR,fr;q=0.9,en;q=0.5"}
    assert said("/taken", **french)["detail"] == "Cela n'existe pas ici."
    assert said("/taken")["detail"] == "There is no such thing here."
    [field] = said("/wrong?number=x", **french)["fields"]
    assert (field["field"], field["detail"]) == ("query.number", "Il faut un nombre entier.")
    assert said("/wrong?number=x")["fields"][0]["detail"].startswith("Input should be")


async def asked(app: FastAPI, path: str, headers: dict[str, str]) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://words") as client:
        return await client.get(path, headers=headers)


def test_what_is_filled_in_stays_as_it_is() -> None:
    words = Words("chassis")
    assert words.french("This needs one of the roles: mentor, mentee.").endswith("il faut être : mentor, mentee.")
