"""What can go wrong with a store, each with a sentence that says what, where and what to do.

StoreError
├── StoreAddressError        the address cannot be read
├── StoreMissingError        nothing is there yet
├── StoreUnreachableError    the server or file does not answer
│   └── StoreLostError       it did before, or will soon: asking again helps
│       └── WriteLostError   while something was written: whether it is
├── StoreForeignError        something else lies there
├── StoreExistsError         a store is there already and would be overwritten
├── StoreBusyError           somebody else is writing
├── BatchMissingError        no batch has this number
├── BackupError              the backup is damaged, or none
├── AccountError             no account has this address, or one has it already
├── AnswersError             the answers to questions about cells cannot be read
├── ChangeRefusedError       what was to be written would not be right
│   ├── LoadRefusedError     the files have errors
│   ├── NothingToLoadError   the store has it all already
│   ├── StoreMovedOnError    the store is not any more as it was when the difference was made
│   └── UndoRefusedError     later changes stand on what would be taken back
└── StoreVersionError
    ├── StoreOlderError      made by an older version: upgrade it
    └── StoreNewerError      made by a newer version: update the product
"""


class StoreError(Exception):
    """The store cannot be used; the message is a sentence for a member of staff and holds no password."""


class StoreAddressError(StoreError):
    """The address is not one of a SQLite file or a PostgreSQL database."""


class StoreMissingError(StoreError):
    """There is no store at the address."""


class StoreUnreachableError(StoreError):
    """The store did not answer."""


class StoreLostError(StoreUnreachableError):
    """The connection to the store was lost, or could not be made; who only reads may ask again."""


class WriteLostError(StoreLostError):
    """The connection was lost while something was written; the message says whether it is."""


class StoreForeignError(StoreError):
    """What lies at the address is not a store of ours."""


class StoreExistsError(StoreError):
    """There is a store at the address and nobody said to replace it."""


class StoreBusyError(StoreError):
    """Somebody else is writing to the store."""


class StoreVersionError(StoreError):
    """The store's tables are not those of this version of the product."""


class StoreOlderError(StoreVersionError):
    """The store was made by an older version of the product."""


class StoreNewerError(StoreVersionError):
    """The store was made by a newer version of the product."""


class BatchMissingError(StoreError):
    """There is no batch with the number that was asked for."""


class BackupError(StoreError):
    """The file is damaged, or no backup of a store, or cannot become one here."""


class AccountError(StoreError):
    """There is no account of the address that was said, or there is one already."""


class AnswersError(StoreError):
    """The file of answers to questions about cells cannot be read."""


class ChangeRefusedError(StoreError):
    """Nothing was written, because it would not be right; `reasons` are sentences."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


class LoadRefusedError(ChangeRefusedError):
    """The files have errors."""


class NothingToLoadError(ChangeRefusedError):
    """The store is as the files say already."""


class StoreMovedOnError(ChangeRefusedError):
    """The store has changed since the difference was made, and loading would do something else now."""


class UndoRefusedError(ChangeRefusedError):
    """Later changes touch the rows that would be taken back, or stand on them."""
