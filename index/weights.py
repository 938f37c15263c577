"""What each signal is worth; written by ``python -m tests.bench.learn DATA``, see there how."""

# By the names in index.signals.
RANKING = {
    "terms": 2.837,
    "beyond_title": 4.293,
    "same_form": 1.247,
    "phrase": 0.874,
    "likeness": 9.991,
    "before": 2.303,
    "after": 1.872,
    "pronoun": 0.739,
    "number_missing": -0.586,
    "age": 6.222,
    "time": 1.959,
    "number": 2.878,
    "name": 1.624,
    "place": 1.448,
    "reason": 1.109,
    "years": 1.070,
    "bm25": 1.660,
    "coverage": 3.299,
    "passage_phrase": 2.776,
    "passage_years": 2.222,
    "length": -2.110,
    "article": 2.478,
    "neighbour": 0.291,
    "names": 0.801,
}

# By the names in index.deciding.
DECIDING = {
    "constant": -6.960,
    "quote": 4.464,
    "passage": 2.170,
    "missing": -0.892,
    "names": 1.015,
    "lead": 2.681,
    "terms": 0.902,
}
