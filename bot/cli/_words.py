"""Short words for the terminal."""


def shortened(text: str, chars: int) -> str:
    """The text, or so much of it as has room, with "…" for the rest."""
    return text if len(text) <= chars else f"{text[: chars - 1].rstrip()}…"
