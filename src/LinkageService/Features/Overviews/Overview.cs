using LinkageService.Engine.Problems;
using LinkageService.Features.Calculations;
using LinkageService.Features.Life;
using LinkageService.Storage.Organizations;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Overviews;

/// <summary>The first look: how the runs of a year and of the year before stand, what waits for the caller, what is to be minded.</summary>
/// <param name="Organizations">Some organisations the caller sees, by id.</param>
/// <param name="Next">The id after which the next organisations begin; null at the end.</param>
/// <param name="ThisYear">All of them together.</param>
/// <param name="LastYear">The year before.</param>
/// <param name="Compared">What the two years have that can be compared.</param>
/// <param name="Waiting">Runs whose next act the caller may do, those that waited longest first.</param>
/// <param name="Warnings">What is to be minded in runs that are not paid yet.</param>
internal sealed record Overview(
    IReadOnlyList<OrganizationOverview> Organizations, string? Next, YearOverview ThisYear, YearOverview LastYear,
    YearComparison Compared, IReadOnlyList<WaitingRun> Waiting, IReadOnlyList<RunWarning> Warnings);

/// <summary>One organisation.</summary>
/// <param name="Organization">Which.</param>
/// <param name="ThisYear">Its runs of the year.</param>
/// <param name="LastYear">Its runs of the year before.</param>
internal sealed record OrganizationOverview(OrganizationRow Organization, YearOverview ThisYear, YearOverview LastYear)
{
    /// <summary>Where its year stands; null while it has no run that counts.</summary>
    public YearStripe? Stripe { get; init; }
}

/// <summary>Where the year of an organisation stands: the stages of that of its runs that is furthest behind.</summary>
/// <param name="Run">Which run.</param>
/// <param name="Stages">Its stages.</param>
/// <param name="OpenObjections">Objections to it that have no answer yet.</param>
/// <param name="Act">What the caller may do next, one of <see cref="RunActs"/>; null for nothing.</param>
/// <param name="Others">The other runs of the year that were not cancelled, those furthest behind first.</param>
internal sealed record YearStripe(
    ListedRun Run, RunStripe Stages, int OpenObjections, string? Act, IReadOnlyList<ListedRun> Others);

/// <summary>
/// Both years of those organisations whose distributions of both are all approved: a year that is only unfinished gives no less.
/// </summary>
/// <param name="Organizations">Their ids.</param>
/// <param name="ThisYear">The year.</param>
/// <param name="LastYear">The year before.</param>
internal sealed record YearComparison(IReadOnlySet<string> Organizations, YearOverview ThisYear, YearOverview LastYear);

/// <summary>The runs of a year.</summary>
/// <param name="Year">Which.</param>
/// <param name="States">By state, in the order of a run's life; states that no run is in are left out.</param>
/// <param name="Benefits">What households get by runs that stand — approved, paid or closed, corrections included — by benefit.</param>
internal sealed record YearOverview(int Year, IReadOnlyList<StateFigures> States, IReadOnlyList<BenefitFigures> Benefits)
{
    /// <summary>What households get by runs that stand, in fen.</summary>
    public long StandingFen => Benefits.Sum(benefit => benefit.AmountFen);
}

/// <summary>The runs in a state.</summary>
/// <param name="State">Which state.</param>
/// <param name="Runs">Distributions and corrections.</param>
/// <param name="Corrections">Those of them that are corrections.</param>
/// <param name="HouseholdsFen">What households get by them; of a correction, the difference.</param>
internal sealed record StateFigures(string State, int Runs, int Corrections, long HouseholdsFen);

/// <summary>What households get under a benefit.</summary>
/// <param name="Benefit">What the lines are called.</param>
/// <param name="Title">The name of the step that gives it, for people; the benefit itself where there is none.</param>
/// <param name="Households">Households with such a line, a household once in each distribution.</param>
/// <param name="AmountFen">What they get.</param>
/// <param name="RegisteredHouseholds">Those of them tagged registered.</param>
/// <param name="RegisteredAmountFen">What those get.</param>
internal sealed record BenefitFigures(
    string Benefit, LocalizedText Title, long Households, long AmountFen, long RegisteredHouseholds, long RegisteredAmountFen);

/// <summary>A run, as lists show it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="OrganizationId">Whose it is.</param>
/// <param name="OrganizationName">Its organisation's name.</param>
/// <param name="Year">The year of the accounts.</param>
/// <param name="IsCorrection">Whether it is a correction.</param>
/// <param name="SchemeId">The scheme.</param>
/// <param name="SchemeTitle">The scheme's name for people.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Maker">Who made it.</param>
/// <param name="HouseholdsFen">What households get by it.</param>
/// <param name="ChangedAt">When it was last changed, in microseconds.</param>
internal sealed record ListedRun(
    string Id, string OrganizationId, string OrganizationName, int Year, bool IsCorrection, string SchemeId, LocalizedText SchemeTitle,
    string State, string Maker, long HouseholdsFen, long ChangedAt);

/// <summary>A run that waits for the caller.</summary>
/// <param name="Run">Which.</param>
/// <param name="Act">What they may do next: one of <see cref="RunActs"/>.</param>
internal sealed record WaitingRun(ListedRun Run, string Act);

/// <summary>Something to be minded in a run that is not paid yet: exactly one of the three.</summary>
/// <param name="Run">Which.</param>
internal sealed record RunWarning(ListedRun Run)
{
    /// <summary>What a legal check found.</summary>
    public CheckFinding? Check { get; init; }

    /// <summary>Objections that have no answer yet.</summary>
    public int OpenObjections { get; init; }

    /// <summary>The last day of a public notice that is not over.</summary>
    public DateOnly? NoticeUntil { get; init; }
}
