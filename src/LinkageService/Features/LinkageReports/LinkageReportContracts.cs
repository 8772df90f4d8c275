using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Http;
using LinkageService.Vocabulary;

namespace LinkageService.Features.LinkageReports;

/// <summary>Linkages and what came of them.</summary>
/// <param name="Year">Of which year.</param>
/// <param name="AsOf">The day the rosters are read of: the last of the year, or the present one.</param>
/// <param name="Organizations">Each organisation, by id.</param>
/// <param name="Districts">By the first six digits of region codes.</param>
/// <param name="All">All of them together; a household of several organisations counted once.</param>
/// <param name="Benefits">What the benefits are called.</param>
/// <param name="Coverage">How many of the registered and monitored households are covered.</param>
internal sealed record LinkageReportContract(
    int Year, string AsOf, IReadOnlyList<OrganizationLinkagesContract> Organizations, IReadOnlyList<DistrictLinkagesContract> Districts,
    LinkageYearsContract All, IReadOnlyDictionary<string, WordsContract> Benefits, LinkageCoverageContract Coverage)
{
    /// <summary>A report.</summary>
    public static LinkageReportContract Of(LinkageReport report) => new(
        report.Year, Dates.Text(report.AsOf), [.. report.Organizations.Select(OrganizationLinkagesContract.Of)],
        [.. report.Districts.Select(district => new DistrictLinkagesContract(
            district.Code, Places.NameOf(district.Code), LinkageYearsContract.Of(district.Figures)))],
        LinkageYearsContract.Of(report.All),
        report.BenefitTitles.OrderBy(title => title.Key, StringComparer.Ordinal)
            .ToDictionary(title => title.Key, title => WordsContract.Of(title.Value)),
        LinkageCoverageContract.Of(report));

    /// <summary>A part of 1 as a percentage with two decimals, rounded half up: 56.05%.</summary>
    public static string Percent(Fraction rate)
    {
        var hundredths = Rounding.HalfUp(rate * new Fraction(10_000, 1));
        return string.Create(CultureInfo.InvariantCulture, $"{hundredths / 100}.{hundredths % 100:D2}%");
    }
}

/// <summary>How many of the registered and monitored households are covered: by a linkage, or an income of the year.</summary>
/// <param name="Covered">The numerator: covered households of the rosters.</param>
/// <param name="CoveredOn">Its day.</param>
/// <param name="Registered">The denominator: registered and monitored households of the same rosters.</param>
/// <param name="RegisteredOn">Its day.</param>
/// <param name="Rate">The one by the other, such as 56.05%; left out where there are none.</param>
/// <param name="Stated">The same numerator by another list; left out where none was stated.</param>
internal sealed record LinkageCoverageContract(
    int Covered, string CoveredOn, int Registered, string RegisteredOn, string? Rate, StatedCoverageContract? Stated)
{
    /// <summary>Of a report.</summary>
    public static LinkageCoverageContract Of(LinkageReport report)
    {
        var (figures, day) = (report.All.Now, Dates.Text(report.AsOf));
        return new LinkageCoverageContract(
            figures.Covered, day, figures.Registered, day,
            figures.Coverage is { } rate ? LinkageReportContract.Percent(rate) : null,
            report.Stated is { } stated
                ? new StatedCoverageContract(
                    stated.Total, Dates.Text(stated.On), LinkageReportContract.Percent(stated.RateOf(figures.Covered)),
                    stated.Printed is { } printed ? LinkageReportContract.Percent(printed) : null,
                    stated.Printed is { } shown
                        ? LinkageReportContract.Percent(stated.RateOf(figures.Covered)) == LinkageReportContract.Percent(shown)
                        : null)
                : null);
    }
}

/// <summary>Households of another list.</summary>
/// <param name="Total">How many it has.</param>
/// <param name="On">Its day.</param>
/// <param name="Rate">Covered households of the rosters as a part of it.</param>
/// <param name="Printed">The rate somebody printed; left out for none.</param>
/// <param name="Agrees">Whether both rates are the same to two decimals; left out where none was printed.</param>
internal sealed record StatedCoverageContract(int Total, string On, string Rate, string? Printed, bool? Agrees);

/// <summary>An organisation.</summary>
/// <param name="Organization">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Region">Its region code; left out where it states none.</param>
/// <param name="RegionName">The name of that code, where it is known.</param>
/// <param name="Figures">Its figures.</param>
/// <param name="Payers">Who paid.</param>
internal sealed record OrganizationLinkagesContract(
    string Organization, string Name, string? Region, string? RegionName, LinkageYearsContract Figures,
    IReadOnlyList<LinkagePayerContract> Payers)
{
    /// <summary>An organisation.</summary>
    public static OrganizationLinkagesContract Of(OrganizationLinkages linkages)
    {
        var row = linkages.Organization;
        return new OrganizationLinkagesContract(
            row.Id, row.Name, row.Region.Length == 0 ? null : row.Region, Places.NameOf(row.Region),
            LinkageYearsContract.Of(linkages.Figures),
            [.. linkages.Payers.Select(payer => new LinkagePayerContract(
                payer.Name.Length == 0 ? null : payer.Name, WordsContract.Of(payer.Title), payer.Amount.ToString()))]);
    }
}

