"""The kinds of step (docs/schemes.md, section 3), each as its row says."""

import unicodedata
from bisect import bisect_right
from fractions import Fraction

from books import COMPARISONS, Books, within
from figures import Refused, ceiling, floor, half_up, largest_remainder
from formulas import parse
from request import Request
from scheme import Scheme, account, accounts, ordered


def run(document, asked):
    """Computes a request: the books at the end, or Refused."""
    scheme = Scheme(document)
    books = Books(scheme, Request(scheme, asked))
    for step in scheme.steps:
        for place in _places(step):
            books.name(place)
        if step["kind"] == "split" and "within" in step:
            books.kept_apart |= {name for kind, name in map(account, step["into"]) if kind == "pool"}
    for at, step in enumerate(scheme.steps):
        if not _is_done(step, books):
            continue
        try:
            KINDS[step["kind"]](step, books)
        except Refused as refusal:
            raise Refused(refusal.code, f"document.steps[{at}]{refusal.field or ''}")
    _close(books)
    return books


def _places(step):
    """The accounts a step names."""
    if "from" in step and step["kind"] != "select":
        yield from step["from"] if isinstance(step["from"], list) else [step["from"]]
    into = step.get("into")
    if step["kind"] == "split":
        yield from into
    elif into is not None:
        yield into


def _is_done(step, books):
    when = step.get("when", {})
    years = when.get("years", {})
    return (int(years.get("from", books.year)) <= books.year <= int(years.get("to", books.year))
            and ("group" not in when or any(books.members(when["group"])))
            and _is_within(when, books))


def _is_within(when, books):
    """Whether the input, parameter or pool that is looked at is within its bounds: above 0 unless they are written."""
    if "input" in when:
        value = books.request.inputs[when["input"]]
    elif "parameter" in when:
        value = books.request.parameters[when["parameter"]]
    elif "pool" in when:
        value = Fraction(books.pools[when["pool"]], 100)
    else:
        return True
    bounds = {key: when[key] for key in COMPARISONS if key in when}
    return within(value, bounds or {"above": "0"})


def _close(books):
    if any(books.pools.values()):
        raise Refused("pool_not_emptied")
    done = [line["step"] for line in books.lines]
    strict = [at for at, step in enumerate(books.scheme.steps)
              if step["kind"] == "withhold" and step["id"] in done and step.get("allowNegative") != "true"]
    if strict and any(total < 0 for total in books.received(done)):
        raise Refused("negative_total", f"document.steps[{strict[-1]}]")
    books.meet_requirements()


def split(step, books):
    parts = list(step["into"].items())
    texts = [text for _, text in parts if text != "remaining"]
    values = {place: books.formula(text) for place, text in parts if text != "remaining"}
    whole = sum(values.values())
    if len(texts) < len(parts):
        if whole > 1:
            raise Refused("parts_exceed_whole", ".into")
        weights = [values.get(place, 1 - whole) for place, _ in parts]
    else:
        if whole != 1 and _are_rates(texts, values.values(), books):
            raise Refused("parts_do_not_close", ".into")
        weights = [values[place] for place, _ in parts]
    if books.available(step["from"]) and not any(weights):
        raise Refused("zero_weight")
    if "within" in step:
        _split_within(step, [place for place, _ in parts], weights, books)
        return
    total, _ = books.empty(step["from"])
    shares = largest_remainder(total, weights) if total else [0] * len(parts)
    for (place, _), share in zip(parts, shares):
        books.feed(place, share)


def _split_within(step, places, weights, books):
    """Whole pools to the values of a label, unless they are kept by it already; then each value's part to the accounts."""
    label, pools = step["within"], [name for _, name in accounts(step["from"])]
    is_kept = any(name in books.kept_apart for name in pools)
    values, sums = books.values(label), None
    if isinstance(step.get("by"), dict):
        sums = _written_parts(step["by"], values, books)
    elif not is_kept:
        own = _not_negative_weights(books.column(step, "by", "1"))
        sums = [sum(weight for weight, each in zip(own, books.labels[label]) if each == value) for value in values]
    total, of_value = books.empty(step["from"])
    if not total:
        return
    if sums is not None:
        if not any(sums):
            raise Refused("zero_weight")
        of_value = dict(zip(values, largest_remainder(total, sums)))
    parts = {value: largest_remainder(fen, weights) for value, fen in of_value.items()}
    for at, place in enumerate(places):
        books.keep(place, label, {value: shares[at] for value, shares in parts.items()})


def _written_parts(written, values, books):
    """The part that the document gives each value of a label; the values of the roster have to be the same."""
    texts = {unicodedata.normalize("NFKC", value).strip(): text for value, text in written.items()}
    parts = {value: _not_negative(books.formula(text), "by." + value) for value, text in texts.items()}
    if set(parts) != set(values):
        raise Refused("label_shares_differ", ".by")
    if sum(parts.values()) != 1 and _are_rates(list(texts.values()), list(parts.values()), books):
        raise Refused("parts_do_not_close", ".by")
    return [parts[value] for value in values]


