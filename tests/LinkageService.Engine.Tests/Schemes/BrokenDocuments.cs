using LinkageService.Engine.Problems;
using static LinkageService.Engine.Problems.ProblemCodes;

namespace LinkageService.Engine.Tests.Schemes;

/// <summary>Documents with exactly one mistake each; ¦ stands before the place that must be reported.</summary>
internal static class BrokenDocuments
{
    public const string Mark = "¦";

    public const string Head = "id: example\nversion: 1\ntitle: { zh: 例子, en: Example }\n";

    private const string Income = "inputs: { income: { type: money } }\n";
    private const string Land = "holdings: { land: { unit: mu } }\n";
    private const string Share = "steps:\n  - { id: share, kind: allocate, from: income, by: land }\n";
    private const string Rest = "  - { id: rest, kind: split, from: income, into: { fund:其余: remaining } }\n";

    private const string Villages = "labels: { village: { title: 村 } }\n" + Income
        + "steps:\n  - { id: v, kind: split, from: income, within: village, into: { own: remaining } }\n";

    private const string RestOfOwn = "  - { id: rest, kind: split, from: own, into: { fund:其余: remaining } }\n";

    public static readonly (ProblemCode Code, string Field, string Yaml)[] All =
    [
        .. TooLarge(), .. Fields(), .. Values(), .. Names(), .. References(), .. Formulas(), .. Closing(), .. Warnings(),
    ];

    private static (ProblemCode, string, string)[] TooLarge() =>
    [
        (SchemeTooLarge, "steps", Income + Land + "steps:\n  ¦"
            + Lines(65, number => $"- {{ id: s{number}, kind: record, amount: 1 yuan }}", "  ")),
        (SchemeTooLarge, "groups", "groups:\n  ¦" + Lines(65, number => $"g{number}: {{ tag: t }}", "  ") + Income + Land + Share),
        (SchemeTooLarge, "steps[0].into", Income + "steps:\n  - id: s\n    kind: split\n    from: income\n    into:\n      ¦"
            + Lines(65, number => $"fund:留{number}: 1", "      ")),
        (SchemeTooLarge, "groups", "groups: ¦{ a: { any: [" + string.Join(", ", Enumerable.Repeat("{ tag: t }", 256))
            + "] } }\n" + Income + Land + Share),
    ];

    private static (ProblemCode, string, string)[] Fields() =>
    [
        (SchemeUnknownField, "note", Income + Land + "¦note: text\n" + Share),
        (SchemeUnknownField, "steps[0].form", Income + Land
            + "steps:\n  - { id: share, kind: allocate, from: income, by: land, ¦form: x }\n"),
        (SchemeUnknownField, "parameters.rate.per", "parameters: { rate: { type: rate, ¦per: mu } }\n" + Income + Land + Share),
        (SchemeUnknownField, "parameters.rate.decimals", "parameters: { rate: { type: rate, ¦decimals: 2 } }\n" + Income + Land + Share),
        (SchemeDuplicateField, "inputs", Income + Land + "¦" + Income + Share),
        (SchemeDuplicateField, "parameters.r.values.2021",
            "parameters: { r: { type: rate, values: { 2021: 1%, ¦2021: 2% } } }\n" + Income + Land + Share),
        (SchemeWrongType, "inputs.income", "inputs: { income: ¦[money] }\n" + Land + Share),
        (SchemeWrongType, "steps", Income + Land + "steps:\n  ¦share: { kind: allocate }\n"),
        (SchemeWrongType, "steps[0].from", Income + Land + "steps:\n  - { id: share, kind: allocate, from: ¦[income], by: land }\n"),
        (SchemeMissingField, "steps[0].kind", Income + Land + "steps:\n  - ¦{ id: share, from: income, by: land }\n"),
        (SchemeMissingField, "steps", Income + Land + "steps: ¦[]\n"),
        (SchemeMissingField, "steps[0].into", Income + "steps:\n  - { id: rest, kind: split, from: income, into: ¦{} }\n"),
        (SchemeMissingField, "steps[0].from", Income + "steps:\n  - { id: rest, kind: split, from: ¦[], into: { fund:甲: 1 } }\n"),
        (SchemeMissingField, "steps[1].of",
            Income + Land + Share + "  - { id: fee, kind: withhold, of: ¦[], amount: 1 yuan, into: fund:费 }\n"),
        (SchemeMissingField, "effective.from", "effective: { from: ¦}\n" + Income + Land + Share),
    ];

