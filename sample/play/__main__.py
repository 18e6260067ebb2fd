"""Plays the sample network's year: `python -m sample.play .relais/run.json --seed 7`."""

import argparse
import asyncio
import sys
from pathlib import Path

from sample.play.screen import Screen
from sample.play.stage import Stage
from sample.play.world import USUAL_SEED, NotPlayable, World
from sample.play.year import Year


def main() -> int:
    """0 where the year showed all that it must."""
    parser = argparse.ArgumentParser(prog="python -m sample.play", description="Plays the sample network's year.")
    parser.add_argument("run", type=Path, nargs="?", default=Path(".relais/run.json"), help="what runs, and its clock")
    parser.add_argument("--seed", type=int, default=USUAL_SEED, help="other people, other choices")
    chosen = parser.parse_args()
    try:
        world = World.read(chosen.run)
    except NotPlayable as error:
        print(error, file=sys.stderr)
        return 1
    with Screen(world.clock) as screen:
        return 0 if asyncio.run(Year(Stage(chosen.seed, world, screen)).play()) else 1


if __name__ == "__main__":
    sys.exit(main())
