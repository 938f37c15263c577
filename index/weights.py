"""What each signal is worth; written by ``python -m tests.bench.learn DATA``, see there how."""

# By the names in index.signals.
RANKING = {
    "terms": 2.777,
    "beyond_title": 4.220,
    "same_form": 1.273,
    "phrase": 1.040,
    "likeness": 9.890,
    "before": 2.139,
    "after": 1.767,
    "pronoun": 0.897,
    "number_missing": -0.528,
    "age": 6.164,
    "time": 1.951,
    "number": 2.898,
    "name": 1.640,
    "place": 1.506,
    "reason": 0.854,
    "years": 1.206,
    "bm25": 2.128,
    "coverage": 3.000,
    "passage_phrase": 2.160,
    "passage_years": 2.236,
    "length": -1.802,
    "article": 2.754,
    "neighbour": 0.262,
    "names": 0.572,
}

# By the names in index.deciding.
DECIDING = {
    "constant": -6.452,
    "quote": 4.015,
    "passage": 2.477,
    "missing": -0.701,
    "names": 0.952,
    "lead": 2.265,
    "terms": 0.734,
}
