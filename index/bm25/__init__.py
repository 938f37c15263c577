"""BM25 over sorted numpy postings, on the model of the ``rank_bm25`` package, exact to the last bit.

    score(q, p) = sum over t in q of  idf(t) * tf (k1 + 1) / (tf + k1 (1 - b + b |p| / avg|p|))
    idf(t)      = ln((N + 1) / df(t))

The model is ``rank_bm25.BM25Plus``, whose idf, alone of that package's three, is positive for every
term of every collection, from one passage up: BM25Okapi's is negative for a term in more than half
of the passages and zero for one in half. Its ``delta`` is 0 here. The package adds idf * delta to
every passage, with or without the term, so that delta moves all scores by the same amount and the
order not at all; without it a passage that holds none of the terms scores 0 and is no hit.

The package scores every passage for every term, in Python. Here (``_segment``) the postings of each
term are arrays, and a query (``_top``) looks only at those that may still reach the best.

- ``_segment``  the immutable postings of some passages
- ``_sources``  what segments are made of: passages, or other segments
- ``_build``    making a segment of them
- ``_top``      the best passages of one segment for a query
- ``_state``    segments together at one time, and the statistics of all of them
- ``_index``    from one state to the next: adding, removing, merging, keeping
- ``_disk``     keeping them in files

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), eq. 3.15;
Lv and Zhai, Lower-Bounding Term Frequency Normalization (CIKM 2011) for BM25+;
Turtle and Flood, Query Evaluation: Strategies and Optimizations (IPM 1995) for MaxScore;
Anh and Moffat, Pruned Query Evaluation Using Pre-Computed Impacts (SIGIR 2006) for impacts.
"""

from index.bm25._index import BM25Index
from index.bm25._model import K1, B, idf

__all__ = ["K1", "B", "BM25Index", "idf"]
