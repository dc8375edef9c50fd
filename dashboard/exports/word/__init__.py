"""A paper as a document: headings, numbered figures that can be edited, real tables, contents, page numbers."""

from dashboard.exports.word.document import as_docx

__all__ = ["as_docx"]
