"""Discord commands: one command or group per file, found by discovery, none imported by another."""
