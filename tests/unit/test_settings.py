from pathlib import Path

import pytest

from bot.settings import SettingsError, load
from index.sources.fetch import FetchSettings

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
        (f"PULLQUOTE_CONTACT='{PRIVATE} (x)'", "PULLQUOTE_CONTACT"),
        (f"PULLQUOTE_PRIVATE_HOSTS=wiki,http://{PRIVATE}/", "PULLQUOTE_PRIVATE_HOSTS"),
        ("PULLQUOTE_PRIVATE_HOSTS=10.0.0.0/8", "PULLQUOTE_PRIVATE_HOSTS"),
        ("PULLQUOTE_PORTS=8080,many", "PULLQUOTE_PORTS"),
        ("PULLQUOTE_PORTS=65536", "PULLQUOTE_PORTS"),
        ("PULLQUOTE_MAX_PAGE_MB=0", "PULLQUOTE_MAX_PAGE_MB"),
        ("PULLQUOTE_MAX_FILE_MB=501", "PULLQUOTE_MAX_FILE_MB"),
        ("PULLQUOTE_HOST_PAUSE_S=-1", "PULLQUOTE_HOST_PAUSE_S"),
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


def test_settings_say_how_is_fetched(env: Path) -> None:
    """What is set about the network is what the fetcher gets; by default it is the fetcher's own."""
    assert load(env).fetching == FetchSettings()
    env.write_text(
        "PULLQUOTE_CONTACT=ann@example.org\nPULLQUOTE_PRIVATE_HOSTS=wiki, 10.0.0.5:8080 ,\n"
        "PULLQUOTE_PORTS=8080, 8443\nPULLQUOTE_MAX_PAGE_MB=1\nPULLQUOTE_MAX_FILE_MB=2\nPULLQUOTE_HOST_PAUSE_S=0.5\n"
    )
    assert load(env).fetching == FetchSettings(
        contact="ann@example.org",
        private_hosts=("wiki", "10.0.0.5:8080"),
        ports=(8080, 8443),
        max_page_bytes=1_000_000,
        max_file_bytes=2_000_000,
        host_pause_s=0.5,
    )


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
