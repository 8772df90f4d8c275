using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Tests.Checks;

/// <summary>A run and what a check comes to.</summary>
/// <param name="Code">Which check.</param>
/// <param name="Name">What the case is about.</param>
/// <param name="Run">The run.</param>
/// <param name="Status">What comes of it.</param>
/// <param name="Severity">What a finding does; block unless the check or its rule warns.</param>
public sealed record CheckCase(string Code, string Name, CheckedRun Run, CheckStatus Status, CheckSeverity Severity = CheckSeverity.Warn)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Code}: {Name}";

    internal const string Collective = "rural_collective";
    internal const string Cooperative = "farmer_cooperative";
    internal const string Union = "cooperative_union";

    internal static DateOnly Day(int year, int month, int day) => new(year, month, day);

    internal static Money Yuan(long yuan) => new(yuan * 100);

    /// <summary>A run of 2026: 100,000 yuan of income, 30,000 of reserve, 60,000 to members, 10,000 carried.</summary>
    internal static CheckedRun Of(string legalForm = Collective, string region = "", LegalFacts? facts = null, RunFigures? figures = null)
    {
        var date = Day(2026, 12, 31);
        return new CheckedRun
        {
            LegalForm = legalForm,
            Region = region,
            RecordDate = date,
            Year = 2026,
            Today = Day(2027, 1, 31),
            Rules = RulePacks.Standard.Of(legalForm, region, date),
            Facts = facts ?? LegalFacts.Unknown,
            Figures = figures ?? Figures(),
        };
    }

    internal static RunFigures Figures(long reserve = 30_000_00, long members = 60_000_00, long other = 0, FundRole? also = null) => new()
    {
        SourcesTotal = Yuan(100_000),
        HouseholdsTotal = new Money(members),
        Households = 10,
        Income = Yuan(100_000),
        Funds =
        [
            new FundFigure("reserve", FundRole.Reserve, new Money(reserve)),
                new FundFigure("other", also ?? FundRole.Other, new Money(other)),
            new FundFigure("closing", FundRole.Carried, new Money(100_000_00 - reserve - members - other)),
        ],
        Benefits = [Benefit("share_dividend", members) with { Holdings = ["shares"] }],
    };

    internal static BenefitFigure Benefit(string name, long fen, string kind = "allocate") =>
        new(name, kind, name, new LocalizedText(name, name), new Money(fen)) { Role = AccountRoles.OfBenefit(name),
            FollowsYear = kind == "allocate" };

    internal static HoldingFigure Holding(string name, string unit, long total, long largest, AccountRole? role = null) =>
        new(name, unit, new LocalizedText(name, name))
        {
            Role = role, Total = total, Largest = largest, TopTen = total, LargestHousehold = "0001", Smallest = largest,
        };

    internal static YearStatement Statement(long? net = 100_000, long? opening = 0, StatementForm form = StatementForm.Collective) =>
        new(form, 2026, StatementStatus.Closed)
        {
            NetIncome = net is { } known ? Yuan(known) : null, OpeningUndistributed = opening is { } first ? Yuan(first) : null,
        };
}
