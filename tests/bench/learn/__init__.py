"""Learn what each signal is worth, from the open sets, and write it down in ``index/weights.py``.

    python -m tests.bench.learn DATA [--only ranking | deciding] [--without SIGNAL ...]

DATA is the folder with the sets. Figures of a cross-validation by article go to standard error; with
``--without`` nothing is written, and the figures are those without that signal, one after the other.

- ``_collection``  articles in memory, searched as a stored collection is
- ``_ranking``     which sentences to prefer
- ``_deciding``    which questions can be answered
- ``__main__``     the command
"""
