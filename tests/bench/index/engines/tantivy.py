"""tantivy, on disk and mapped into memory: words as they are, with frequencies, without places.

Its own k1 is 1.2 and its lengths are rounded, so its order is not quite ours.
"""

from collections.abc import Sequence
from pathlib import Path

import tantivy

from tests.bench.index.engines import Hits, Passages

HEAP_BYTES = 256_000_000
THREADS = 2


class Tantivy:
    def __init__(self, folder: Path) -> None:
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        schema.add_unsigned_field("passage", fast=True)
        self._schema = schema.build()
        self._folder = folder
        self._writer: tantivy.IndexWriter | None = None

    def build(self, passages: Passages) -> None:
        self._open()
        writer = self._index.writer(HEAP_BYTES, THREADS)
        for passage_id, terms in passages:
            writer.add_document(_document(passage_id, terms))
        writer.commit()
        writer.wait_merging_threads()
        self._refresh()

    def top(self, terms: Sequence[str], limit: int) -> Hits:
        term_query = tantivy.Query.term_query
        parts = [
            (tantivy.Occur.Should, term_query(self._schema, "terms", term, index_option="freq"))
            for term in terms
        ]
        query = tantivy.Query.boolean_query(parts)
        hits = self._searcher.search(query, limit, count=False).hits
        ids = self._searcher.fast_field_values("passage", [address for _, address in hits])
        found = zip(ids, hits, strict=True)
        return [(int(passage), score) for passage, (score, _) in found if passage is not None]

    def save(self) -> None:
        """Nothing is left to do: committing has written it."""

    def load(self) -> None:
        self._open()
        self._refresh()

    def add(self, passage_id: int, terms: list[str]) -> None:
        if self._writer is None:
            self._writer = self._index.writer(HEAP_BYTES, THREADS)
        self._writer.add_document(_document(passage_id, terms))
        self._writer.commit()
        self._refresh()

    def _open(self) -> None:
        self._index = tantivy.Index(self._schema, path=str(self._folder))
        self._index.config_reader("manual")
        words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("whitespace", words)

    def _refresh(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()


def _document(passage_id: int, terms: list[str]) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("passage", passage_id)
    document.add_text("terms", " ".join(terms))
    return document
