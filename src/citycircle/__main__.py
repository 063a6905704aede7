"""`python -m citycircle` is the same as `citycircle`."""

import sys

from citycircle.cli.dispatch import main

if __name__ == "__main__":
    sys.exit(main())
