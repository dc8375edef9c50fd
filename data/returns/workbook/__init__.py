"""Opening workbooks that strangers made: in a process of its own, with limits, following nothing.

Imports of this package stay few and light, because the process that opens a workbook starts anew each time.
"""
