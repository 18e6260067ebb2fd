"""Writes the sample network's files: `python -m sample.make --seed 7`."""

import argparse
from pathlib import Path

from sample.make.files import make

DATA = Path(__file__).parents[1] / "data"
SEED = 7


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sample.make", description="Writes the sample network's files.")
    parser.add_argument("--seed", type=int, default=SEED, help="another number, another network (default: %(default)s)")
    parser.add_argument("--into", type=Path, default=DATA, help="the folder to write into (default: sample/data)")
    chosen = parser.parse_args()
    chosen.into.mkdir(parents=True, exist_ok=True)
    for name, content in make(chosen.seed).items():
        (chosen.into / name).write_bytes(content)


if __name__ == "__main__":
    main()
