"""Lists as people keep them: one row a partnership, areas and members as lists, statuses in own words.

understood = understand(engine, source, mapping)   what the list says, what was read how, and what must be asked
plan = prepare(engine, understood)                 the usual difference, to be loaded and undone like a return
load(engine, understood, plan, who=…)              one batch; the mapping is kept under its name, for the next list
"""

from data.returns.lists.kept import kept_as, kept_names
from data.returns.lists.mapping import Mapping, from_json
from data.returns.lists.proposal import proposal
from data.returns.lists.understood import Understood, load, prepare, understand

__all__ = [
    "Mapping", "Understood", "from_json", "kept_as", "kept_names", "load", "prepare", "proposal", "understand",
]  # fmt: skip
