"""A scheme document (docs/schemes.md, section 2) as the steps need it. It is taken to be valid."""

from fractions import Fraction

from figures import decimal, rate
from formulas import MEMBERS, combine, members_name, parse, unit, value_names

# Where formulas stand; parts of a split and factors have names of their own as keys.
FORMULAS = {"by", "cap", "floor", "amount", "total", "limit", "places", "formula", "above", "atLeast", "below", "atMost"}
STANDARD_TAGS = ("registered", "monitored", "hardship", "applicant")


class Tiers:
    """A table of tiers: what it gives for a figure, by its mode, limits and values of a year."""

    def __init__(self, written, year):
        self.mode = written["mode"]
        self.of = {unit(written["of"]): 1} if "of" in written else {}
        self.gives = written.get("gives", "rate")
        self.each = _worth(self.gives, written)
        of_year = [from_year for from_year in written.get("values", {}) if int(from_year) <= year]
        rows = written["values"][max(of_year, key=int)] if of_year else written
        self.limit_is_within = "upTo" in rows
        table = rows["upTo" if self.limit_is_within else "below"]
        read = (lambda text: rate(text, None)) if self.gives == "rate" else (lambda text: decimal(text, 12, None))
        pairs = sorted((Fraction(limit), read(value)) for limit, value in table.items())
        self.limits = [limit for limit, _ in pairs]
        self.values = [value for _, value in pairs] + [read(rows["above"])]

    def dimension(self):
        return self.each if self.mode == "fixed" else combine(self.of, self.each, 1)

    def value(self, figure):
        if self.mode == "marginal":
            return self._by_parts(figure)
        at = sum(figure > limit if self.limit_is_within else figure >= limit for limit in self.limits)
        return self.values[at] if self.mode == "fixed" else figure * self.values[at]

    def _by_parts(self, figure):
        total, start = Fraction(0), None
        for end, value in zip(self.limits + [None], self.values):
            top = figure if end is None else min(figure, end)
            if start is None or top > start:
                total += (top - (start or 0)) * value
            start = end
        return total


def _worth(kind, written):
    """The dimension of a parameter or input of this type."""
    if kind in ("rate", "parts", "count"):
        return {}
    base = {"yuan": 1} if kind in ("money", "price") else {unit(written["unit"]): 1} if "unit" in written else {}
    return combine(base, {unit(written["per"]): 1}, -1) if "per" in written else base


class Scheme:
    def __init__(self, document):
        self.document = document
        written = document.get("parameters", {})
        self.parameters = {name: each for name, each in written.items() if each["type"] != "tiers"}
        self.tables = {name: each for name, each in written.items() if each["type"] == "tiers"}
        self.inputs = document.get("inputs", {})
        self.holdings = document.get("holdings", {})
        self.labels = document.get("labels", {})
        self.groups = document.get("groups", {})
        self.steps = document["steps"]
        declared = {*self.parameters, *self.tables, *self.inputs, *self.holdings, *self.labels}
        # Columns of members are read, not declared.
        for name in sorted(set(_members_of([self.groups, self.steps, document.get("require", [])])) - declared):
            self.holdings = {**self.holdings, name: {"unit": "person", "decimals": "0"}}
        conditions = [self.groups, [step.get("rank", []) for step in self.steps]]
        self.tags_read = sorted(set(_tags_of(conditions)), key=ordinal)
        self.known_tags = set(self.tags_read) | set(STANDARD_TAGS)

    def is_effective(self, year):
        years = self.document.get("effective", {})
        return int(years.get("from", year)) <= year <= int(years.get("to", year))

    def decimals_of(self, holding):
        written = self.holdings[holding]
        return int(written.get("decimals", 2 if unit(written["unit"]) == "yuan" else 4))

    def is_pool(self, name):
        return self.inputs[name]["type"] == "money" and self.inputs[name].get("pool") != "false"

    def names(self, year):
        """Every name of a formula with its dimension, and with "rate" where it is one."""
        dimensions, kinds = {}, {}
        for name, written in {**self.parameters, **self.inputs}.items():
            dimensions[name], kinds[name] = _worth(written["type"], written), written["type"]
        for name, written in self.holdings.items():
            dimensions[name] = {unit(written["unit"]): 1}
        for name, written in self.tables.items():
            table = Tiers(written, year)
            dimensions[name] = table.dimension()
            kinds[name] = table.gives if table.mode == "fixed" else ""
        return dimensions, kinds


def ordinal(name):
    """The order of names: by UTF-16 code units."""
    return name.encode("utf-16-be")


def _tags_of(node):
    if isinstance(node, dict):
        if "tag" in node:
            yield node["tag"]
        for value in node.values():
            yield from _tags_of(value)
    elif isinstance(node, list):
        for item in node:
            yield from _tags_of(item)


def _members_of(node):
    """The names of columns of members in formulas, conditions and orders."""
    if isinstance(node, list):
        for item in node:
            yield from _members_of(item)
        return
    if not isinstance(node, dict):
        return
    texts = [text for key, text in node.items() if key in FORMULAS]
    for key in ("into", "factors"):
        texts += node[key].values() if isinstance(node.get(key), dict) else []
    texts += [ordered(item)[0] for item in node.get("rank", []) if ordered(item)]
    texts += [node["holding"]] if "holding" in node else []
    for text in texts:
        if isinstance(text, str):
            yield from (name for name in value_names(parse(text)) if MEMBERS.fullmatch(name))
    for value in node.values():
        yield from _members_of(value)


def ordered(item):
    """The column and the direction of "land desc"; None for a condition."""
    words = item.split() if isinstance(item, str) else []
    if len(words) < 2 or words[-1] not in ("asc", "desc"):
        return None
    name = " ".join(words[:-1])
    counted = MEMBERS.fullmatch(name)
    return (members_name(counted) if counted else name), words[-1]


def account(written):
    """An account as (kind, name): pool, payer, fund or carry."""
    if isinstance(written, dict):
        return next(iter(written.items()))
    kind, colon, name = written.partition(":")
    return (kind, name) if colon else ("pool", written)


def accounts(written):
    return [account(each) for each in (written if isinstance(written, list) else [written])]
