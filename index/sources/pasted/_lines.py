"""The lines of a pasted text, what each is, and what they have told so far."""

from dataclasses import dataclass, field
from enum import Enum, auto

from index.sources import furniture


class Kind(Enum):
    """What becomes of a line."""

    BODY = auto()
    BLANK = auto()
    TOLD = auto()  # title, date, author, address: kept in their own fields
    LEFT_OUT = auto()


@dataclass(slots=True)
class Told:
    """What lines tell of their article."""

    title: str | None = None
    author: str | None = None
    url: str | None = None
    published_at: str | None = None
    updated_at: str | None = None


@dataclass(slots=True)
class Lines:
    """A text by its lines, ``kinds`` beside them."""

    lines: list[str]
    told: Told = field(default_factory=Told)
    kinds: list[Kind] = field(init=False)

    def __post_init__(self) -> None:
        self.keep_all()

    def keep_all(self) -> None:
        """Begin anew, with every line a part of the body."""
        self.kinds = [Kind.BODY if line.strip() else Kind.BLANK for line in self.lines]

    def filled(self, start: int, end: int | None = None) -> list[int]:
        """The numbers of the lines from start to end that are not blank."""
        return [n for n in range(start, len(self.lines) if end is None else end) if self.lines[n].strip()]

    def at(self, number: int) -> str:
        """A line without the space around it."""
        return self.lines[number].strip()

    def is_furniture(self, number: int) -> bool:
        """Whether the line is a button, a credit or a caption, wherever it stands."""
        line = self.at(number)
        following = next(map(self.at, self.filled(number + 1, min(number + 20, len(self.lines)))), "")
        return (
            furniture.is_filler(line)
            or furniture.is_credit(line)
            or furniture.is_caption(line, before_credit=furniture.is_credit(following))
        )

    def body(self) -> str:
        """The body's lines as they were, with at most one blank line between two."""
        body: list[str] = []
        gap = False
        for line, kind in zip(self.lines, self.kinds, strict=True):
            if kind is Kind.BODY:
                if gap and body:
                    body.append("")
                body.append(line)
                gap = False
            else:
                gap = True
        return "\n".join(body).strip()
