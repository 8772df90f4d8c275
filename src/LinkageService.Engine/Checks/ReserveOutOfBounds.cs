using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>reserve_out_of_bounds</c>: reserve out of bounds.</summary>
public sealed class ReserveOutOfBounds : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "reserve_out_of_bounds";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("公积金超出范围", "Reserve out of bounds");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "公积金（公积公益金）按章程和当地规定提取：不低于下限，不高于上限。上限舍到分，下限进到分。提足的可以不再提取，"
            + "上限、分给成员的上限和当地规定照样核对。",
        "The reserve is drawn as the charter and local rules say: not below the floor nor above the cap. Caps are rounded down "
            + "to the fen, floors up. What is full need not be drawn; caps, the most for members and local rules bind all the same.");

    /// <inheritdoc/>
    public override bool MayLimit => true;

    /// <inheritdoc/>
    public override bool CountsYear => true;

    /// <inheritdoc/>
    public override Money? Limit(CheckedRun run)
    {
        var caps = Bounds(run).Where(bound => bound.IsOfMembers).Select(bound => Due(run, bound)).OfType<Money>()
            .Select(due => due - run.PaidByOthers);
        if (Floors(run) is { } floors)
        {
            var free = run.Figures.Members.Fen
                + run.Figures.Funds.Where(fund => fund.Role != FundRole.LossCover).Sum(fund => fund.Amount.Fen);
            caps = caps.Append(new Money(free) - floors.Reserve - floors.Welfare);
        }

        return caps.ToArray() is { Length: > 0 } all ? new Money(Math.Max(0, all.Min().Fen)) : null;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<MissingFact> LimitLacks(CheckedRun run)
    {
        var bounds = Bounds(run).Where(bound => bound.IsOfMembers || (bound.IsFloor && !IsFull(run, bound))).ToArray();
        var lacking = bounds.SelectMany(bound => Hold(run, bound).Missing.Concat(LacksOfFull(run, bound))).Concat(Unbased(run));
        return [.. (bounds.Any(bound => IsByStatement(run, bound)) ? lacking.Append(MissingFacts.ReserveFund) : lacking).Distinct()];
    }

    /// <summary>
    /// The least reserve and welfare fund every rule allows, taken together, less what others of the year drew; null where no floor is
    /// known to the fen, and where nothing more need be drawn.
    /// </summary>
    public (Money Reserve, Money Welfare)? Floors(CheckedRun run)
    {
        if (!run.Figures.Has(FundRole.Reserve))
        {
            return null;
        }

        var floors = Bounds(run)
            .Where(bound => bound.IsFloor && !IsFull(run, bound) && LacksOfFull(run, bound).Length == 0 && !IsByStatement(run, bound)
                && (!bound.IsWelfare || run.Figures.Has(FundRole.Welfare)))
            .Select(bound => (Bound: bound, Due: Due(run, bound))).Where(each => each.Due is not null).ToArray();
        if (floors.Length == 0)
        {
            return null;
        }

        long Largest(Func<Bound, bool> ofWhich) =>
            floors.Where(each => ofWhich(each.Bound)).Select(each => each.Due!.Value.Fen).DefaultIfEmpty().Max();
        var welfare = Largest(bound => bound.IsWelfare);
        var reserve = Math.Max(Largest(bound => bound is { IsEach: true, IsWelfare: false }), Largest(bound => !bound.IsEach) - welfare);
        return (Beyond(reserve, FundRole.Reserve), Beyond(welfare, FundRole.Welfare));

        Money Beyond(long fen, FundRole role) => new(Math.Max(0, fen - (run.OfYear.Of(role) - run.Figures.Of(role)).Fen));
    }

    // To the fen, where what it is a part of is known. Where what is drawn comes off that, x is a part p of the whole less x: the
    // least is p ÷ (1 + p) of the whole.
    private static Money? Due(CheckedRun run, Bound bound)
    {
        if (run.BaseOf(bound.Of) is not { IsExact: true } of)
        {
            return null;
        }

        if (bound.Of is DistributionBase.NetIncome or DistributionBase.DistributableBeforeReserve)
        {
            return bound.PartOf(of.Least);
        }

        var whole = of.Least + run.OfYear.Of(FundRole.Reserve) + run.OfYear.Of(FundRole.Welfare);
        return bound is { IsFloor: true, IsEach: false }
            ? (bound with { Rate = bound.Rate / (Fraction.One + bound.Rate) }).PartOf(whole)
            : null;
    }

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        var all = Bounds(run).ToArray();
        var unbased = Unbased(run);
        if (all.Length == 0)
        {
            return Unknown(unbased.Length > 0 ? unbased : [MissingFacts.CharterReserve]);
        }

        var bounds = all.Where(bound => !IsFull(run, bound)).ToArray();
        var outcomes = bounds.Select(bound => Hold(run, bound)).ToList();
        if (unbased.Length > 0)
        {
            outcomes.Add(Unknown(unbased));
        }

        return outcomes.Count == 0
            ? Passed("公积金已提到规定的数额，可以不再提取", "the reserve is full: nothing more need be drawn")
            : Joined(run, outcomes);
    }

    private CheckOutcome Hold(CheckedRun run, Bound bound)
    {
        if (run.BaseOf(bound.Of) is not { } of)
        {
            return Unknown(bound.Of == DistributionBase.NetIncome ? MissingFacts.NetIncome : MissingFacts.Opening);
        }

        if (Drawn(run, bound) is not { } drawn)
        {
            return Unknown(MissingFacts.ReserveFund);
        }

        var (least, most) = (bound.PartOf(of.Least), bound.PartOf(of.Most));
        var name = FactWords.Title(bound.Of);
        var (what, whatEn) = bound.IsOfMembers ? ("分给成员", "what members get")
            : bound.IsWelfare ? ("提取公益金", "the welfare fund") : ("提取公积金", "the reserve");
        var zh = $"{what} {CheckText.Yuan(drawn)} 元，{name.Zh} {CheckText.Range(of)} 元的 {CheckText.Percent(bound.Rate)} 是 "
            + $"{CheckText.Range(new MoneyRange(least, most))} 元，应{(bound.IsFloor ? "不低于" : "不高于")}它";
        var en = $"{whatEn} is {CheckText.Yuan(drawn)} yuan; {CheckText.Percent(bound.Rate)} of {name.En}, {CheckText.Range(of)}, is "
            + $"{CheckText.Range(new MoneyRange(least, most))}: it should be {(bound.IsFloor ? "at least" : "at most")} that";
        var (isFound, isPassed) = bound.IsFloor ? (drawn < least, drawn >= most) : (drawn > most, drawn <= least);
        return isPassed ? Passed(zh, en)
            : LacksOfFull(run, bound) is { Length: > 0 } lacking ? Unknown(lacking)
            : isFound ? Found(zh, en, bound.Row)
            : Unknown(MissingFacts.NetIncome);
    }

    // By the funds of the year's runs; where these do not tell reserve and welfare fund apart, by the statement where it does.
    private static Money? Drawn(CheckedRun run, Bound bound)
    {
        var (year, statement) = (run.OfYear, run.Facts.Statement);
        return bound.IsOfMembers ? year.Members
            : IsByStatement(run, bound)
                ? bound.IsWelfare ? statement!.WelfareFundDrawn
                    : bound.IsEach ? statement!.ReserveDrawn - statement.WelfareFundDrawn
                    : statement!.ReserveDrawn
            : !year.Has(bound.IsWelfare ? FundRole.Welfare : FundRole.Reserve) ? null
            : bound.IsWelfare ? year.Of(FundRole.Welfare)
            : bound.IsEach ? year.Of(FundRole.Reserve)
            : year.Of(FundRole.Reserve) + year.Of(FundRole.Welfare);
    }

    private static bool IsByStatement(CheckedRun run, Bound bound) => !bound.IsOfMembers && (bound.IsEach
        ? !run.OfYear.Has(FundRole.Welfare) && run.Facts.Statement is { ReserveDrawn: not null, WelfareFundDrawn: not null }
        : !run.OfYear.Has(FundRole.Reserve) && run.Facts.Statement is { ReserveDrawn: not null });

    private IEnumerable<Bound> Bounds(CheckedRun run)
    {
        foreach (var row in run.Rules.All(Code, "reserve_floor"))
        {
            yield return new Bound(row.Rate, row.Base!.Value, IsFloor: true, row);
        }

        foreach (var row in run.Rules.All(Code, "reserve_cap"))
        {
            yield return new Bound(row.Rate, row.Base!.Value, IsFloor: false, row);
        }

        foreach (var row in run.Rules.All(Code, "reserve_floor_each"))
        {
            yield return new Bound(row.Rate, row.Base!.Value, IsFloor: true, row) { IsEach = true };
            yield return new Bound(row.Rate, row.Base!.Value, IsFloor: true, row) { IsEach = true, IsWelfare = true };
        }

        if (run.Rules.Find(Code, "members_cap") is { } cap
            && (run.Rules.Find(Code, "members_cap_over") is not { } over || run.Facts.Statement?.Net is { } net
                && Fraction.FromMoney(net) > over.Rate))
        {
            yield return new Bound(cap.Rate, cap.Base!.Value, IsFloor: false, cap) { IsOfMembers = true };
        }

        if (run.Facts.Charter?.MembersMax is { } members)
        {
            yield return new Bound(members, DistributionBase.DistributableBeforeReserve, IsFloor: false,
                Row: null) { IsOfMembers = true };
        }

        if (run.Facts.Charter is { ReserveBase: { } of } charter)
        {
            if (charter.ReserveMin is { } least)
            {
                yield return new Bound(least, of, IsFloor: true, Row: null);
            }

            if (charter.ReserveMax is { } most)
            {
                yield return new Bound(most, of, IsFloor: false, Row: null);
            }

            if (charter.WelfareMin is { } welfare)
            {
                yield return new Bound(welfare, of, IsFloor: true, Row: null) { IsWelfare = true, IsEach = true };
            }
        }
    }

    // The charter's own floor ends where the charter says. What the law asks of a company ends at half of its registered capital
    // (Company Law 210), and so does its charter's where that names no other sum. No charter ends what a local rule asks for, and
    // nothing ends a cap.
    private static bool IsFull(CheckedRun run, Bound bound)
    {
        if (bound is { IsFloor: false } or { IsWelfare: true } || run.Facts.Statement?.AccumulatedReserve is not { } reserve)
        {
            return false;
        }

        return bound.Row is null && run.Facts.Charter?.ReserveTarget is { } target
            ? reserve >= target
            : run.LegalForm == "company" && run.Facts.Charter?.RegisteredCapital is { } capital && reserve.Fen >= capital.Fen - reserve.Fen;
    }

    // What it would take to know whether it is full, where it may be.
    private static MissingFact[] LacksOfFull(CheckedRun run, Bound bound)
    {
        if (bound is { IsFloor: false } or { IsWelfare: true })
        {
            return [];
        }

        var (reserve, charter) = (run.Facts.Statement?.AccumulatedReserve, run.Facts.Charter);
        return bound.Row is null && charter?.ReserveTarget is not null
            ? reserve is null ? [MissingFacts.AccumulatedReserve] : []
            : run.LegalForm != "company" ? []
            : [.. new[]
            {
                reserve is null ? MissingFacts.AccumulatedReserve : null,
                charter?.RegisteredCapital is null ? MissingFacts.RegisteredCapital : null,
            }.OfType<MissingFact>()];
    }

    // Parts of a charter that does not say what they are parts of.
    private static MissingFact[] Unbased(CheckedRun run) => run.Facts.Charter is { ReserveBase: null } charter
        && (charter.ReserveMin ?? charter.ReserveMax ?? charter.WelfareMin) is not null ? [MissingFacts.ReserveBase] : [];

    private sealed record Bound(Fraction Rate, DistributionBase Of, bool IsFloor, RuleRow? Row)
    {
        public bool IsWelfare { get; init; }

        public bool IsEach { get; init; }

        public bool IsOfMembers { get; init; }

        // Of a loss nothing need be drawn, and nothing is the most.
        public Money PartOf(Money sum)
        {
            var whole = new Money(Math.Max(0, sum.Fen));
            return IsFloor ? CheckText.AtLeast(whole, Rate) : CheckText.AtMost(whole, Rate);
        }
    }
}
