using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>source_not_distributable</c>: money that may not be shared out.</summary>
public sealed class SourceNotDistributable : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "source_not_distributable";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("分了不能分的钱", "Money that may not be shared out");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "专项补助、土地补偿费、资产处置收入没有决议或协议的不分配，借款不分配；承包地流转收入归承包户；一次收取多年的租金按年分摊。"
            + "写明用于分配的，提取的公积金不抵；留在同名项目里没有分的不算。",
        "Earmarked grants, land compensation and what assets were sold for are not shared out without a resolution or agreement on "
            + "file, and loans never; income of contracted land belongs to its households; rent for several years is spread over them. "
            + "What is said to be shared out no reserve makes up for; what stays in a fund of the same name is not shared out.");

    /// <inheritdoc/>
    public override bool MayLimit => true;

    /// <inheritdoc/>
    public override Money? Limit(CheckedRun run) =>
        run.Facts.Income is { } lines && lines.Any(line => Barred(run, line) is { IsReported: false }) ? Money.Zero : null;

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.Facts.Income is not { } lines)
        {
            return Unknown(MissingFacts.Income);
        }

        var barred = lines.Select(line => Barred(run, line)).OfType<BarredMoney>().ToArray();
        var sum = barred.Sum(money => money.Amount.Fen);
        if (sum > 0)
        {
            var basis = barred.All(money => money.IsReported) ? run.Rules.Find(Code, "lump_rent") : null;
            return Found(
                $"不能分的收入里有 {CheckText.Yuan(sum)} 元写明用于分配（{CheckText.Zh([.. barred.Select(money => money.Why)])}）；"
                    + "没有拿来分的，“其中用于分配”写 0",
                $"{CheckText.Yuan(sum)} yuan that may not be shared out are said to be ("
                    + $"{CheckText.En([.. barred.Select(money => money.Why)])}); of what is not shared out write 0",
                basis);
        }

        var missing = new[]
        {
            lines.Any(line => line.AmountInPool is null && line.Amount is not { Fen: <= 0 }) ? MissingFacts.IncomeInPool : null,
            lines.Any(line => line is { Distributable: null, AmountInPool.Fen: > 0 }) ? MissingFacts.IncomeDistributable : null,
        }.OfType<MissingFact>().ToArray();
        return missing.Length > 0
            ? Unknown(missing)
            : Passed($"{lines.Count} 项收入，没有把不能分的拿来分", $"of {lines.Count} sources nothing is shared out that may not be");
    }

    private BarredMoney? Barred(CheckedRun run, IncomeLine line)
    {
        // What stays in a fund of its own name is not shared out.
        var stays = run.Figures.Funds.Where(fund => string.Equals(fund.Name, line.Name, StringComparison.Ordinal))
            .Sum(fund => fund.Amount.Fen);
        if (line.AmountInPool is not { } said || said.Fen <= stays || said.Fen <= 0)
        {
            return null;
        }

        var inPool = new Money(said.Fen - Math.Max(0, stays));
        var name = new LocalizedText(line.Name, line.Name);
        if (line.Document is null && (line.Distributable == Distributable.Conditional || NeedsDocument(line.Kind)))
        {
            return new BarredMoney(inPool, new LocalizedText($"{line.Name}：没有决议或协议", $"{line.Name}: no resolution or agreement"),
                IsReported: false);
        }

        if (line.Distributable == Distributable.No || line.Kind == IncomeKind.Loan
            || line.Kind is IncomeKind.ReservedLandCompensation or IncomeKind.ConstructionLandSale
                && run.Rules.Find(Code, "reserved_land_barred") is not null)
        {
            return new BarredMoney(inPool, name, IsReported: false);
        }

        // Days, both counted; this year's part rounded up to the fen.
        if (line is { Kind: IncomeKind.Rent, From: { } from, To: { } to, Amount: { } amount } && to > from
            && run.Rules.Find(Code, "lump_rent") is not null)
        {
            var (first, last) = (new DateOnly(run.Year, 1, 1), new DateOnly(run.Year, 12, 31));
            var days = Math.Max(0, Math.Min(to.DayNumber, last.DayNumber) - Math.Max(from.DayNumber, first.DayNumber) + 1);
            var year = CheckText.AtLeast(amount, new Fraction(days, to.DayNumber - from.DayNumber + 1));
            return inPool > year ? new BarredMoney(inPool - year, name, IsReported: true) : null;
        }

        return null;
    }

    // Not the year's own income, or somebody else's: what the clerk says of it is not enough.
    private static bool NeedsDocument(IncomeKind kind) =>
        kind is IncomeKind.LandTransfer or IncomeKind.EarmarkedGrant or IncomeKind.LandCompensation or IncomeKind.AssetSale;

    private sealed record BarredMoney(Money Amount, LocalizedText Why, bool IsReported);
}
