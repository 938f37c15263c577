import json
from pathlib import Path

import pytest

from tests.openapi import Described, described, read_description

BUTTON = {
    "type": "object",
    "properties": {"type": {"const": 2}, "label": {"type": "string", "maxLength": 3}},
    "required": ["type"],
}
SMALL = {
    "openapi": "3.1.0",
    "paths": {
        "/a/{id}/@original": {
            "patch": {"requestBody": {"content": {"application/json": {"schema": {"type": "integer"}}}}}
        },
        "/a/{id}/{other}": {
            "patch": {
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Button"}}}
                }
            }
        },
    },
    "components": {"schemas": {"Button": BUTTON}},
}


@pytest.fixture
def small(tmp_path: Path) -> Described:
    """A description of two operations."""
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(SMALL), encoding="utf-8")
    return read_description(path)


def test_bad_body_is_told_with_its_place(small: Described) -> None:
    """A body that Discord would refuse is found, and where in it."""
    assert list(small.iter_faults("PATCH", "/a/1/2", {"type": 2, "label": "abc"})) == []
    assert list(small.iter_faults("PATCH", "/a/1/2", {"type": 2, "label": "abcd"})) == [
        "PATCH /a/1/2: $.label: 'abcd' is too long"
    ]


def test_path_that_is_named_comes_before_a_place_for_any(small: Described) -> None:
    """The original is not taken for the id of a message."""
    assert list(small.iter_faults("PATCH", "/a/1/@original", 3)) == []
    assert list(small.iter_faults("PATCH", "/a/1/2", 3)) != []


def test_what_is_not_described_is_passed_over(small: Described) -> None:
    """Other methods, other paths, and requests without a body are no faults."""
    for method, path, body in (("GET", "/a/1/2", {}), ("PATCH", "/b", {}), ("PATCH", "/a/1/2", None)):
        assert list(small.iter_faults(method, path, body)) == []


def test_discords_own_description_finds_a_button_with_too_long_a_name() -> None:
    """The real description is understood: the same message is right, and wrong with one character more."""
    api = described()
    if api is None:
        pytest.skip("Discord's description is not at hand")
    for length, is_right in ((80, True), (81, False)):
        button = {"type": 2, "style": 2, "label": "x" * length, "custom_id": "a"}
        row = {"type": 1, "components": [button]}
        body = {"flags": 1 << 15, "components": [{"type": 17, "components": [row]}]}
        for path, sent in (
            ("/channels/1/messages", body),
            ("/webhooks/1/token", body),
            ("/interactions/1/token/callback", {"type": 4, "data": body}),
        ):
            assert (list(api.iter_faults("POST", path, sent)) == []) is is_right, path