    private static (ProblemCode, string, string)[] Values() =>
    [
        (SchemeInvalidValue, "effective", "effective: ¦{ from: 2030, to: 2020 }\n" + Income + Land + Share),
        (SchemeInvalidValue, "inputs.income.default", "inputs: { income: { type: money, default: ¦1.234 } }\n" + Land + Share),
        (SchemeInvalidValue, "holdings.land.weighting",
            Income + "holdings: { land: { unit: mu, weighting: ¦weekly } }\n" + Share),
        (SchemeInvalidValue, "holdings.land.decimals", Income + "holdings: { land: { unit: mu, decimals: ¦5 } }\n" + Share),
        (SchemeInvalidValue, "parameters.p.decimals", "parameters: { p: { type: money, decimals: ¦7 } }\n" + Income + Land + Share),
        (SchemeInvalidValue, "parameters.p.min", "parameters: { p: { type: money, min: ¦5.00, max: 2.00 } }\n" + Income + Land + Share),
        (SchemeInvalidValue, "parameters.p.values.20", "parameters: { p: { type: money, values: { 20: ¦5.00 } } }\n"
            + Income + Land + Share),
        (SchemeInvalidValue, "groups.big", "groups:\n  big: ¦{ holding: land }\n" + Income + Land + Share),
        (SchemeInvalidValue, "groups.big", "groups:\n  big: ¦{ holding: land, above: 1, below: 2, atMost: 3 }\n" + Income + Land + Share),
        (SchemeInvalidValue, "groups.a", "groups:\n  a: ¦{}\n" + Income + Land + Share),
        (SchemeInvalidValue, "groups.a", "groups:\n  a: ¦{ tag: x, not: { tag: y } }\n" + Income + Land + Share),
        (SchemeInvalidValue, "steps[0].when", Income + Land
            + "steps:\n  - { id: share, kind: allocate, from: income, by: land, when: ¦{} }\n"),
        (SchemeInvalidValue, "steps[0].when.above",
            Income + Land + "steps:\n  - { id: s, kind: allocate, from: income, by: land, when: { years: { from: 2020 }, above: ¦5 } }\n"),
        (SchemeInvalidValue, "steps[0].cap",
            Income + Land + "steps:\n  - { id: s, kind: allocate, from: income, by: land, rounding: per_unit_rate, cap: ¦3% }\n"),
        (SchemeInvalidValue, "steps[0].from", Income + Land + "steps:\n  - { id: s, kind: allocate, from: ¦fund:income, by: land }\n"),
        (SchemeInvalidValue, "steps[0].onShortfall",
            Land + "steps:\n  - { id: s, kind: pay, from: payer:company, amount: sum(land) * 1 yuan / 1 mu, onShortfall: ¦prorate }\n"),
        (ParameterOutOfRange, "parameters.p.default", "parameters: { p: { type: rate, default: ¦120% } }\n" + Income + Land + Share),
        (ReserveOutOfBounds, "parameters.p.values.2025",
            "parameters: { p: { type: rate, max: 40%, code: reserve_out_of_bounds, values: { 2025: ¦41% } } }\n" + Income + Land + Share),
    ];

    private static (ProblemCode, string, string)[] Names() =>
    [
        (InvalidName, "inputs.2income", "inputs: { income: { type: money }, 2income: ¦{ type: money } }\n" + Land + Share),
        (InvalidName, "inputs.pool", "inputs: { income: { type: money }, pool: ¦{ type: money } }\n" + Land + Share),
        (InvalidName, "groups.a.tag", "groups: { a: { tag: ¦' x' } }\n" + Income + Land + Share),
        (InvalidName, "steps[0].into.fund:甲-b", Income + "steps:\n  - { id: s, kind: split, from: income, into: { fund:甲-b: ¦1 } }\n"),
        (DuplicateName, "inputs.land", "inputs: { income: { type: money }, ¦land: { type: count } }\nparameters: { land: { type: rate } }\n"
            + "steps:\n  - { id: all, kind: take, from: income, amount: income * land, into: fund:all }\n" + Rest),
        (DuplicateName, "steps[1].id", Income + Land + Share + "  - { id: ¦share, kind: record, amount: 1 yuan }\n"),
        (DuplicateName, "steps[0].into", Income + Land + "steps:\n  - { id: s, kind: split, from: income, ¦into: { land: remaining } }\n"
            + "  - { id: share, kind: allocate, from: land, by: land }\n"),
        (DuplicateName, "steps[0].into.fund: 甲", Income
            + "steps:\n  - { id: s, kind: split, from: income, into: { fund:甲: 1, 'fund: 甲': ¦1 } }\n"),
        (DuplicateName, "steps[0].as", "groups: { a: { tag: x } }\nsteps:\n  - { id: s, kind: select, places: 1, as: ¦a }\n"
            + "  - { id: p, kind: pay, from: payer:外, amount: 1 yuan, to: a }\n"),
        (UnknownStepKind, "steps[0].kind", Income + Land + "steps:\n  - { id: share, kind: ¦allot, from: income, by: land }\n"),
    ];

