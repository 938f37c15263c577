"""A text that a moderator pasted, as a file with what they say of it in its first lines.

So it is read as any pasted text is (``index.sources.pasted``), and is a source as any file is: it stands
in the log who added it, it can be removed, and the same title again is news of the same article.
"""

from dataclasses import dataclass

from bot.language import gettext
from index.dates import is_iso
from index.errors import PullquoteError
from index.gathering import read_link
from index.sources.pasted import read_pasted

# The custom_id of the form.
PASTE = "paste"
_NAME_CHARS = 100


class TextRefused(PullquoteError):
    """What was said of a pasted text cannot be read."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """The text, and what is said of it; whatever is empty is read from the text where that tells it."""

    text: str
    title: str = ""
    link: str = ""
    date: str = ""
    author: str = ""

    @property
    def file(self) -> bytes:
        """As a text file.

        Raises:
            TargetRefused, TextRefused: the link or date is none.
        """
        if self.date.strip() and not is_iso(self.date.strip()):
            raise TextRefused(
                gettext(
                    "“{written}” is no date; write it like 2025, 2025-02 or 2025-02-19.", written=self.date
                )
            )
        said = (
            ("Title", " ".join(self.title.split())),
            ("Author", " ".join(self.author.split())),
            ("Date", self.date.strip()),
            ("URL", read_link(self.link) if self.link.strip() else ""),
        )
        head = "".join(f"{key}: {value}\n" for key, value in said if value)
        return f"{head}\n{self.text}".encode(errors="replace")

    @property
    def file_name(self) -> str:
        """By the title, given or read."""
        title = self.title or read_pasted(self.text, gettext("Pasted text")).title
        return f"{' '.join(title.split())[:_NAME_CHARS]}.txt"
