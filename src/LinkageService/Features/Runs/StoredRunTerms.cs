using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>What <c>run.terms</c> keeps: the rules, figures as used, and as the caller stated them.</summary>
/// <param name="Rules">The rules the run was made by; version 0.1.0, which had no others, did not keep them.</param>
/// <param name="Window">The days of its share-days; null for a run without, and for one made by the first rules.</param>
/// <param name="Parameters">Parameters as used, in the order of the scheme.</param>
/// <param name="Inputs">Inputs as used, in the order of the scheme.</param>
/// <param name="Counts">The inputs that are whole counts, not money.</param>
/// <param name="Stated">The figures the caller stated.</param>
internal sealed record StoredRunTerms(
    int? Rules, StoredWindow? Window, OrderedDictionary<string, string> Parameters, OrderedDictionary<string, string> Inputs,
    IReadOnlyList<string> Counts, StoredFigures Stated)
{
    /// <summary>The terms of a distribution.</summary>
    public static StoredRunTerms Of(Distribution distribution, CalculationSummary summary, CalculateDistributionRequest asked) => new(
        (int)distribution.Scheme.Rules,
        distribution.Roster.Window is { } window ? new StoredWindow(Dates.Text(window.From), Dates.Text(window.To)) : null,
        Ordered(summary.Parameters.Select(each => KeyValuePair.Create(each.Name, each.Text))),
        Ordered(summary.Inputs.Select(each => KeyValuePair.Create(each.Name, each.Text))),
        [.. summary.Inputs.Where(input => !input.IsMoney).Select(input => input.Name)],
        new StoredFigures(Ordered(asked.Parameters), Ordered(asked.Inputs)));

    /// <summary>Reads what a run keeps.</summary>
    public static StoredRunTerms Read(RunRow row) => Read(row.Terms);

    /// <summary>Reads the column.</summary>
    public static StoredRunTerms Read(string terms) => JsonSerializer.Deserialize(terms, StoredRunJson.Default.StoredRunTerms)!;

    /// <summary>As the column keeps it.</summary>
    public string Text() => JsonText.Of(this, StoredRunJson.Default.StoredRunTerms);

    /// <summary>The rules.</summary>
    [JsonIgnore]
    public RuleVersion RuleVersion => Rules is { } rules ? (RuleVersion)rules : RuleVersion.First;

    /// <summary>The days of the share-days.</summary>
    [JsonIgnore]
    public HoldingWindow? HoldingWindow =>
        Window is { } window ? new HoldingWindow(Dates.Read(window.From), Dates.Read(window.To)) : null;

    private static OrderedDictionary<string, string> Ordered(IEnumerable<KeyValuePair<string, string>> figures) =>
        new(figures, StringComparer.Ordinal);
}

/// <summary>A first and a last day.</summary>
internal sealed record StoredWindow(string From, string To);

/// <summary>Figures as a caller stated them.</summary>
internal sealed record StoredFigures(OrderedDictionary<string, string> Parameters, OrderedDictionary<string, string> Inputs);
