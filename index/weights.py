"""What each signal is worth; written by ``python -m tests.bench.learn DATA``, see there how."""

# By the names in index.signals.
RANKING = {
    "terms": 2.776,
    "beyond_title": 4.207,
    "same_form": 1.294,
    "phrase": 1.020,
    "likeness": 9.852,
    "before": 2.141,
    "after": 1.764,
    "pronoun": 0.879,
    "number_missing": -0.503,
    "age": 6.161,
    "time": 1.948,
    "number": 2.888,
    "name": 1.636,
    "place": 1.535,
    "reason": 0.847,
    "years": 1.231,
    "bm25": 2.150,
    "coverage": 3.014,
    "passage_phrase": 2.122,
    "passage_years": 2.301,
    "length": -2.135,
    "article": 2.735,
    "neighbour": 0.273,
    "names": 0.602,
}

# By the names in index.deciding.
DECIDING = {
    "constant": -6.464,
    "quote": 3.477,
    "passage": 1.638,
    "missing": -2.486,
    "names": 1.091,
    "lead": 3.064,
    "terms": 0.804,
}
