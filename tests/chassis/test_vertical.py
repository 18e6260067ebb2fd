"""One command through the real broker into another service's document."""

from tests.processes import eventually


def test_a_command_in_one_service_becomes_an_effect_in_another(toy, mirror):
    toy.start(), mirror.start()
    assert toy.post("/things/a/bump").status_code == 200
    eventually(lambda: (mirror.get("/mirrors/a") or {}).get("seen") == [1])
    for _ in range(9):
        toy.post("/things/a/bump")
    eventually(lambda: mirror.get("/mirrors/a")["seen"] == list(range(1, 11)))
    assert mirror.get("/tallies/all")["bumps"] == 10
