"""Loading returns: read, check, compare, then write in one step that can be taken back.

plan = prepare(engine, files)      reads and never writes; says what is wrong and what would change
batch = load(engine, plan, who=…)  one transaction: the rows, the change log and the batch record
undo(engine, batch.number, who=…)  exactly the state before, unless something later stands on it
put(engine, sheet, rows, …)        what somebody wrote on a page, in the same log; drop takes a row out
history(engine), changes(engine, number)
steps(engine, since=number)        the store before and after each batch, rebuilt in memory
"""

from data.returns.imports.changed_rows import Change
from data.returns.imports.changes import Counts, Difference
from data.returns.imports.journal import Batch, changes, history
from data.returns.imports.load import Plan, load, prepare
from data.returns.imports.notes import drop, last_batch, put
from data.returns.imports.rebuild import Step, steps
from data.returns.imports.undo import undo

__all__ = [
    "Batch",
    "Change",
    "Counts",
    "Difference",
    "Plan",
    "Step",
    "changes",
    "drop",
    "history",
    "last_batch",
    "load",
    "prepare",
    "put",
    "steps",
    "undo",
]
