"""How well and how fast sources are read, measured on real data: ``python -m tests.bench.sources``."""
