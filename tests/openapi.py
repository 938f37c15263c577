"""What the bot sends, compared with Discord's own description of its API, where that is at hand.

The description is OpenAPI 3.1: a body is checked against the JSON Schema (draft 2020-12) of the operation
that its method and path name. Bodies without a description of their own are passed over.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.conftest import SHARED

OPENAPI = SHARED / "discord" / "openapi.json"
_HERE = "urn:discord"
_JSON = "application/json"
# What discord.py 2.7 writes otherwise than described, and Discord takes all the same: a number for an id.
_PASSED_OVER = {("POST", "/users/@me/channels")}


class Described:
    """The operations that a description has, by method and path."""

    def __init__(self, description: dict[str, Any]) -> None:
        # discord.py sends some ids as numbers, which Discord takes for what they are.
        snowflake = description["components"]["schemas"].get("SnowflakeType", {})
        snowflake["type"] = ["string", "integer"]
        described: Resource[Any] = DRAFT202012.create_resource(description)
        self._registry = Registry().with_resource(_HERE, described)
        # Those with fewer places for something come first: "@original" is no message's id.
        paths = sorted(description["paths"], key=lambda path: str(path).count("{"))
        self._paths = [(re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))), path) for path in paths]
        self._bodies = {
            (method, path): operation["requestBody"]["content"]
            for path, operations in description["paths"].items()
            for method, operation in operations.items()
            if isinstance(operation, dict) and "requestBody" in operation
        }
        self._validators: dict[tuple[str, str], Draft202012Validator] = {}

    def iter_faults(self, method: str, path: str, body: object) -> Iterator[str]:
        """What is wrong with the body, the likeliest cause alone; nothing if it is as described."""
        validator = self._find_validator(method.lower(), path)
        if validator is None or body is None or validator.is_valid(body):
            return
        fault = best_match(validator.iter_errors(body))
        assert fault is not None
        yield f"{method} {path}: {fault.json_path}: {fault.message[:500]}"

    def _find_validator(self, method: str, path: str) -> Draft202012Validator | None:
        template = next((each for form, each in self._paths if form.fullmatch(path)), None)
        if template is None or _JSON not in self._bodies.get((method, template), {}):
            return None
        key = (method, template)
        if key not in self._validators:
            pointer = "/".join(
                part.replace("~", "~0").replace("/", "~1")
                for part in ("paths", template, method, "requestBody", "content", _JSON, "schema")
            )
            schema = {"$ref": f"{_HERE}#/{pointer}"}
            self._validators[key] = Draft202012Validator(schema, registry=self._registry)
        return self._validators[key]


@cache
def described() -> Described | None:
    """Discord's description; None where it is not at hand."""
    return read_description(OPENAPI) if OPENAPI.exists() else None


def read_description(path: Path) -> Described:
    """The description in a file."""
    return Described(json.loads(path.read_text(encoding="utf-8")))


def list_faults(requests: Iterable[Any]) -> list[str]:
    """What is wrong with the bodies of requests that SimCord recorded."""
    api = described()
    if api is None:
        return []
    return [
        fault
        for each in requests
        if (each.method, each.path) not in _PASSED_OVER
        for fault in api.iter_faults(each.method, each.path, each.json)
    ]