/// <summary>Organisations of a district.</summary>
/// <param name="Code">Six digits; empty for organisations without a region code.</param>
/// <param name="Name">Its name, where it is known.</param>
/// <param name="Figures">Their figures together.</param>
internal sealed record DistrictLinkagesContract(string Code, string? Name, LinkageYearsContract Figures);

/// <summary>What somebody paid households.</summary>
/// <param name="Payer">As the scheme names it; left out for the organisation itself.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Amount">How much.</param>
internal sealed record LinkagePayerContract(string? Payer, WordsContract Title, string Amount);

/// <summary>The figures of a year and of the year before.</summary>
/// <param name="ThisYear">The year.</param>
/// <param name="LastYear">The year before.</param>
/// <param name="IncomeChange">What income grew by; negative where it shrank.</param>
internal sealed record LinkageYearsContract(LinkageFiguresContract ThisYear, LinkageFiguresContract LastYear, string IncomeChange)
{
    /// <summary>Both.</summary>
    public static LinkageYearsContract Of(TwoYears years) => new(
        LinkageFiguresContract.Of(years.Now), LinkageFiguresContract.Of(years.Before), years.IncomeChange.ToString());
}

/// <summary>Figures of a year, each household once in each.</summary>
/// <param name="Households">On a roster, linked or paid.</param>
/// <param name="Registered">Those of them that are registered or monitored.</param>
/// <param name="Linked">With a linkage of any mode.</param>
/// <param name="Modes">With a linkage, by mode; a mode without any is left out.</param>
/// <param name="Benefits">What they got, by benefit.</param>
/// <param name="Paid">With an income of more than nothing.</param>
/// <param name="Income">What all got.</param>
/// <param name="RegisteredIncome">What registered and monitored households got.</param>
/// <param name="Average">Income of a household that has one, half up to the fen; left out where none has.</param>
/// <param name="RegisteredAverage">The same of registered and monitored households.</param>
/// <param name="Promised">Households that were promised a gain.</param>
/// <param name="BelowPromise">Those of them that got less.</param>
/// <param name="Covered">Registered and monitored households with a linkage or an income.</param>
internal sealed record LinkageFiguresContract(
    int Households, int Registered, HouseholdCountContract Linked, IReadOnlyDictionary<string, HouseholdCountContract> Modes,
    IReadOnlyDictionary<string, LinkageBenefitContract> Benefits, HouseholdCountContract Paid, string Income, string RegisteredIncome,
    string? Average, string? RegisteredAverage, int Promised, int BelowPromise, int Covered)
{
    /// <summary>The figures.</summary>
    public static LinkageFiguresContract Of(LinkageFigures figures) => new(
        figures.Households, figures.Registered, HouseholdCountContract.Of(figures.Linked),
        figures.Modes.OrderBy(mode => mode.Key, StringComparer.Ordinal)
            .ToDictionary(mode => mode.Key, mode => HouseholdCountContract.Of(mode.Value)),
        figures.Benefits.OrderBy(benefit => benefit.Key, StringComparer.Ordinal).ToDictionary(
            benefit => benefit.Key, benefit => new LinkageBenefitContract(
                HouseholdCountContract.Of(benefit.Value.Households), benefit.Value.Amount.ToString(),
                benefit.Value.RegisteredAmount.ToString())),
        HouseholdCountContract.Of(figures.Paid), figures.Income.ToString(), figures.RegisteredIncome.ToString(),
        figures.Average?.ToString(), figures.RegisteredAverage?.ToString(), figures.Promised, figures.BelowPromise, figures.Covered);
}

/// <summary>A number of households.</summary>
/// <param name="All">All of them.</param>
/// <param name="Registered">Those that are registered or monitored.</param>
internal sealed record HouseholdCountContract(int All, int Registered)
{
    /// <summary>A number.</summary>
    public static HouseholdCountContract Of(HouseholdCount count) => new(count.All, count.Registered);
}

/// <summary>What households got under a benefit.</summary>
/// <param name="Households">Who got anything.</param>
/// <param name="Amount">How much.</param>
/// <param name="RegisteredAmount">What of it registered and monitored households got.</param>
internal sealed record LinkageBenefitContract(HouseholdCountContract Households, string Amount, string RegisteredAmount);

/// <summary>How reports are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LinkageReportContract))]
internal sealed partial class LinkageReportContracts : JsonSerializerContext;
