"""What Discord shows, one file per subject; pure functions from what the library gives to a layout."""
