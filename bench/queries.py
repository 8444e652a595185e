"""Counts the database queries of pages, in a process like a worker's. Prints JSON: path -> [warm, just after a publication].

python -m bench.queries HOST PATH...
"""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")


def main() -> None:
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from cms import freshness
    from cms.directory import directory

    host, *paths = sys.argv[1:]
    client = Client(headers={"host": host})

    def count(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            status = client.get(path).status_code
        if status != 200:
            sys.exit(f"{path}: {status}")
        return len(captured)

    body = directory().tenant_for_host(host.split(":")[0])
    result = {}
    for path in paths:
        client.get(path)
        warm = count(path)
        freshness.bump(body.pk)
        result[path] = [warm, count(path)]
    print(json.dumps(result))


if __name__ == "__main__":
    main()
