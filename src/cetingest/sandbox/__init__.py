"""The one guarded child process: what it may use, what it may answer, and its end."""
