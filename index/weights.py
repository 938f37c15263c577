"""What each signal is worth; written by ``python -m tests.bench.learn DATA``, see there how."""

# By the names in index.signals.
RANKING = {
    "terms": 2.844,
    "beyond_title": 4.280,
    "same_form": 1.249,
    "phrase": 0.892,
    "likeness": 10.011,
    "before": 2.288,
    "after": 1.863,
    "pronoun": 0.764,
    "number_missing": -0.541,
    "age": 6.220,
    "time": 1.951,
    "number": 2.872,
    "name": 1.559,
    "place": 1.465,
    "reason": 1.080,
    "years": 1.113,
    "bm25": 1.708,
    "coverage": 3.190,
    "passage_phrase": 2.722,
    "passage_years": 2.223,
    "length": -2.103,
    "article": 2.453,
    "neighbour": 0.267,
    "names": 0.840,
}

# By the names in index.deciding.
DECIDING = {
    "constant": -7.001,
    "quote": 4.504,
    "passage": 2.242,
    "missing": -0.797,
    "names": 1.001,
    "lead": 2.607,
    "terms": 0.900,
}
