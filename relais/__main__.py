"""`python -m relais`, where the command itself is not installed."""

from relais.cli import main

main()
