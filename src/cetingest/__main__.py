"""`python -m cetingest` is `cetingest`."""

from cetingest.cli import main

if __name__ == "__main__":
    main()
