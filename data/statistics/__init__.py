"""Statistics of areas from the tables that public bodies publish: read, matched, said, written as one batch.

ready = prepare(engine, path, wanted)    reads and never writes; `ready.notes` say what was decided and left out
batch = add(engine, ready, who=…)        one transaction; `data.returns.imports.undo` takes it back
"""

from data.statistics.add import Ready, add, prepare
from data.statistics.request import Wanted

__all__ = ["Ready", "Wanted", "add", "prepare"]
