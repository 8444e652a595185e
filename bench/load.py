"""Asks for one page over and over from several threads, in a process of its own, and prints what it saw as JSON.

    python -m bench.load PORT HOST PATH SECONDS THREADS

Only to this machine: Python does not resolve *.localhost, so the name goes in the Host header.
"""

import http.client
import json
import sys
import threading
import time

HEADERS = {"User-Agent": "unica-bench", "Accept-Encoding": "br, gzip"}


def ask(port: int, host: str, path: str, until: float, times: list[float], errors: list[str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {**HEADERS, "Host": host}
    while time.perf_counter() < until:
        start = time.perf_counter()
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            response.read()
        except (OSError, http.client.HTTPException):
            # The server may close a kept connection between two requests: ask again on a new one.
            connection.close()
            continue
        if response.status != 200:
            errors.append(f"{response.status}")
            break
        times.append(time.perf_counter() - start)
    connection.close()


def run(port: int, host: str, path: str, seconds: float, threads: int) -> dict[str, float | int | str]:
    times: list[float] = []
    errors: list[str] = []
    start = time.perf_counter()
    until = start + seconds
    crowd = [threading.Thread(target=ask, args=(port, host, path, until, times, errors)) for _ in range(threads)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    spent = time.perf_counter() - start
    times.sort()
    if errors or not times:
        return {"error": f"{host}{path} risponde {errors[0] if errors else 'nulla'}"}
    return {
        "requests": len(times),
        "per_second": len(times) / spent,
        "p50": times[len(times) // 2] * 1000,
        "p95": times[int(len(times) * 0.95)] * 1000,
    }


if __name__ == "__main__":
    port, host, path, seconds, threads = sys.argv[1:6]
    print(json.dumps(run(int(port), host, path, float(seconds), int(threads))))
