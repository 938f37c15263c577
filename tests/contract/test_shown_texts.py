"""What is given to Discord to be read: all of it from the catalogues, and within Discord's limits."""

import ast
import re
from collections.abc import Iterator

import pytest

from bot.language import LANGUAGES
from bot.language._catalogues import read_catalogue
from tests import messages
from tests.messages import ROOT, literal, name_of

# Where a reply is given texts: the call, and which arguments are shown.
_SHOWN: dict[str, tuple[int | str, ...]] = {
    "TextDisplay": (0, "content"),
    "Section": (0,),
    "Button": ("label",),
    "button": (0,),
    "Label": ("text", "description"),
    "TextInput": ("label", "placeholder"),
    "SelectOption": ("label", "description"),
    "Select": ("placeholder",),
    "UserSelect": ("placeholder",),
    "RoleSelect": ("placeholder",),
    "ChannelSelect": ("placeholder",),
    "send": (0, "content"),
    "send_message": (0, "content"),
    "edit_message": ("content",),
    "edit_original_response": ("content",),
    "reply": (0, "content"),
    "MediaGalleryItem": ("description",),
    "Modal": ("title",),
}


# Discord's limits (docs: Components reference) on what stands in an argument, by position or name.
_LIMITS: dict[str, dict[int | str, int]] = {
    "make_form": {1: 45},
    "text_field": {0: 45, 2: 100, "hint": 100, "placeholder": 100},
    "Button": {"label": 80},
    "button": {0: 80},
    "Select": {"placeholder": 150},
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_where_they_stand(language: str) -> None:
    """Titles of forms, labels of fields and buttons are within Discord's limits in every language."""
    catalogue = read_catalogue(language)
    for path in messages.code():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or name_of(node) not in _LIMITS:
                continue
            arguments: dict[int | str | None, ast.expr] = {**dict(enumerate(node.args))}
            arguments |= {word.arg: word.value for word in node.keywords}
            for place, limit in _LIMITS[name_of(node)].items():
                given = arguments.get(place)
                if not isinstance(given, ast.Call) or name_of(given) != "gettext":
                    continue
                english = literal(given.args[0]) or ""
                known = catalogue.get(english)
                assert len(str(known.string) if known else english) <= limit, english


def _shown_literals() -> Iterator[str]:
    folders = ("bot/commands", "bot/replies", "bot/buttons")
    singles = [path for path in messages.code() if path.parent == ROOT / "bot"]
    inner = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    for path in (*singles, *inner):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or name_of(node) not in _SHOWN:
                continue
            shown = _SHOWN[name_of(node)]
            arguments = [node.args[at] for at in shown if isinstance(at, int) and at < len(node.args)]
            arguments += [word.value for word in node.keywords if word.arg in shown]
            for argument in arguments:
                for text in _words_in(argument):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}: {text!r}"


def _words_in(node: ast.expr) -> Iterator[str]:
    """Texts in it with letters that are not given to gettext or its like."""
    if isinstance(node, ast.Call):
        return
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and re.search(r"[^\W\d_]{2}", node.value):
            yield node.value
        return
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            yield from _words_in(child)


def test_no_text_is_shown_past_gettext() -> None:
    """Whatever commands, replies and buttons give to Discord to be read has been through the catalogue."""
    assert list(_shown_literals()) == []
