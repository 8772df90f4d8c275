"""The books of one run: pools, payers and funds, lines of households, and who belongs to which group."""

import operator
from fractions import Fraction

from figures import Refused, rate, yuan
from formulas import compute, dimension, is_rate, parse
from scheme import Tiers, account, accounts


class Books:
    def __init__(self, scheme, request):
        self.scheme, self.request, self.year = scheme, request, request.year
        self.ids = [name for name, _, _, _ in request.households]
        self.tags = [tags for _, tags, _, _ in request.households]
        self.holdings = {name: [held[name] for _, _, held, _ in request.households] for name in scheme.holdings}
        self.labels = {name: [labels[name] for _, _, _, labels in request.households] for name in scheme.labels}
        self.tables = {name: Tiers(written, self.year) for name, written in scheme.tables.items()}
        self.dimensions, self.kinds = scheme.names(self.year)
        self.pools = {name: int(request.inputs[name] * 100) for name in scheme.inputs if scheme.is_pool(name)}
        self.opening = dict(self.pools)
        self.payers, self.funds, self.carried = {}, {}, set()
        # A step that is not done has chosen nobody.
        self.selected = {step["as"]: [False] * len(self.ids) for step in scheme.steps if step["kind"] == "select"}
        self.lines = []
        self.by_formula = {}
        for field, condition in _formulas("document.groups", scheme.groups):
            self.by_formula[id(condition)] = self._compare(condition, field)
        for at, step in enumerate(scheme.steps):
            for field, condition in _formulas(f"document.steps[{at}].rank", step.get("rank", [])):
                self.by_formula[id(condition)] = self._compare(condition, field)
        # What a pool, and what a fund, keeps for each value of a label: {pool: {value: fen}}, {label: {fund: {value: fen}}}.
        self.kept_apart = set()
        self.kept, self.kept_funds = {}, {name: {} for name in scheme.labels}

    def name(self, place):
        """An account that a step names is in the result, be it of 0.00."""
        kind, name = account(place)
        if kind == "pool":
            self.pools.setdefault(name, 0)
        elif kind == "payer":
            self.payers.setdefault(name, 0)
        else:
            self.funds.setdefault(name, 0)
            if kind == "carry":
                self.carried.add(name)

    # What formulas ask.

    def value(self, name):
        for known in (self.request.parameters, self.request.inputs, self.holdings):
            if name in known:
                return known[name]
        raise Refused("unknown_name")

    def received(self, steps):
        totals = [0] * len(self.ids)
        for line in self.lines:
            if line["step"] in steps and not line["is_record"]:
                totals = [total + fen for total, fen in zip(totals, line["amounts"])]
        return totals

    def members(self, group):
        """Which households belong to a group, or meet a condition."""
        everyone = range(len(self.ids))
        if group is None or group == "everyone":
            return [True for _ in everyone]
        if isinstance(group, str):
            if group in self.scheme.groups:
                return self.members(self.scheme.groups[group])
            # A selection that was not done chose nobody.
            return self.selected.get(group, [False for _ in everyone])
        if "tag" in group:
            return [group["tag"] in tags for tags in self.tags]
        if "not" in group:
            return [not is_in for is_in in self.members(group["not"])]
        if "any" in group:
            return [any(each) for each in zip(*(self.members(part) for part in group["any"]))]
        if "all" in group:
            return [all(each) for each in zip(*(self.members(part) for part in group["all"]))]
        if "formula" in group:
            return self.by_formula[id(group)]
        return [within(value, group) for value in self.holdings[group["holding"]]]

    def meet_requirements(self):
        """Refuses what the scheme requires of the result and is not so: of every household, or of those in "to"."""
        refusals = []
        for at, requirement in enumerate(self.scheme.document.get("require", [])):
            field, members = f"document.require[{at}]", self.members(requirement.get("to"))
            try:
                met = self._compare(requirement, field)
            except Refused as refusal:
                refusals.append(refusal)
                continue
            if not all(is_met for is_met, is_in in zip(met, members) if is_in):
                refusals.append(Refused(requirement.get("code", "requirement_not_met"), field))
        if refusals:
            # All are found; the answer has the code that stands first in docs/errors.md.
            raise min(refusals, key=lambda refusal: PRECEDENCE.index(refusal.code))

    def _compare(self, condition, field):
        """Who meets a comparison: of a division the dividend is held against the bound times the divisor."""
        try:
            dividend, divisor, (key, bound) = compared(condition, self)
        except Refused as refusal:
            raise Refused(refusal.code, field + ".formula")
        if any(value < 0 for value in self.of_each(divisor)):
            raise Refused("negative_result", field + ".formula")
        rows = zip(self.of_each(dividend), self.of_each(divisor), self.of_each(bound))
        return [COMPARISONS[key](over, under * limit) for over, under, limit in rows]

    def of_each(self, value):
        return value if isinstance(value, list) else [value] * len(self.ids)

    # What steps do.

    def formula(self, text):
        return compute(parse(text), self)

    def compute(self, step, key, unless_written=None):
        """The value of a field of a step."""
        try:
            return self.formula(step.get(key, unless_written))
        except Refused as refusal:
            raise Refused(refusal.code, refusal.field or "." + key)

    def column(self, step, key, unless_written=None):
        """Its value for every household."""
        return self.of_each(self.compute(step, key, unless_written))

    def is_money(self, text):
        return dimension(parse(text), self.dimensions) == {"yuan": 1}

    def is_rate(self, text):
        return is_rate(parse(text), self.kinds)

    def available(self, places):
        """What the pools among these accounts hold together; None where a payer stands behind them."""
        if any(kind == "payer" for kind, _ in accounts(places)):
            return None
        return sum(self.pools[name] for _, name in accounts(places))

    def draw(self, places, fen):
        """Takes an amount from one account, or from several in the order written."""
        for kind, name in accounts(places):
            part = fen if kind == "payer" else min(fen, self.pools[name])
            (self.payers if kind == "payer" else self.pools)[name] += part if kind == "payer" else -part
            fen -= part
        if fen:
            raise Refused("pool_shortfall")

    def feed(self, place, fen):
        kind, name = account(place)
        if kind == "pool":
            self.pools[name] += fen
        else:
            self.funds[name] += fen

    def values(self, label):
        """The values of a label, in the order of their UTF-8 bytes."""
        return sorted(set(self.labels[label]), key=str.encode)

    def keep(self, place, label, parts):
        """Puts an amount for each value of a label into an account that keeps them apart."""
        kind, name = account(place)
        self.feed(place, sum(parts.values()))
        kept = self.kept if kind == "pool" else self.kept_funds[label]
        for value, fen in parts.items():
            kept.setdefault(name, {}).setdefault(value, 0)
            kept[name][value] += fen

    def empty(self, places):
        """Takes all out of some pools: what they hold together, and what of it for each value of a label."""
        total, parts = 0, {}
        for _, name in accounts(places):
            total += self.pools[name]
            self.pools[name] = 0
            for value, fen in self.kept.pop(name, {}).items():
                parts[value] = parts.get(value, 0) + fen
        return total, parts

    def add_line(self, step, amounts, is_record=False):
        self.lines.append({
            "step": step["id"], "benefit": step.get("benefit", step["id"]), "amounts": amounts, "is_record": is_record,
        })

    # What comes out, in the form of the service's answer.

    def result(self):
        statements = []
        for at, household in enumerate(self.ids):
            records = self._of(at, True)
            total = sum(line["amounts"][at] for line in self.lines if not line["is_record"])
            statements.append({
                "household": household, "total": yuan(total), "lines": self._of(at, False),
                **({"records": records} if records else {}),
                **({"labels": {name: values[at] for name, values in self.labels.items()}} if self.labels else {}),
            })
        kept = sum(fen for name, fen in self.funds.items() if name not in self.carried)
        carried = sum(fen for name, fen in self.funds.items() if name in self.carried)
        paid = sum(sum(line["amounts"]) for line in self.lines if not line["is_record"])
        came = sum(self.opening.values()) + sum(self.payers.values())
        if came != paid + kept + carried:
            raise AssertionError("the books do not balance")
        return {
            "totals": {
                "sources": yuan(came), "households": yuan(paid), "funds": yuan(kept), "carriedForward": yuan(carried),
            },
            "sources": self.sources(),
            "funds": [{"name": name, "amount": yuan(fen), **({"carried": True} if name in self.carried else {})}
                      for name, fen in self.funds.items()],
            **({"labels": self.subtotals()} if self.labels else {}),
            "statements": statements,
        }

    def subtotals(self):
        """What came of the run for each value of each label."""
        return [{"label": label, "values": [self._subtotal(label, value) for value in self.values(label)]} for label in self.labels]

    def _subtotal(self, label, value):
        own = [at for at, each in enumerate(self.labels[label]) if each == value]
        paid = sum(line["amounts"][at] for line in self.lines if not line["is_record"] for at in own)
        fed = [account(place) for step in self.scheme.steps if step.get("within") == label and step["kind"] == "split"
               for place in step["into"]]
        names = dict.fromkeys(name for kind, name in fed if kind in ("fund", "carry"))
        funds = [{"name": name, "amount": yuan(self.kept_funds[label].get(name, {}).get(value, 0)),
                  **({"carried": True} if name in self.carried else {})} for name in names]
        return {"value": value, "households": len(own), "amount": yuan(paid), **({"funds": funds} if funds else {})}

    def sources(self):
        return ([{"name": name, "kind": "input", "amount": yuan(fen)} for name, fen in self.opening.items()]
                + [{"name": name, "kind": "payer", "amount": yuan(fen)} for name, fen in self.payers.items()])

    def _of(self, at, is_record):
        return [{"step": line["step"], "benefit": line["benefit"], "amount": yuan(line["amounts"][at])}
                for line in self.lines if line["is_record"] == is_record and line["amounts"][at]]


