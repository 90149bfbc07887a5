"""Images: framing, entries, extras, file names and folders."""