def _not_negative_weights(weights):
    if any(weight < 0 for weight in weights):
        raise Refused("negative_weight", ".by")
    return weights


def _are_rates(texts, values, books):
    """Parts that must make 100%: rates, or nothing but written numbers below 1."""
    trees = [parse(text) for text, value in zip(texts, values) if value]
    return any(books.is_rate(text) for text in texts) or (
        bool(trees) and all(tree[0] == "number" and tree[1] < 1 for tree in trees))


def take(step, books):
    exact = _not_negative(books.compute(step, "amount"), "amount") * 100
    fen = {"exact": half_up, "at_most": floor, "at_least": ceiling}[step.get("bound", "exact")](exact)
    available = books.available(step["from"])
    if step.get("limit") == "available" and available is not None:
        fen = min(fen, available)
    books.draw(step["from"], fen)
    books.feed(step["into"], fen)


def _not_negative(value, key):
    if value < 0:
        raise Refused("negative_result", "." + key)
    return value


def allocate(step, books):
    _, pool = account(step["from"])
    total = books.pools[pool]
    if not total and "floor" not in step:
        return
    paid, based = books.members(step.get("to")), books.members(step.get("over", step.get("to")))
    weights = [weight * factor for weight, factor in zip(books.column(step, "by", "1"), _factors(step, books))]
    base = [at for at, is_in in enumerate(based) if is_in]
    _not_negative_weights([weights[at] for at in base])
    if "within" in step:
        amounts = _allocate_within(step, pool, weights, base, paid, books)
    else:
        amounts = _among(step, total, weights, base, paid, books)
    if amounts is None:
        return
    books.pools[pool] -= sum(amounts)
    if total:
        books.add_line(step, amounts)


def _among(step, total, weights, base, paid, books):
    """What an amount comes to for every household; None where nobody has a weight."""
    if not sum(weights[at] for at in base):
        if total and step.get("ifEmpty") != "keep":
            raise Refused("zero_weight")
        return None
    amounts = [0] * len(books.ids)
    for at, share in zip(base, _shares(step, total, [weights[at] for at in base], base, books)):
        amounts[at] = share if paid[at] else 0
    return amounts


def _allocate_within(step, pool, weights, base, paid, books):
    """What the pool keeps for each value of the label is shared by the households of that value."""
    amounts, kept, label = [0] * len(books.ids), books.kept.get(pool, {}), step["within"]
    for value in books.values(label):
        own = [at for at in base if books.labels[label][at] == value]
        shares = _among(step, kept.get(value, 0), weights, own, paid, books) or [0] * len(amounts)
        amounts = [left + right for left, right in zip(amounts, shares)]
        if value in kept:
            kept[value] -= sum(shares)
    return amounts


def _factors(step, books):
    """For every household the factor of the first group it belongs to, or 1."""
    factors = [(books.members(group), books.formula(formula)) for group, formula in step.get("factors", {}).items()]
    return [next((factor for is_in, factor in factors if is_in[at]), Fraction(1)) for at in range(len(books.ids))]


def _shares(step, total, weights, base, books):
    unit, whole = _unit(step), sum(weights)
    rounding = step.get("rounding", "largest_remainder")
    if rounding == "per_unit_rate":
        per_unit = floor(Fraction(total) / whole / unit) * unit
        return [floor(per_unit * weight / unit) * unit for weight in weights]
    if rounding == "floor_and_keep":
        return [floor(Fraction(total) * weight / whole / unit) * unit for weight in weights]
    lows = _bounds(step, "floor", ceiling, total, unit, base, books) if "floor" in step else [0] * len(base)
    lows = [low if weight else 0 for low, weight in zip(lows, weights)]
    if sum(lows) > total:
        raise Refused("pool_shortfall", ".floor")
    highs = _bounds(step, "cap", floor, total, unit, base, books) if "cap" in step else [total + unit] * len(base)
    if any(low > high for low, high in zip(lows, highs)):
        raise Refused("scheme_invalid_value", ".floor")
    if step.get("excess") == "keep":
        return [min(share, high) for share, high in zip(largest_remainder(total, weights, unit), highs)]
    return _between(total, weights, lows, highs, unit)


def _unit(step):
    """The smallest amount a step pays out, in fen."""
    return int(Fraction(step.get("unit", "0.01")) * 100)


def _bounds(step, key, cut, total, unit, base, books):
    """A floor or cap for each household in fen: an amount, or a rate of what is shared."""
    values, of = books.column(step, key), 100 if books.is_money(step[key]) else total
    return [cut(_not_negative(values[at], key) * of / unit) * unit for at in base]


