"""Headless Chromium and the whole product on a port of its own, for the stories.

A story takes `product` (a running copy of the demonstration: see tools/private_site.py) and `page` (Playwright's).
"""

import shutil
from pathlib import Path

import pytest

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP *.localhost 127.0.0.1",
    # A camera and a microphone that always show and play the same, and nobody to ask for permission.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)


def find_chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.fail("Manca il browser: installa il pacchetto «chromium».", pytrace=False)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": find_chromium(), "args": list(QUIET)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "it-IT",
        "timezone_id": "Europe/Rome",
        "viewport": {"width": 390, "height": 844},
    }


@pytest.fixture(scope="session")
def product():
    """The product with the demonstration union, as `make run` serves it; stories may change it, nobody else reads it."""
    from tools import private_site

    with private_site.running(debug=True) as site:
        yield site


@pytest.fixture(scope="session")
def axe_source() -> str:
    import axe_playwright_python

    return next(Path(axe_playwright_python.__file__).parent.rglob("axe*.js")).read_text()
