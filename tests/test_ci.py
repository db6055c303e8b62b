"""The checks that may be skipped on a developer's machine may not be skipped in CI."""

import pytest

from tests import chromium, shared_data


@pytest.fixture
def bare_machine(monkeypatch, tmp_path):
    monkeypatch.setattr(shared_data, "SHARED", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.delenv("CI", raising=False)
    return tmp_path


def test_shared_data_is_found(bare_machine):
    (bare_machine / "seeds").mkdir()
    assert shared_data.seeds() == bare_machine / "seeds"


def test_chromium_is_found_by_any_of_its_names(bare_machine):
    browser = bare_machine / "chromium-browser"
    browser.touch(mode=0o755)
    assert chromium.executable() == str(browser)


@pytest.mark.parametrize(
    ("needed", "reason"),
    [(shared_data.seeds, "seeds is not on this machine"), (chromium.executable, "no Chromium is installed")],
)
def test_what_is_absent_skips_here_and_fails_in_ci(bare_machine, monkeypatch, needed, reason):
    with pytest.raises(pytest.skip.Exception, match=reason):
        needed()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=reason):
        needed()
