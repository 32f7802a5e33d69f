"""What the product is built from: pinned, installed as pinned, under licences that may be used."""

from importlib import metadata

import pytest

from tests.licences import PAGE, allowed, licence_of, page, parts, pinned


@pytest.mark.parametrize(("name", "version"), pinned())
def test_a_pinned_distribution_has_a_licence_that_may_be_used(name: str, version: str) -> None:
    assert metadata.version(name) == version
    named = parts(licence_of(name))
    assert named
    assert named <= allowed(), f"{name} is under {sorted(named - allowed())}"


def test_the_page_of_licences_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.licences writes it anew"


def test_nothing_is_pinned_twice_or_loosely() -> None:
    names = [name.lower().replace("_", "-") for name, _ in pinned()]
    assert len(names) == len(set(names))
    assert all(version and set(version) <= set("0123456789.post") for _, version in pinned())


@pytest.mark.parametrize(
    "expression", ["GPL-3.0-only", "MIT AND AGPL-3.0-or-later", "(MIT OR SSPL-1.0)", "Freeware"]
)
def test_other_licences_are_noticed(expression: str) -> None:
    assert not parts(expression) <= allowed()
