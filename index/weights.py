"""What each signal is worth; written by ``python -m tests.bench.learn DATA``, see there how."""

# By the names in index.signals.
RANKING = {
    "terms": 2.702,
    "beyond_title": 4.244,
    "same_form": 1.235,
    "phrase": 0.879,
    "likeness": 9.903,
    "before": 2.266,
    "after": 1.846,
    "pronoun": 0.755,
    "number_missing": -0.590,
    "age": 4.661,
    "time": 1.968,
    "number": 2.642,
    "name": 0.818,
    "place": 1.218,
    "reason": 1.015,
    "years": 1.044,
    "bm25": 1.614,
    "coverage": 3.373,
    "passage_phrase": 2.760,
    "passage_years": 2.232,
    "length": -2.147,
    "article": 2.457,
    "neighbour": 0.297,
    "names": 0.790,
}

# By the names in index.deciding.
DECIDING = {
    "constant": -6.979,
    "quote": 4.517,
    "passage": 2.234,
    "missing": -0.860,
    "names": 0.981,
    "lead": 2.608,
    "terms": 0.904,
}
