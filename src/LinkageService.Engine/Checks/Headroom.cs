using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Checks;

/// <summary>How much more, or how much less, members may be paid out of the organisation's own money.</summary>
/// <param name="Members">What the run pays them.</param>
/// <param name="Limits">The most each check allows, the smallest first.</param>
/// <param name="Undecided">Checks that may set a limit and lack a fact.</param>
public sealed record Headroom(Money Members, IReadOnlyList<HeadroomLimit> Limits, IReadOnlyList<CheckOutcome> Undecided)
{
    /// <summary>The check that binds: the smallest limit. There is always one, for money that is not there cannot be paid.</summary>
    public HeadroomLimit Binding => Limits[0];

    /// <summary>What is left up to the binding limit; negative by how much the run is above it.</summary>
    public Money Left => Binding.Limit - Members;

    /// <summary>
    /// The same run if members were paid another sum, and what is kept were arranged as lawfully as it can be: reserve and welfare fund
    /// at their floors, the rest carried.
    /// </summary>
    public static CheckedRun Paying(CheckedRun run, Money members)
    {
        var floors = Floors(run);
        return run with { Figures = run.Figures.WithMembers(members, floors.Reserve, floors.Welfare) };
    }

    /// <summary>The reserve and the welfare fund that are drawn at least, as far as that is known.</summary>
    internal static (Money Reserve, Money Welfare) Floors(CheckedRun run) =>
        LegalChecks.All.OfType<ReserveOutOfBounds>().Single().Floors(run) ?? (Money.Zero, Money.Zero);

    /// <summary>The headroom of a run. A check that cannot be decided names no limit: what it lacks may make it another.</summary>
    public static Headroom Of(CheckedRun run)
    {
        var limits = new List<HeadroomLimit>();
        var undecided = new List<CheckOutcome>();
        foreach (var check in LegalChecks.All)
        {
            var outcome = check.Run(run);
            if (outcome.Status == CheckStatus.NotApplicable || !check.MayLimit)
            {
                continue;
            }

            if (outcome.Status == CheckStatus.Unknown)
            {
                undecided.Add(outcome);
            }
            else if (check.LimitLacks(run) is { Count: > 0 } lacking)
            {
                undecided.Add(check.Lacking(lacking));
            }
            else if (check.Limit(run) is { } limit)
            {
                limits.Add(new HeadroomLimit(check, limit));
            }
        }

        return new Headroom(run.Figures.Members, [.. limits.OrderBy(limit => limit.Limit)], undecided);
    }
}
