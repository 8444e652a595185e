"""The product as it will answer one day: `gunicorn tests.stories.later:application`, with `DAYS_AHEAD` in its environment.

Its clock is moved before anything of ours is read; the hours then pass as usual.
"""

import os
from datetime import UTC, datetime, timedelta

import time_machine

time_machine.travel(datetime.now(UTC) + timedelta(days=int(os.environ["DAYS_AHEAD"])), tick=True).start()

from cms.wsgi import application  # noqa: E402, F401  after the clock
