"""Statistics of areas from the tables that public bodies publish: read, matched, said, written as one batch.

ready = prepare(engine, path, request)    reads and never writes; `ready.notes` say what was decided and left out
batch = add(engine, ready, who=…)        one transaction; `data.returns.imports.undo` takes it back
"""

from data.statistics.add import Ready, add, prepare
from data.statistics.tables import Outline, Request, outline

__all__ = ["Outline", "Ready", "Request", "add", "outline", "prepare"]
