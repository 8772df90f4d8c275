"""Figures and roster of a request, read against a scheme; of all that is wrong the first of docs/errors.md counts."""

import unicodedata

from figures import Refused, decimal, rate

# Codes in the order of docs/errors.md.
ORDER = (
    "year_out_of_range", "empty_roster", "invalid_household_id", "duplicate_household",
    "not_a_number", "negative_amount", "too_many_decimals", "out_of_range", "invalid_value",
    "unknown_parameter", "missing_parameter", "unknown_input", "missing_input",
    "missing_holding", "missing_label",
    "scheme_not_effective", "reserve_out_of_bounds", "patronage_below_minimum", "parameter_out_of_range",
)

# Decimals of an input by its type, unless it says so itself.
INPUT_DECIMALS = {"money": 2, "count": 0, "price": 2, "quantity": 4}


class Request:
    """Every figure as an exact fraction; households in member order."""

    def __init__(self, scheme, request):
        self._scheme, self._problems = scheme, []
        self.year = request["year"]
        self.parameters = self._figures("parameters", request, scheme.parameters, self._parameter)
        self.inputs = self._figures("inputs", request, scheme.inputs, self._input)
        self.households = self._roster(request.get("households", []))
        if not 1900 <= self.year <= 2999:
            self._note("year_out_of_range", "year")
        elif not scheme.is_effective(self.year):
            self._note("scheme_not_effective", "year")
        if self._problems:
            raise min(self._problems, key=lambda problem: ORDER.index(problem.code))
        self.households.sort(key=lambda household: household[0])

    def _note(self, code, field):
        self._problems.append(Refused(code, field))

    def _read(self, reader, *arguments):
        try:
            return reader(*arguments)
        except Refused as problem:
            self._problems.append(problem)
            return None

    def _figures(self, place, request, known, reader):
        stated = request.get(place, {})
        for name in stated:
            if name not in known:
                self._note("unknown_" + place[:-1], f"{place}.{name}")
        return {name: self._read(reader, each, stated.get(name), f"{place}.{name}") for name, each in known.items()}

    def _parameter(self, written, stated, field):
        of_year = [start for start in written.get("values", {}) if int(start) <= self.year]
        default = written["values"][max(of_year, key=int)] if of_year else written.get("default")
        text = stated if stated is not None else default
        if text is None:
            raise Refused("missing_parameter", field)
        value = _parameter_value(written, text, field)
        highest = "100%" if written["type"] == "rate" else None
        low, high = written.get("min"), written.get("max", highest)
        if (low is not None and value < _parameter_value(written, low, field)) or (
                high is not None and value > _parameter_value(written, high, field)):
            raise Refused(written.get("code", "parameter_out_of_range"), field)
        return value

    def _input(self, written, stated, field):
        text = stated if stated is not None else written.get("default")
        if text is None:
            raise Refused("missing_input", field)
        if written["type"] == "rate":
            value = rate(text, field)
            return value if value <= 1 else self._note("parameter_out_of_range", field)
        return decimal(text, int(written.get("decimals", INPUT_DECIMALS[written["type"]])), field)

    def _roster(self, households):
        if not households:
            self._note("empty_roster", "households")
        known, read = set(), []
        for at, household in enumerate(households):
            place = f"households[{at}]"
            name = unicodedata.normalize("NFKC", household["id"]).strip()
            if not 1 <= len(name) <= 64 or "%" in name:
                self._note("invalid_household_id", place + ".id")
            elif name in known:
                self._note("duplicate_household", place + ".id")
            known.add(name)
            labels = self._labels(household, place)
            read.append((name, set(self._tags(household, place)), self._holdings(household, place), labels))
        return read

    def _tags(self, household, place):
        for tag in household.get("tags", []):
            # Tags and columns that the scheme does not read take no part.
            if tag in self._scheme.known_tags:
                yield tag

    def _labels(self, household, place):
        """What the household belongs to, in the one spelling that ids have; a label that the scheme does not read takes no part."""
        stated, values = household.get("labels", {}), {}
        for name in self._scheme.labels:
            values[name] = unicodedata.normalize("NFKC", stated.get(name, "")).strip()
            if not values[name]:
                self._note("missing_label", f"{place}.labels.{name}")
            elif len(values[name]) > 64:
                self._note("invalid_value", f"{place}.labels.{name}")
        return values

    def _holdings(self, household, place):
        stated, values = household.get("holdings", {}), {}
        for name, written in self._scheme.holdings.items():
            field, text = f"{place}.holdings.{name}", stated.get(name, written.get("default"))
            if text is None:
                self._note("missing_holding", field)
            else:
                values[name] = self._read(decimal, text, self._scheme.decimals_of(name), field)
        return values


def _parameter_value(written, text, field):
    if written["type"] == "rate":
        return rate(text, field)
    return decimal(text, int(written.get("decimals", 2 if written["type"] == "money" else 12)), field)
