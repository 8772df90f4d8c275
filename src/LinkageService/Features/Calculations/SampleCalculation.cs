using System.Text;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;

namespace LinkageService.Features.Calculations;

/// <summary>A small calculation that shows what a scheme does, and to try it out with: everything as it is written.</summary>
/// <param name="Year">The year of the accounts.</param>
/// <param name="Parameters">Values of parameters by name; those left out have the scheme's own.</param>
/// <param name="Inputs">Figures of the year by name.</param>
/// <param name="Households">A few households.</param>
internal sealed record SampleCalculation(
    int Year, IReadOnlyDictionary<string, string> Parameters, IReadOnlyDictionary<string, string> Inputs,
    IReadOnlyList<SampleHousehold> Households) : IHouseholdSource
{
    /// <summary>The request of this calculation with a stored scheme.</summary>
    public CalculateDistributionRequest Of(Scheme scheme) => Request() with { Scheme = $"{scheme.Id}@{scheme.Version}" };

    /// <summary>The request of this calculation with a document that is not stored.</summary>
    public CalculateDistributionRequest Of(DocumentNode document) => Request() with { Document = document };

    /// <inheritdoc/>
    public void AddTo(RosterBuilder roster, Scheme scheme, CancellationToken cancellation)
    {
        foreach (var household in Households)
        {
            if (!roster.Begin(household.Id))
            {
                return;
            }

            roster.Id(Encoding.UTF8.GetBytes(household.Id));
            foreach (var tag in household.Tags)
            {
                roster.Tag(Encoding.UTF8.GetBytes(tag));
            }

            foreach (var (name, value) in household.Labels)
            {
                roster.Label(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));
            }

            foreach (var (name, value) in household.Holdings)
            {
                roster.Holding(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));
            }

            roster.End();
        }
    }

    private CalculateDistributionRequest Request() => new()
    {
        Year = Year.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Parameters = Parameters,
        Inputs = Inputs,
        Households = this,
    };
}

/// <summary>A household of a <see cref="SampleCalculation"/>.</summary>
/// <param name="Id">Its member number.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Holdings">What it holds, as written, by name; what is left out has the scheme's default.</param>
internal sealed record SampleHousehold(string Id, IReadOnlyList<string> Tags, IReadOnlyDictionary<string, string> Holdings)
{
    /// <summary>What it belongs to, by label.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
