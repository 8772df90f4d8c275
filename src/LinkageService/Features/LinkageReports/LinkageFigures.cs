using LinkageService.Engine.Amounts;

namespace LinkageService.Features.LinkageReports;

/// <summary>
/// What households of one or more organisations have of their linkages in a year. A household that several organisations have on their
/// rosters is one: its income is added up over all of them, and it is counted once everywhere.
/// </summary>
internal sealed record LinkageFigures
{
    /// <summary>Households on a roster, linked or paid in the year.</summary>
    public int Households { get; init; }

    /// <summary>Those of them that are registered or monitored.</summary>
    public int Registered { get; init; }

    /// <summary>Households with a linkage in the year, by mode; a household once in each.</summary>
    public IReadOnlyDictionary<string, HouseholdCount> Modes { get; init; } = new Dictionary<string, HouseholdCount>();

    /// <summary>Households with a linkage of any mode, each once.</summary>
    public HouseholdCount Linked { get; init; }

    /// <summary>What households got, by benefit.</summary>
    public IReadOnlyDictionary<string, BenefitSum> Benefits { get; init; } = new Dictionary<string, BenefitSum>();

    /// <summary>Households with an income of more than nothing.</summary>
    public HouseholdCount Paid { get; init; }

    /// <summary>What all households got.</summary>
    public Money Income { get; init; }

    /// <summary>What registered and monitored households got.</summary>
    public Money RegisteredIncome { get; init; }

    /// <summary>Households that were promised a gain.</summary>
    public int Promised { get; init; }

    /// <summary>Those of them that got less.</summary>
    public int BelowPromise { get; init; }

    /// <summary>Registered and monitored households with a linkage or an income.</summary>
    public int Covered { get; init; }

    /// <summary>Income of a household that has one, rounded half up to the fen; null where none has.</summary>
    public Money? Average => AverageOf(Income, Paid.All);

    /// <summary>The same of registered and monitored households.</summary>
    public Money? RegisteredAverage => AverageOf(RegisteredIncome, Paid.Registered);

    /// <summary>What part of registered and monitored households is covered; null where there are none.</summary>
    public Fraction? Coverage => Registered == 0 ? null : new Fraction(Covered, Registered);

    /// <summary>Works them out.</summary>
    /// <param name="households">What is known of each household of each organisation.</param>
    public static LinkageFigures Of(IEnumerable<LinkedHousehold> households)
    {
        var all = households.GroupBy(household => household.Identity, StringComparer.Ordinal).Select(Together).ToArray();
        var income = all.ToDictionary(
            household => household.Identity, household => household.Income.Sum(each => each.Fen), StringComparer.Ordinal);
        HouseholdCount Count(Func<LinkedHousehold, bool> isWanted) =>
            new(all.Count(isWanted), all.Count(household => household.IsRegistered && isWanted(household)));
        var promised = all.Where(household => household.PromisedFen is not null).ToArray();
        return new LinkageFigures
        {
            Households = all.Length,
            Registered = all.Count(household => household.IsRegistered),
            Modes = all.SelectMany(household => household.Modes).Distinct(StringComparer.Ordinal)
                .ToDictionary(mode => mode, mode => Count(household => household.Modes.Contains(mode)), StringComparer.Ordinal),
            Linked = Count(household => household.Modes.Count > 0),
            Benefits = all.SelectMany(household => household.Income.Select(each => each.Benefit)).Distinct(StringComparer.Ordinal)
                .ToDictionary(benefit => benefit, benefit => SumOf(all, benefit), StringComparer.Ordinal),
            Paid = Count(household => income[household.Identity] > 0),
            Income = new Money(income.Values.Sum()),
            RegisteredIncome = new Money(all.Where(household => household.IsRegistered).Sum(household => income[household.Identity])),
            Promised = promised.Length,
            BelowPromise = promised.Count(household => income[household.Identity] < household.PromisedFen),
            Covered = all.Count(household => household.IsRegistered && (household.Modes.Count > 0 || income[household.Identity] > 0)),
        };
    }

    private static LinkedHousehold Together(IGrouping<string, LinkedHousehold> same) => new(
        same.Key, same.Any(household => household.IsRegistered),
        same.SelectMany(household => household.Modes).ToHashSet(StringComparer.Ordinal),
        [.. same.SelectMany(household => household.Income)],
        same.Any(household => household.PromisedFen is not null) ? same.Sum(household => household.PromisedFen ?? 0) : null);

    private static BenefitSum SumOf(LinkedHousehold[] all, string benefit)
    {
        var sums = all.Select(household => (household.IsRegistered,
            Fen: household.Income.Where(each => each.Benefit == benefit).Sum(each => each.Fen))).Where(each => each.Fen != 0).ToArray();
        return new BenefitSum(
            new HouseholdCount(sums.Length, sums.Count(each => each.IsRegistered)), new Money(sums.Sum(each => each.Fen)),
            new Money(sums.Where(each => each.IsRegistered).Sum(each => each.Fen)));
    }

    private static Money? AverageOf(Money sum, int households) =>
        households == 0 ? null : new Money((long)Rounding.HalfUp(new Fraction(sum.Fen, households)));
}

/// <summary>A number of households.</summary>
/// <param name="All">All of them.</param>
/// <param name="Registered">Those that are registered or monitored.</param>
internal readonly record struct HouseholdCount(int All, int Registered);

/// <summary>What households got under a benefit.</summary>
/// <param name="Households">Who got anything.</param>
/// <param name="Amount">How much.</param>
/// <param name="RegisteredAmount">What of it registered and monitored households got.</param>
internal sealed record BenefitSum(HouseholdCount Households, Money Amount, Money RegisteredAmount);

/// <summary>A household as one organisation knows it in a year.</summary>
/// <param name="Identity">The same for the same household of several organisations.</param>
/// <param name="IsRegistered">Whether it is registered or monitored.</param>
/// <param name="Modes">Modes of its linkages in the year.</param>
/// <param name="Income">What approved runs of the year gave it, corrections with them.</param>
/// <param name="PromisedFen">What it was promised for a year; null for nothing.</param>
internal sealed record LinkedHousehold(
    string Identity, bool IsRegistered, IReadOnlySet<string> Modes, IReadOnlyList<HouseholdIncome> Income, long? PromisedFen);

/// <summary>An amount a household got.</summary>
/// <param name="Benefit">What the lines are called.</param>
/// <param name="Fen">Negative for what was withheld or taken back.</param>
internal readonly record struct HouseholdIncome(string Benefit, long Fen);
