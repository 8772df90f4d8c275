"""Figures as people write them, exact fractions, and the ways to whole fen (docs/schemes.md, sections 2 and 3)."""

import re
from fractions import Fraction


class Refused(Exception):
    """The request cannot be computed: a code of docs/errors.md, and where the fault is."""

    def __init__(self, code, field=None):
        super().__init__(code, field)
        self.code, self.field = code, field


def decimal(text, decimals, field):
    """A plain decimal, zero or more, with at most so many decimals."""
    match = re.fullmatch(r"(-?)([0-9]+)(?:\.([0-9]+))?", text)
    if not match:
        raise Refused("not_a_number", field)
    if match[1] and Fraction(text) != 0:
        raise Refused("negative_amount", field)
    if len(match[3] or "") > decimals:
        raise Refused("too_many_decimals", field)
    if len(match[2].lstrip("0")) > 14:
        raise Refused("out_of_range", field)
    return Fraction(text)


def rate(text, field):
    """2%, 0.02, 1/3, or 7:3, which is 7/10."""
    if text.endswith("%"):
        return decimal(text[:-1], 12, field) / 100
    if "/" in text:
        over, under = (decimal(part, 12, field) for part in text.split("/", 1))
    elif ":" in text:
        over, other = (decimal(part, 12, field) for part in text.split(":", 1))
        under = over + other
    else:
        return decimal(text, 12, field)
    if not under:
        raise Refused("not_a_number", field)
    return over / under


def floor(value):
    return value.numerator // value.denominator


def ceiling(value):
    return -floor(-value)


def half_up(value):
    """To the nearest whole number; exactly half goes away from zero."""
    return floor(value + Fraction(1, 2)) if value >= 0 else -half_up(-value)


def largest_remainder(total, weights, unit=1):
    """Multiples of a unit: every share cut down, then one unit each to the largest fractions, of equal ones the first."""
    whole = sum(weights)
    exact = [Fraction(total) * weight / whole / unit for weight in weights]
    parts = [floor(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: total // unit - sum(parts)]:
        parts[at] += 1
    return [part * unit for part in parts]


def yuan(fen):
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"
