"""The product as it will answer one day: `gunicorn tests.stories.later:application`, with `STARTS_AT` in its environment.

Its clock is moved to that moment before anything of ours is read; then it goes on as usual.
"""

import os
from datetime import datetime

import time_machine

time_machine.travel(datetime.fromisoformat(os.environ["STARTS_AT"]), tick=True).start()

from cms.wsgi import application  # noqa: E402, F401  after the clock