    private static (ProblemCode, string, string)[] References() =>
    [
        (UnknownName, "steps[0].by", Income + Land + "steps:\n  - { id: share, kind: allocate, from: income, by: ¦lnad }\n"),
        (UnknownName, "groups.big", "groups:\n  ¦big: { holding: lend, above: 0 }\n" + Income + Land
            + "steps:\n  - { id: share, kind: allocate, from: income, by: land, to: big }\n"),
        (UnknownName, "steps[0].when.input",
            Income + Land + "steps:\n  - { id: s, kind: record, amount: 1 yuan, when: { input: ¦land } }\n" + Rest),
        (UnknownGroup, "steps[0].to", Income + Land + "steps:\n  - { id: share, kind: allocate, from: income, by: land, to: ¦poor }\n"),
        (UnknownGroup, "groups.a.any[1]", "groups: { a: { any: [{ tag: x }, ¦b] } }\n" + Income + Land
            + "steps:\n  - { id: share, kind: allocate, from: income, by: land, to: a }\n"),
        (UnknownGroup, "steps[0].rank[0]", "groups: { g: { tag: x } }\n" + Land
            + "steps:\n  - { id: s, kind: select, places: 1, from: g, rank: [¦land], as: w }\n"
            + "  - { id: p, kind: pay, from: payer:外, amount: sum(land) * 1 yuan / 1 mu, to: w }\n"),
        (UnknownAccount, "steps[0].from", Income + Land + "steps:\n  - { id: share, kind: allocate, from: ¦incme, by: land }\n"),
        (UnknownAccount, "steps[0].amount", Income
            + "steps:\n  - { id: t, kind: take, from: income, amount: ¦pool(land), into: fund:余 }\n" + Rest),
        (UnknownStep, "steps[1].counting", Income + Land + Share
            + "  - { id: top, kind: guarantee, from: payer:外, floor: 1 yuan, counting: ¦dividend }\n"),
        (UnknownUnit, "steps[0].amount", Income
            + "steps:\n  - { id: t, kind: take, from: income, amount: ¦5 kg * 1 yuan, into: fund:余 }\n" + Rest),
        (CyclicReference, "groups.a", "groups: { a: ¦{ not: b }, b: { not: a } }\n" + Income + Land
            + "steps:\n  - { id: share, kind: allocate, from: income, by: land, to: a }\n"),
        (CyclicReference, "steps[0].of", Income + Land
            + "steps:\n  - { id: fee, kind: withhold, of: ¦share, amount: 1%, into: fund:费 }\n"
            + "  - { id: share, kind: allocate, from: income, by: land }\n"),
    ];

    private static (ProblemCode, string, string)[] Formulas() =>
    [
        (FormulaSyntax, "steps[0].by", Income + Land + "steps:\n  - { id: share, kind: allocate, from: income, by: ¦land + }\n"),
        (FormulaTooLarge, "steps[0].by", Income + Land
            + "steps:\n  - { id: share, kind: allocate, from: income, by: ¦land"
                + string.Concat(Enumerable.Repeat(" + land", 150)) + " }\n"),
        (FormulaDimension, "steps[0].amount", Income + Land
            + "steps:\n  - { id: p, kind: pay, from: income, amount: ¦land * 2 yuan }\n" + Rest),
        (FormulaColumn, "steps[0].amount", Income + Land
            + "steps:\n  - { id: t, kind: take, from: income, amount: ¦land * 2 yuan / 1 mu, into: fund:余 }\n" + Rest),
        (DivisionByZero, "steps[0].amount", Income
            + "steps:\n  - { id: t, kind: take, from: income, amount: ¦1 yuan / 0, into: fund:余 }\n" + Rest),
    ];

