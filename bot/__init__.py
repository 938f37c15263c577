"""Discord and the command line: questions in, replies out. Holds no retrieval and no SQL."""
