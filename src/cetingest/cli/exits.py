"""Exit codes, as docs/architecture.md lists them."""

EXIT_FAIL_ON = 1  # a verdict that --fail-on names was found
EXIT_ILL = 1  # the doctor found something that needs somebody
EXIT_USAGE = 2  # wrong use or settings
EXIT_DOCUMENTS_FAILED = 3  # done, but some documents failed
EXIT_UNDELIVERED = 4  # an alert did not arrive