    private static (ProblemCode, string, string)[] Closing() =>
    [
        (PartsDoNotClose, "steps[0].into", Income
            + "steps:\n  - { id: s, kind: split, from: income, ¦into: { fund:甲: 60%, fund:乙: 50%, fund:丙: remaining } }\n"),
        (PartsDoNotClose, "steps[0].into", Income
            + "steps:\n  - { id: s, kind: split, from: income, into: ¦{ fund:甲: remaining, fund:乙: remaining } }\n"),
        (PartsDoNotClose, "steps[0].into", Income + "steps:\n  - { id: s, kind: split, from: income, ¦into: { fund:甲: 0, fund:乙: 0 } }\n"),
        (LabelMismatch, "steps[1].from", Villages + "  - { id: t, kind: take, from: ¦own, amount: 1 yuan, into: fund:余 }\n" + RestOfOwn),
        (LabelMismatch, "steps[0].within", "labels: { village: { title: 村 } }\n" + Income
            + "steps:\n  - { id: s, kind: allocate, from: income, within: ¦village }\n"),
        (PoolNeverEmptied, "inputs.grant", "inputs: { income: { type: money }, ¦grant: { type: money } }\n" + Land + Share),
        (PoolNeverEmptied, "steps[0].into", Income + "steps:\n  - { id: s, kind: split, from: income, ¦into: { a: 1, fund:乙: 1 } }\n"),
        (UnreachableStep, "steps[1].from", Income + Land + Share + "  - { id: more, kind: allocate, from: ¦income }\n"),
        (UnreachableStep, "steps[0].when.years", "effective: { from: 2020, to: 2022 }\n" + Income
            + "steps:\n  - { id: s, kind: record, amount: 1 yuan, when: { ¦years: { from: 2023 } } }\n" + Rest),
    ];

