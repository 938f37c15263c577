from pathlib import Path

import pytest

from bot.settings import SettingsError, load

PRIVATE = "not-a-token-but-a-secret"


@pytest.fixture
def env(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def test_without_any_setting_there_are_defaults(env: Path) -> None:
    """Nothing has to be set, and an empty value is the default."""
    expected = load(env)
    assert (expected.discord_token, expected.db, expected.quotes) == (None, Path("pullquote.db"), 3)
    env.write_text("DISCORD_TOKEN=\nPULLQUOTE_QUOTES=\n")
    assert expected == load(env)


def test_environment_comes_before_the_file(env: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set for one run wins over the file."""
    env.write_text("PULLQUOTE_QUOTES=1\nPULLQUOTE_LOG_LEVEL=debug\n")
    monkeypatch.setenv("PULLQUOTE_QUOTES", "2")
    settings = load(env)
    assert (settings.quotes, settings.log_level) == (2, "debug")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (f"DISCORD_TOKEN={PRIVATE}", "DISCORD_TOKEN"),
        (f"DISCORD_TOKEN={PRIVATE}..x", "DISCORD_TOKEN"),
        (f"DISCORD_TOKEN='{PRIVATE}.a b.c'", "DISCORD_TOKEN"),
        (f"PULLQUOTE_QUOTES={PRIVATE}", "PULLQUOTE_QUOTES"),
        ("PULLQUOTE_QUOTES=0", "PULLQUOTE_QUOTES"),
        ("PULLQUOTE_QUOTES=4", "PULLQUOTE_QUOTES"),
        ("PULLQUOTE_LOG_LEVEL=loud", "PULLQUOTE_LOG_LEVEL"),
        ("PULLQUOTE_LOG_FORMAT=xml", "PULLQUOTE_LOG_FORMAT"),
    ],
)
def test_wrong_value_is_named_in_a_sentence(env: Path, line: str, name: str) -> None:
    """A wrong setting is named in one line that says what it must be, and not what it was."""
    env.write_text(f"{line}\n")
    with pytest.raises(SettingsError, match=f"^The setting {name} must be .*; change it .*\\.$") as refused:
        load(env)
    assert PRIVATE not in str(refused.value)
    assert "\n" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_token_is_not_shown(env: Path) -> None:
    """Printing or logging the settings gives no token away."""
    env.write_text("DISCORD_TOKEN=first.second.third\n")
    settings = load(env)
    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == "first.second.third"
    assert "second" not in repr(settings)


@pytest.mark.parametrize("by_file", [True, False])
def test_unknown_setting_is_refused(env: Path, monkeypatch: pytest.MonkeyPatch, by_file: bool) -> None:
    """A misspelt name is told, and not passed over."""
    if by_file:
        env.write_text("PULLQUOTE_QUOTE=1\n")
    else:
        monkeypatch.setenv("PULLQUOTE_QUOTE", "1")
    with pytest.raises(SettingsError, match=r"^There is no setting PULLQUOTE_QUOTE; the settings are "):
        load(env)


def test_file_that_is_no_text_is_refused(env: Path) -> None:
    """A file that cannot be read is told by its name."""
    env.write_bytes(b"\xff\xfe\x00PULLQUOTE")
    with pytest.raises(SettingsError, match=r"\.env cannot be read as text"):
        load(env)
