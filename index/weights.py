"""What each signal is worth; written by ``python -m tests.bench.learn DATA``, see there how."""

# By the names in index.signals.
RANKING = {
    "terms": 2.843,
    "beyond_title": 4.291,
    "same_form": 1.241,
    "phrase": 0.828,
    "likeness": 9.956,
    "before": 2.300,
    "after": 1.871,
    "pronoun": 0.711,
    "number_missing": -0.629,
    "age": 6.188,
    "time": 1.954,
    "number": 2.865,
    "name": 1.694,
    "place": 1.521,
    "reason": 1.121,
    "years": 1.025,
    "bm25": 2.049,
    "coverage": 3.072,
    "passage_phrase": 2.330,
    "passage_years": 2.264,
    "length": -1.944,
    "article": 2.748,
    "neighbour": 0.291,
    "names": 0.591,
}

# By the names in index.deciding.
DECIDING = {
    "constant": -6.554,
    "quote": 4.482,
    "passage": 2.100,
    "missing": -0.705,
    "names": 0.959,
    "lead": 2.222,
    "terms": 0.786,
}