    private static (ProblemCode, string, string)[] Warnings() =>
    [
        (UnusedInput, "inputs.cost", "inputs: { income: { type: money }, ¦cost: { type: money, pool: false } }\n" + Land + Share),
        (UnusedParameter, "parameters.rate", "parameters:\n  ¦rate: { type: rate }\n" + Income + Land + Share),
        (UnusedHolding, "holdings.days", Income + "holdings: { land: { unit: mu }, ¦days: { unit: day } }\n" + Share),
        (AccountWithoutTitle, "steps[0].into", Income
            + "steps:\n  - { id: s, kind: take, from: income, amount: income * 10%, into: ¦fund:village_reserve }\n" + Rest),
        (UnknownAccount, "accounts.y", "accounts: { ¦y: { title: 公积金 } }\n" + Income + Land + Share),
        (UnusedLabel, "labels.team", "labels: { ¦team: { title: 组 } }\n" + Income + Land + Share),
        (TagMistyped, "groups.poor", "groups: { poor: ¦{ tag: registred } }\n" + Income + Land
            + "steps:\n  - { id: s, kind: allocate, from: income, by: land, to: poor, ifEmpty: keep }\n" + Rest),
        (UnusedGroup, "groups.poor", "groups: { ¦poor: { tag: registered } }\n" + Income + Land + Share),
        (UnusedGroup, "steps[0].as", Income + Land + "steps:\n  - { id: s, kind: select, places: 1, as: ¦chosen }\n"
            + "  - { id: share, kind: allocate, from: income, by: land }\n"),
        (GroupOutsideOver, "steps[0].over", "groups: { poor: { tag: registered } }\n" + Income + Land
            + "steps:\n  - { id: s, kind: allocate, from: income, by: land, over: ¦poor, to: everyone, ifEmpty: fail }\n" + Rest),
        (BoundMissing, "steps[0].clause", Income
            + "steps:\n  - { id: s, kind: take, from: income, amount: income * 10%, clause: ¦提取不超过10%, into: fund:余 }\n" + Rest),
        (ImplausibleFigure, "steps[0].cap", Income + Land
            + "steps:\n  - { id: s, kind: allocate, from: income, by: land, cap: ¦150% }\n" + Rest),
        (SameForEveryone, "steps[0].by", Income + "steps:\n  - { id: s, kind: allocate, from: income, by: ¦income }\n"),
        (SameForEveryone, "steps[0].amount", Income
            + "steps:\n  - { id: s, kind: take, from: income, amount: ¦sum(income) * 10%, into: fund:余 }\n" + Rest),
        (ImplausibleFigure, "steps[0].floor", Income + Land
            + "steps:\n  - { id: s, kind: allocate, from: income, by: land, floor: ¦500 yuan, cap: 300 yuan }\n" + Rest),
        (ImplausibleFigure, "steps[0].factors.poor", "groups: { poor: { tag: registered } }\n" + Income + Land
            + "steps:\n  - { id: s, kind: allocate, from: income, by: land, factors: { poor: ¦120 } }\n"),
        (GroupNeverHolds, "steps[0].factors.poor", "groups: { poor: { tag: registered } }\n" + Income + Land
            + "steps:\n  - { id: s, kind: allocate, from: income, by: land, factors: { everyone: 1, poor: ¦120% } }\n"),
        (ImplausibleFigure, "steps[1].limit", Income + Land + "steps:\n  - { id: s, kind: allocate, from: income, by: land }\n"
            + "  - { id: w, kind: withhold, of: [s], amount: 1 yuan, limit: ¦50, into: fund:余 }\n"),
        (ImplausibleFigure, "steps[0].cap", Income + Land
            + "steps:\n  - { id: s, kind: allocate, from: income, by: land, cap: ¦300.00 }\n"),
        (ImplausibleFigure, "steps[0].floor", Income + Land
            + "steps:\n  - { id: s, kind: allocate, from: income, by: land, floor: ¦300.00 }\n"),
        (ImplausibleFigure, "steps[2].amount", Income + Land + "steps:\n  - { id: s, kind: allocate, from: income, by: land }\n"
            + "  - { id: w, kind: withhold, of: [s], amount: 60%, into: fund:余 }\n"
            + "  - { id: x, kind: withhold, of: [s], amount: ¦60%, into: fund:余 }\n"),
        (ImplausibleFigure, "steps[0].into", Income
            + "steps:\n  - { id: s, kind: split, from: income, ¦into: { fund:甲: 7, fund:乙: 0.3 } }\n"),
        (ClauseDiffers, "steps[0].clause", Income + Land
            + "steps:\n  - { id: s, kind: allocate, from: income, by: land, clause: ¦按土地分，发到元 }\n"),
        (ClauseDiffers, "steps[0].amount", Income
            + "steps:\n  - { id: s, kind: pay, from: income, clause: 每户200元, amount: ¦100 yuan }\n" + Rest),
        (SplitMeant, "steps[1].amount", Income + "steps:\n  - { id: s, kind: take, from: income, amount: income * 30%, into: fund:甲 }\n"
            + "  - { id: t, kind: take, from: income, amount: ¦income * 70%, into: fund:乙 }\n"),
        (NameWithoutTitle, "inputs.income", "id: a\nversion: 1\ntitle: 例子\ninputs: { ¦income: { type: money } }\n"
            + "steps:\n  - { id: 分, kind: allocate, from: income }\n"),
        (InputNotCarried, "inputs.结余", "inputs: { ¦结余: { type: money, default: 0.00 } }\nsteps:\n"
            + "  - { id: s, kind: pay, from: 结余, amount: 1 yuan }\n"
            + "  - { id: t, kind: split, from: 结余, into: { carry:结余: remaining } }\n"),
        (ValueNeverApplies, "parameters.r.values.2026", "effective: { to: 2025 }\nparameters: { r: { type: rate, default: 1%, "
            + "values: { 2026: ¦2% } } }\n" + Income
            + "steps:\n  - { id: s, kind: take, from: income, amount: income * r, into: fund:余 }\n" + Rest),
        (GroupNeverHolds, "groups.odd", "groups: { odd: ¦{ all: [{ tag: t }, { not: { tag: t } }] } }\n" + Income
            + "steps:\n  - { id: s, kind: pay, from: income, amount: 1 yuan, to: odd }\n" + Rest),
        (GroupMayBeEmpty, "steps[0].to", "groups: { poor: { tag: registered } }\n" + Income + Land
            + "steps:\n  - { id: s, kind: allocate, from: income, by: land, to: ¦poor }\n"),
        (BandsOverlap, "steps[1].to", "groups: { some: { holding: land, above: 0 }, large: { holding: land, atLeast: 5 } }\n" + Income
            + Land + "steps:\n  - { id: s, kind: pay, from: income, amount: 1 yuan, to: some }\n"
            + "  - { id: l, kind: pay, from: income, amount: 2 yuan, to: ¦large }\n" + Rest),
        (BandsLeaveGap, "steps[1].to", "groups: { small: { holding: land, below: 5 }, large: { holding: land, above: 5 } }\n" + Income
            + Land + "steps:\n  - { id: s, kind: pay, from: income, amount: 1 yuan, to: small }\n"
            + "  - { id: l, kind: pay, from: income, amount: 2 yuan, to: ¦large }\n" + Rest),
        (NeverEnough, "steps[0].floor", Income
            + "steps:\n  - { id: s, kind: allocate, from: income, floor: ¦120% }\n"),
        (PoolMayKeepMoney, "inputs.income", "inputs: { ¦income: { type: money } }\n" + Land
            + "steps:\n  - { id: share, kind: allocate, from: income, by: land, rounding: floor_and_keep }\n"),
    ];

    private static string Lines(int count, Func<int, string> line, string indent) =>
        string.Join("\n" + indent, Enumerable.Range(0, count).Select(line)) + "\n";
}
