"""`python -m citycircle.cli`: the same as `citycircle`, for processes that start their own kind."""

import sys

from citycircle.cli.dispatch import main

sys.exit(main())
