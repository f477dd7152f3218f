"""cetingest: a policy report's PDF becomes data, and each of its citations gets a verdict."""

__version__ = "0.1.0"
