"""Import downstairs only (docs/house.md); the contracts are in pyproject.toml."""

import subprocess
import sys

from tests.architecture.house import OURS, ROOT


def run_import_linter(*arguments):
    code = "from importlinter.cli import lint_imports_command as command; command()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_imports_go_downstairs_only():
    result = run_import_linter("--no-cache")
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-2000:]


def test_every_app_has_its_floor():
    text = (ROOT / "pyproject.toml").read_text()
    contract = text.split("[[tool.importlinter.contracts]]")[1]
    missing = [name for name in OURS if f"{name}" not in contract]
    assert not missing, f"Apps senza piano in pyproject.toml: {missing}"
