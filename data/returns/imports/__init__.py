"""Loading returns: read, check, compare, then write in one step that can be taken back.

plan = prepare(engine, files)      reads and never writes; says what is wrong and what would change
batch = load(engine, plan, who=…)  one transaction: the rows, the change log and the batch record
undo(engine, batch.number, who=…)  exactly the state before, unless something later stands on it
hand_in(engine, plan, files, …)    a return for review: take, send_back and accept are what a reviewer does with it
put(engine, sheet, rows, …)        what somebody wrote on a page, in the same log; drop takes a row out
history(engine), changes(engine, number)
steps(engine, since=number)        the store before and after each batch, rebuilt in memory
"""

from data.returns.imports.changed_rows import Change
from data.returns.imports.changes import Counts, Difference
from data.returns.imports.journal import Batch, changes, history
from data.returns.imports.load import Plan, load, prepare
from data.returns.imports.notes import drop, last_batch, put
from data.returns.imports.organisations import merge, would_merge
from data.returns.imports.rebuild import Step, steps
from data.returns.imports.received import Quarter
from data.returns.imports.review import Review, accept, hand_in, plan_of, reviews, send_back, take
from data.returns.imports.undo import undo

__all__ = [
    "Batch",
    "Change",
    "Counts",
    "Difference",
    "Plan",
    "Quarter",
    "Review",
    "Step",
    "accept",
    "changes",
    "drop",
    "hand_in",
    "history",
    "last_batch",
    "load",
    "merge",
    "plan_of",
    "prepare",
    "put",
    "reviews",
    "send_back",
    "steps",
    "take",
    "undo",
    "would_merge",
]
