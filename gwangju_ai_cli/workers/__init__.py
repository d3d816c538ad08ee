"""Worker processes, and the order of the input kept over them. Imported where there are several jobs."""
