"""What each signal is worth; written by ``python -m tests.bench.learn DATA``, see there how."""

# By the names in index.signals.
RANKING = {
    "terms": 2.710,
    "beyond_title": 4.250,
    "same_form": 1.239,
    "phrase": 0.874,
    "likeness": 9.897,
    "before": 2.260,
    "after": 1.851,
    "pronoun": 0.740,
    "number_missing": -0.587,
    "age": 6.142,
    "time": 2.018,
    "number": 2.735,
    "name": 0.976,
    "place": 1.340,
    "reason": 1.060,
    "years": 1.044,
    "bm25": 1.613,
    "coverage": 3.371,
    "passage_phrase": 2.769,
    "passage_years": 2.236,
    "length": -2.159,
    "article": 2.459,
    "neighbour": 0.296,
    "names": 0.792,
}

# By the names in index.deciding.
DECIDING = {
    "constant": -6.967,
    "quote": 4.500,
    "passage": 2.210,
    "missing": -0.877,
    "names": 0.986,
    "lead": 2.638,
    "terms": 0.902,
}