def _between(total, weights, lows, highs, unit):
    """In proportion to the weights; who would be outside a bound gets the bound, and the others share what is left."""
    level = _level(total, weights, lows, highs)
    shares = [low if level * weight <= low else high for weight, low, high in zip(weights, lows, highs)]
    others = [at for at, weight in enumerate(weights) if lows[at] < level * weight < highs[at]]
    left = total - sum(share for at, share in enumerate(shares) if at not in set(others))
    if others:
        for at, share in zip(others, largest_remainder(left, [weights[at] for at in others], unit)):
            shares[at] = share
    return shares


def _level(total, weights, lows, highs):
    """The amount for a weight of 1 at which everybody's shares, kept within the bounds, make the total."""
    def given(level):
        return sum(min(max(level * weight, low), high) for weight, low, high in zip(weights, lows, highs))

    bounds = [(weight, bound) for weight, *pair in zip(weights, lows, highs) if weight for bound in pair]
    turns = sorted({Fraction(0), *(bound / weight for weight, bound in bounds)})
    last = turns[bisect_right(turns, total, key=given) - 1]
    rising = sum(weight for weight, low, high in zip(weights, lows, highs) if weight and low <= last * weight < high)
    return last + (total - given(last)) / rising if rising else last


def pay(step, books):
    unit, values = _unit(step), _of_members(books.column(step, "amount"), books.members(step.get("to")))
    values = [_not_negative(value, "amount") * factor for value, factor in zip(values, _factors(step, books))]
    _pay_out(step, [half_up(value * 100 / unit) * unit for value in values], books)


def _of_members(values, members):
    return [value if is_in else Fraction(0) for value, is_in in zip(values, members)]


def guarantee(step, books):
    members = books.members(step.get("to"))
    values, given = _of_members(books.column(step, "floor"), members), books.received(step["counting"])
    unit, lacking = _unit(step), [ceiling(value * 100) - got for value, got in zip(values, given)]
    amounts = [ceiling(Fraction(max(0, fen), unit)) * unit if is_in else 0 for fen, is_in in zip(lacking, members)]
    _pay_out(step, amounts, books)


def _pay_out(step, amounts, books):
    available = books.available(step["from"])
    if step.get("onShortfall") == "prorate" and available is not None and sum(amounts) > available:
        amounts = largest_remainder(available, amounts, _unit(step))
    books.draw(step["from"], sum(amounts))
    if any(amounts):
        books.add_line(step, amounts)


def select(step, books):
    places = floor(_not_negative(books.compute(step, "places"), "places"))
    candidates = [at for at, is_in in enumerate(books.members(step["from"])) if is_in]
    bands, orders = [], []
    for item in step.get("rank", []):
        if order := ordered(item):
            orders.append((books.holdings[order[0]], -1 if order[1] == "desc" else 1))
        else:
            bands.append(books.members(item))

    def place(at):
        band = next((number for number, is_in in enumerate(bands) if is_in[at]), len(bands))
        return (band, *(values[at] * sign for values, sign in orders), books.ids[at])

    chosen = set(sorted(candidates, key=place)[:places])
    books.selected[step["as"]] = [at in chosen for at in range(len(books.ids))]


def withhold(step, books):
    members = books.members(step.get("to"))
    if "total" in step:
        amounts = _apportioned(step, members, books)
    else:
        values, received = books.column(step, "amount"), books.received(step.get("of", []))
        if "of" in step and not books.is_money(step["amount"]):
            values = [value * Fraction(fen, 100) for value, fen in zip(values, received)]
        amounts = [half_up(_not_negative(value, "amount") * 100) for value in _of_members(values, members)]
        if "limit" in step:
            limits = [floor(value * fen) for value, fen in zip(books.column(step, "limit"), received)]
            amounts = [min(fen, max(limit, 0)) for fen, limit in zip(amounts, limits)]
    books.feed(step["into"], sum(amounts))
    books.add_line(step, [-fen for fen in amounts])


def record(step, books):
    members = books.members(step.get("to"))
    if "total" in step:
        amounts = _apportioned(step, members, books)
    else:
        amounts = [half_up(value * 100) for value in _of_members(books.column(step, "amount"), members)]
    books.add_line(step, amounts, is_record=True)


def _apportioned(step, members, books):
    """A total shared among the members to the fen."""
    total = half_up(_not_negative(books.compute(step, "total"), "total") * 100)
    weights = _of_members(books.column(step, "by", "1"), members)
    if any(weight < 0 for weight in weights):
        raise Refused("negative_weight", ".by")
    if not sum(weights) and total:
        raise Refused("zero_weight")
    return largest_remainder(total, weights) if total else [0] * len(weights)


KINDS = {each.__name__: each for each in (split, take, allocate, pay, guarantee, select, withhold, record)}
