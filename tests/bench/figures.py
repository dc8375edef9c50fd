"""Turning measurements into the cells of a table."""

from collections.abc import Sequence
from statistics import median, quantiles


def p50(values: Sequence[float]) -> float:
    """The median."""
    return median(values)


def p95(values: Sequence[float]) -> float:
    """The value that 95 of a hundred stay below."""
    return quantiles(values, n=20, method="inclusive")[-1]


def milliseconds(value: float) -> str:
    """Milliseconds without decimals from ten on."""
    return f"{value:.1f} ms" if value < 10 else f"{value:.0f} ms"


def kilobytes(count: float) -> str:
    """A count of bytes in kB."""
    return f"{count / 1000:,.1f} kB"
