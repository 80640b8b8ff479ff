"""Export files as programs that are not ours read them: a folder for each reader, with its requirements and its check."""
