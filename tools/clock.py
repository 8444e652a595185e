"""What happens because time passes: pages whose moment of publication or of expiry has come.

One process that stays, since starting Django every half minute would cost more than the work. In production a timer
that runs `manage.py publish_scheduled` does as well.
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
EVERY = 30  # seconds


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import close_old_connections

    while True:
        time.sleep(EVERY)
        close_old_connections()
        call_command("publish_scheduled", verbosity=0)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(0)
