"""The address of a paper as a picture that a telephone reads."""

from io import BytesIO

import segno


def qr_code(address: str) -> bytes:
    """Return the QR code of an address as a PNG picture, with the white edge that readers need."""
    out = BytesIO()
    segno.make(address, error="l", micro=False).save(out, kind="png", scale=4, border=4)
    return out.getvalue()
