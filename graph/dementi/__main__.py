"""``python -m dementi``."""

from dementi.cli import main

main()
