"""Every exception that cetingest raises on purpose.

    CetingestError
    ├── SettingsError      a settings file or option cannot be used
    ├── InputError         what the user named is not there or cannot be read
    ├── ReaderError        the guarded PDF reader ended early (carries how)
    ├── StorageError       something under processed/ is missing, foreign or of another version
    └── FamilyError        a report family file is wrong

What is wrong with a *document* (a dead link, an unpaired mark) is never an exception: it is a `model.Problem`.
"""

INSTALL_SCALE = "pip install -c constraints.txt -e '.[scale]'"
"""The command that installs what databases, buckets and queues on other machines need."""


class CetingestError(Exception):
    """A failure with a message that says what, where and what to do next."""


class SettingsError(CetingestError):
    """A settings file or an option cannot be used; nothing was done."""


class InputError(CetingestError):
    """A file or text that the user named is missing or unreadable."""


class ReaderError(CetingestError):
    """The child process that reads PDFs ended early.

    `page_number` is the page it was reading (1-based), or None when the file had not been opened.
    """

    def __init__(self, message: str, *, page_number: int | None = None) -> None:
        super().__init__(message)
        self.page_number = page_number


class StorageError(CetingestError):
    """A stored file is missing, was written by something else, or has another schema version."""


class FamilyError(CetingestError):
    """A report family file does not say what a family file must say."""
