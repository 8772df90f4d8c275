"""Formulas (docs/schemes.md, section 4): read into a tree, given a dimension, computed exactly for every household."""

import operator
import re
from fractions import Fraction
from itertools import repeat

from figures import Refused

TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<percent>%)?|(?P<name>[^\W\d]\w*)|(?P<sign>[-+*/(),]))")

# Members, all or of an age: one name, in its one spelling (section 4).
MEMBERS = re.compile(r"\bmembers\s*\(\s*age\s*(>=|<)\s*([0-9]+)\s*(?:,\s*age\s*<\s*([0-9]+)\s*)?\)|\bmembers\b(?!\s*\()")

# The words of one unit.
UNITS = {
    word: words.split()[0]
    for words in ("yuan 元", "mu 亩", "share 股", "day 天 日", "jin 斤", "kg 公斤 千克", "ton 吨", "person 人", "household 户",
                  "month 月 个月", "hour 小时", "kwh 度", "tree 株", "head 头")
    for word in words.split()
}


def unit(word):
    return UNITS.get(word, word)


def parse(text):
    """The tree: ("number", value, unit, is_rate), ("name", name), ("call", name, trees) or (sign, left, right)."""
    tokens, at = [], 0
    while text[at:].strip():
        start = at + len(text[at:]) - len(text[at:].lstrip())
        if counted := MEMBERS.match(text, start):
            tokens.append({"number": None, "name": members_name(counted), "sign": None})
            at = counted.end()
            continue
        match = TOKEN.match(text, at)
        if not match:
            raise Refused("formula_syntax")
        tokens.append(match)
        at = match.end()
    tree, rest = _sum(tokens)
    if rest:
        raise Refused("formula_syntax")
    return tree


def members_name(match):
    sign, first, below = match.groups()
    if sign is None:
        return "members"
    return f"members(age {sign} {first}" + (f", age < {below})" if below else ")")


def value_names(tree):
    """The names of values in a formula: not those of steps, groups, pools, accounts and tables."""
    kind = tree[0]
    if kind == "name":
        yield tree[1]
    elif kind == "call" and tree[1] not in ("count", "received", "pool", "fund", "carry", "payer"):
        for argument in tree[2][1 if tree[1] == "tiers" else 0:]:
            yield from value_names(argument)
    elif kind in ARITHMETIC:
        yield from value_names(tree[1])
        yield from value_names(tree[2])


def _sum(tokens):
    return _chain(tokens, "+-", _product)


def _product(tokens):
    return _chain(tokens, "*/", _factor)


def _chain(tokens, signs, part):
    left, tokens = part(tokens)
    while tokens and tokens[0]["sign"] and tokens[0]["sign"] in signs:
        right, rest = part(tokens[1:])
        left, tokens = (tokens[0]["sign"], left, right), rest
    return left, tokens


def _factor(tokens):
    if not tokens:
        raise Refused("formula_syntax")
    first, tokens = tokens[0], tokens[1:]
    if first["number"]:
        value = Fraction(first["number"])
        if first["percent"]:
            return ("number", value / 100, None, True), tokens
        if tokens and tokens[0]["name"]:
            return ("number", value, unit(tokens[0]["name"]), False), tokens[1:]
        return ("number", value, None, False), tokens
    if first["name"]:
        if tokens and tokens[0]["sign"] == "(":
            arguments, tokens = _arguments(tokens[1:])
            return ("call", first["name"], arguments), tokens
        return ("name", first["name"]), tokens
    if first["sign"] == "(":
        tree, tokens = _sum(tokens)
        return tree, _closed(tokens)
    raise Refused("formula_syntax")


def _arguments(tokens):
    arguments = []
    while True:
        tree, tokens = _sum(tokens)
        arguments.append(tree)
        if tokens and tokens[0]["sign"] == ",":
            tokens = tokens[1:]
            continue
        return arguments, _closed(tokens)


def _closed(tokens):
    if not tokens or tokens[0]["sign"] != ")":
        raise Refused("formula_syntax")
    return tokens[1:]


def is_rate(tree, names):
    """Whether a part of a split is a rate: 30%, 1/3, a rate parameter, or a formula with one of them."""
    kind = tree[0]
    if kind == "number":
        return tree[3]
    if kind == "name":
        return names.get(tree[1]) == "rate"
    if kind == "call":
        return any(is_rate(argument, names) for argument in tree[2])
    if kind == "/" and tree[1][0] == "number" and tree[2][0] == "number":
        return True
    return is_rate(tree[1], names) or is_rate(tree[2], names)


def combine(first, second, sign):
    """The dimension of a product or quotient: units with their powers."""
    powers = dict(first)
    for name, power in second.items():
        powers[name] = powers.get(name, 0) + sign * power
    return {name: power for name, power in powers.items() if power}


def dimension(tree, names):
    """Units with their powers; None for a zero, which goes with any."""
    kind = tree[0]
    if kind == "number":
        return None if tree[1] == 0 and not tree[2] else {tree[2]: 1} if tree[2] else {}
    if kind == "name":
        return names[tree[1]] if tree[1] != "year" else {}
    if kind == "call":
        if tree[1] in ("received", "pool", "fund", "carry", "payer"):
            return {"yuan": 1}
        if tree[1] == "count":
            return {}
        if tree[1] == "tiers":
            return names[tree[2][0][1]]
        found = [dimension(argument, names) for argument in tree[2]]
        return next((each for each in found if each is not None), None)
    left, right = dimension(tree[1], names), dimension(tree[2], names)
    if kind in "+-":
        return left if left is not None else right
    return None if left is None else combine(left, right or {}, 1 if kind == "*" else -1)


def compute(tree, books):
    """The value of a formula: one fraction, or a list with one for each household. Amounts are in yuan."""
    kind = tree[0]
    if kind == "number":
        return tree[1]
    if kind == "name":
        return Fraction(books.year) if tree[1] == "year" else books.value(tree[1])
    if kind == "call":
        return _call(tree[1], tree[2], books)
    return spread(ARITHMETIC[kind], [compute(tree[1], books), compute(tree[2], books)])


def _call(name, arguments, books):
    if name == "received":
        return [Fraction(fen, 100) for fen in books.received([step[1] for step in arguments])]
    if name == "pool":
        return Fraction(books.pools[arguments[0][1]], 100)
    if name in ("fund", "carry", "payer"):
        return Fraction((books.payers if name == "payer" else books.funds)[arguments[0][1]], 100)
    if name == "count":
        return Fraction(sum(books.members(arguments[0][1])))
    if name == "tiers":
        table = books.tables[arguments[0][1]]
        return spread(table.value, [compute(arguments[1], books)])
    values = [compute(argument, books) for argument in arguments]
    if name == "sum":
        return sum(values[0]) if isinstance(values[0], list) else values[0] * len(books.ids)
    if name in ("min", "max"):
        return spread({"min": min, "max": max}[name], values)
    raise Refused("formula_syntax")


def spread(operation, values):
    """The operation on single values, or household by household where any is a column."""
    columns = [value for value in values if isinstance(value, list)]
    if not columns:
        return operation(*values)
    return [operation(*row) for row in zip(*(value if isinstance(value, list) else repeat(value) for value in values))]


def _over(dividend, divisor):
    if not divisor:
        raise Refused("division_by_zero")
    return dividend / divisor


ARITHMETIC = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": _over}
