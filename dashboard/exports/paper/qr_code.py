"""The address of a paper as a picture that a telephone reads."""

from io import BytesIO
from typing import Literal

import segno


def qr_code(address: str, kind: Literal["png", "svg"] = "png") -> bytes:
    """Return the QR code of an address as a PNG or SVG picture, with the white edge that readers need."""
    out = BytesIO()
    segno.make(address, error="l", micro=False).save(out, kind=kind, scale=4, border=4)
    return out.getvalue()
