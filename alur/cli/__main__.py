"""`python -m alur.cli` is the same as `alur`."""

import sys

from alur.cli import main

if __name__ == "__main__":
    sys.exit(main())
