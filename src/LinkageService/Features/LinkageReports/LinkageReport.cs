using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.LinkageReports;

/// <summary>Linkages and what came of them, by organisation and district, in a year and the year before.</summary>
/// <param name="Year">Of which year.</param>
/// <param name="AsOf">The day the rosters are read of: the last of the year, or the present one.</param>
/// <param name="Organizations">Each organisation, by id.</param>
/// <param name="Districts">By the district of their region codes; those without a code together.</param>
/// <param name="All">All of them together.</param>
internal sealed record LinkageReport(
    int Year, DateOnly AsOf, IReadOnlyList<OrganizationLinkages> Organizations, IReadOnlyList<DistrictLinkages> Districts, TwoYears All)
{
    /// <summary>What the benefits are called.</summary>
    public required IReadOnlyDictionary<string, LocalizedText> BenefitTitles { get; init; }

    /// <summary>What another list says of the same; null where nothing was stated.</summary>
    public StatedCoverage? Stated { get; init; }
}

/// <summary>An organisation.</summary>
/// <param name="Organization">Which.</param>
/// <param name="Figures">Its own figures.</param>
/// <param name="Payers">Who paid: the organisation itself, and parties outside it.</param>
internal sealed record OrganizationLinkages(OrganizationRow Organization, TwoYears Figures, IReadOnlyList<PayerSum> Payers);

/// <summary>Organisations of a district.</summary>
/// <param name="Code">The first six digits of their region codes; empty where they state none.</param>
/// <param name="Figures">Their figures; a household of several of them counted once.</param>
internal sealed record DistrictLinkages(string Code, TwoYears Figures);

/// <summary>The figures of a year and of the year before.</summary>
/// <param name="Now">The year.</param>
/// <param name="Before">The year before.</param>
internal sealed record TwoYears(LinkageFigures Now, LinkageFigures Before)
{
    /// <summary>What income grew by; negative where it shrank.</summary>
    public Money IncomeChange => Now.Income - Before.Income;
}

/// <summary>What somebody paid households.</summary>
/// <param name="Name">As the scheme names the payer; empty for the organisation itself.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Amount">How much.</param>
internal sealed record PayerSum(string Name, LocalizedText Title, Money Amount);

/// <summary>The households of another list, such as the county's, set beside the rosters.</summary>
/// <param name="Total">How many households it has.</param>
/// <param name="On">Its day.</param>
/// <param name="Printed">The rate somebody printed, a part of 1; null for none.</param>
internal sealed record StatedCoverage(int Total, DateOnly On, Fraction? Printed)
{
    /// <summary>Covered households of the rosters as a part of that list.</summary>
    public Fraction RateOf(int covered) => new(covered, Total);
}
