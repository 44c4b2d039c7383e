"""`python -m phonebank`: the program, where its script is not on the PATH."""

from phonebank.cli import main

main()
