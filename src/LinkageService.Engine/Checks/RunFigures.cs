using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Checks;

/// <summary>The sums of a run, each in the role the law gives it.</summary>
public sealed record RunFigures
{
    /// <summary>All that came in.</summary>
    public Money SourcesTotal { get; init; }

    /// <summary>All that households get.</summary>
    public Money HouseholdsTotal { get; init; }

    /// <summary>Households of the roster.</summary>
    public int Households { get; init; }

    /// <summary>Money of the year that stood to be shared out; what goes on from a year before is <see cref="Opening"/>.</summary>
    public Money Income { get; init; }

    /// <summary>Money carried over from the year before.</summary>
    public Money Opening { get; init; }

    /// <summary>What came in, by input and payer.</summary>
    public IReadOnlyList<SourceAmount> Sources { get; init; } = [];

    /// <summary>What stayed.</summary>
    public IReadOnlyList<FundFigure> Funds { get; init; } = [];

    /// <summary>What households got, by step.</summary>
    public IReadOnlyList<BenefitFigure> Benefits { get; init; } = [];

    /// <summary>The roles that steps of the scheme have, whether they gave anything or not.</summary>
    public IReadOnlyList<AccountRole> Declared { get; init; } = [];

    /// <summary>The columns of the roster.</summary>
    public IReadOnlyList<HoldingFigure> Holdings { get; init; } = [];

    /// <summary>What single households get.</summary>
    public HouseholdFigures ByHousehold { get; init; } = HouseholdFigures.None;

    /// <summary>The tags the scheme reads.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>
    /// What members get out of the organisation's own money. Wages and rents are the price of work and land, no distribution.
    /// </summary>
    public Money Members => HouseholdsTotal
        - new Money(Benefits.Sum(benefit => benefit.IsDistribution ? benefit.FromPayers.Fen : benefit.Amount.Fen));

    /// <summary>What was put into funds of a role.</summary>
    public Money Of(FundRole role) => new(Funds.Where(fund => fund.Role == role).Sum(fund => fund.Amount.Fen));

    /// <summary>Whether the scheme has a fund of a role.</summary>
    public bool Has(FundRole role) => Funds.Any(fund => fund.Role == role);

    /// <summary>Loss cover, reserve and welfare fund: what comes before members.</summary>
    public Money Drawn => Of(FundRole.LossCover) + Of(FundRole.Reserve) + Of(FundRole.Welfare);

    /// <summary>
    /// The organisation's own income of the year: what stood to be shared out, less at most the funds that the law has no name for,
    /// which may be the share of others.
    /// </summary>
    public MoneyRange Own => new(Income - Of(FundRole.Other), Income);

    /// <summary>What the benefits of a role come to; null where the scheme has none.</summary>
    public Money? Of(AccountRole role) => Declared.Contains(role) || Benefits.Any(benefit => benefit.Role == role)
        ? new Money(Benefits.Where(benefit => benefit.Role == role).Sum(benefit => benefit.Amount.Fen))
        : null;

    /// <summary>The sums of two runs of a year, the holdings and households of this one.</summary>
    public RunFigures Plus(RunFigures other) => this with
    {
        SourcesTotal = SourcesTotal + other.SourcesTotal,
        HouseholdsTotal = HouseholdsTotal + other.HouseholdsTotal,
        Income = Income + other.Income,
        Opening = Opening + other.Opening,
        Sources = [.. Sources, .. other.Sources],
        Funds = [.. Funds, .. other.Funds],
        Benefits = [.. Benefits, .. other.Benefits],
        Declared = [.. Declared.Union(other.Declared)],
    };

    /// <summary>
    /// The same run if members were paid another sum: of what is kept the loss cover stays first, then reserve and welfare fund are
    /// what is asked for, then other funds stay, and the rest is carried. Where nothing is kept any more, money is paid that is not there.
    /// </summary>
    /// <param name="members">What members would be paid.</param>
    /// <param name="reserve">What would be drawn as reserve.</param>
    /// <param name="welfare">What would be drawn as welfare fund.</param>
    public RunFigures WithMembers(Money members, Money reserve, Money welfare)
    {
        var kept = Math.Max(0, (Members - members).Fen + Funds.Sum(fund => fund.Amount.Fen));
        FundFigure Fund(FundRole role, Money wanted)
        {
            var amount = Math.Min(kept, wanted.Fen);
            kept -= amount;
            return new FundFigure(role.ToString(), role, new Money(amount));
        }

        return this with
        {
            HouseholdsTotal = HouseholdsTotal + (members - Members),
            Funds =
            [
                .. new[]
                {
                    Fund(FundRole.LossCover, Of(FundRole.LossCover)), Fund(FundRole.Reserve, reserve), Fund(FundRole.Welfare, welfare),
                    Fund(FundRole.Other, Of(FundRole.Other)),
                }.Where(fund => Has(fund.Role)),
                Fund(FundRole.Carried, new Money(kept)),
            ],
        };
    }

    /// <summary>Of a distribution.</summary>
    public static RunFigures Of(Distribution distribution) => Of(distribution, distribution.Sources, distribution.Funds) with
    {
        HouseholdsTotal = distribution.HouseholdsTotal,
        Benefits = BenefitFigures.Of(distribution),
        ByHousehold = HouseholdFigures.Of(distribution),
    };

    /// <summary>Of a distribution as its corrections leave it, the one that is looked at included.</summary>
    /// <param name="recomputed">What the correction computed.</param>
    /// <param name="whole">What everyone has once it is carried out.</param>
    /// <param name="paidBy">
    /// The calculation whose sources the whole has: <paramref name="recomputed"/>, unless a fund bears what changes.
    /// </param>
    public static RunFigures Of(Distribution recomputed, RunBooks whole, Distribution paidBy) =>
        Of(recomputed, whole.Sources, whole.Funds) with
        {
            HouseholdsTotal = whole.HouseholdsTotal,
            Benefits = BenefitFigures.Of(whole, paidBy),
            ByHousehold = HouseholdFigures.Of(whole, recomputed.Roster),
        };

    private static RunFigures Of(Distribution distribution, IReadOnlyList<SourceAmount> sources, IReadOnlyList<FundAmount> funds)
    {
        var scheme = distribution.Scheme;
        var goingOn = scheme.Inputs.Where(input => input.Carried is not null).Select(input => input.Name)
            .ToHashSet(StringComparer.Ordinal);
        Money Sum(bool isCarried) => new(sources
            .Where(source => !source.IsPayer && goingOn.Contains(source.Name) == isCarried).Sum(source => source.Amount.Fen));
        return new RunFigures
        {
            SourcesTotal = new Money(sources.Sum(source => source.Amount.Fen)),
            Households = distribution.Roster.Count,
            Income = Sum(isCarried: false),
            Opening = Sum(isCarried: true),
            Sources = sources,
            Funds = [.. funds.Select(fund => new FundFigure(fund.Name, FundRoles.Of(fund), fund.Amount))],
            Declared = [.. scheme.Steps.Where(step => step is not RecordStep).Select(step => AccountRoles.OfBenefit(step.Benefit))
                .OfType<AccountRole>().Distinct()],
            Holdings = [.. scheme.Holdings.Select((holding, at) => HoldingFigures.Of(distribution.Roster, holding, at))],
            Tags = [.. distribution.Roster.Schema.TagsRead],
        };
    }
}
