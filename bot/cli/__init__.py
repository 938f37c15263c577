"""The command line: one command per file here, found by discovery, none imported by another."""
