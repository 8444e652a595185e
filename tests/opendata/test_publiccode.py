"""publiccode.yml has what its standard asks, but for what nobody has decided yet."""

import pytest
import yaml

from cms.settings import BASE_DIR

REQUIRED = {
    "publiccodeYmlVersion": str,
    "name": str,
    "url": str,
    "platforms": list,
    "developmentStatus": str,
    "softwareType": str,
    "description": dict,
    "legal.license": str,
    "maintenance.type": str,
    "maintenance.contacts": list,
    "localisation.localisationReady": bool,
    "localisation.availableLanguages": list,
}
UNDECIDED = {"url", "legal.license"}
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}


@pytest.fixture(scope="module")
def publiccode() -> dict:
    return yaml.safe_load((BASE_DIR / "publiccode.yml").read_text(encoding="utf-8"))


def found(data: dict, key: str):
    for part in key.split("."):
        data = data.get(part) if isinstance(data, dict) else None
    return data


def test_every_required_key_that_has_been_decided_is_there(publiccode):
    missing = {key for key, kind in REQUIRED.items() if not isinstance(found(publiccode, key), kind)}
    assert missing <= UNDECIDED


def test_the_licence_is_told_if_and_only_if_there_is_one(publiccode):
    has_file = any((BASE_DIR / name).exists() for name in ("LICENSE", "LICENSE.txt", "LICENCE", "COPYING"))
    assert has_file == bool(found(publiccode, "legal.license"))


@pytest.mark.parametrize("language", ["it", "en"])
def test_it_is_described_in_italian_and_in_english(publiccode, language):
    about = publiccode["description"][language]
    assert 0 < len(about["shortDescription"]) <= 150
    assert 150 <= len(about["longDescription"]) <= 10000
    assert about["features"]


def test_its_words_are_those_of_the_standard(publiccode):
    assert publiccode["developmentStatus"] in STATUSES
    assert publiccode["softwareType"] == "standalone/web"
    assert publiccode["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert all(contact["name"] for contact in publiccode["maintenance"]["contacts"])
    assert set(publiccode["it"]["conforme"]) == {
        "lineeGuidaDesign",
        "modelloInteroperabilita",
        "misureMinimeSicurezza",
        "gdpr",
    }
