"""A paper as slides: native charts, maps as shapes, text in placeholders, notes for the speaker."""

from dashboard.exports.slides.deck import as_pptx

__all__ = ["as_pptx"]