# What a requirement can come to, in the order of docs/errors.md.
PRECEDENCE = ("reserve_out_of_bounds", "patronage_below_minimum", "division_by_zero", "negative_result", "requirement_not_met")

COMPARISONS = {"above": operator.gt, "atLeast": operator.ge, "below": operator.lt, "atMost": operator.le}


def within(value, bounds):
    """Whether a value is above, atLeast, below, atMost the bounds that are stated."""
    return all(holds(value, rate(bounds[key], key)) for key, holds in COMPARISONS.items() if key in bounds)


def compared(condition, books):
    """Dividend, divisor (1 where the formula is no division) and bound of a comparison."""
    tree = parse(condition["formula"])
    over, under = (tree[1], tree[2]) if tree[0] == "/" else (tree, ("number", Fraction(1), None, False))
    key = next(key for key in COMPARISONS if key in condition)
    return compute(over, books), compute(under, books), (key, compute(parse(condition[key]), books))


def _formulas(field, node):
    """The conditions by formula within conditions, each with its place, in the order of the document."""
    if isinstance(node, dict):
        if "formula" in node:
            yield field, node
        for key, value in node.items():
            yield from _formulas(f"{field}.{key}", value)
    elif isinstance(node, list):
        for at, item in enumerate(node):
            yield from _formulas(f"{field}[{at}]", item)
