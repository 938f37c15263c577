"""The library: articles in, quotes out. Knows nothing of Discord; usable from a script.

Start at :mod:`index.library` (the async facade) and :mod:`index.models` (the data types).
"""
