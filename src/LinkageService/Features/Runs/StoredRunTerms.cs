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
/// <param name="Figures">The inputs that are rates, prices or quantities; null where there are none.</param>
/// <param name="Carried">What was taken from the last run; null for nothing.</param>
/// <param name="Labels">The values of each label, by whose places its column in the blocks names them; null where there are none.</param>
internal sealed record StoredRunTerms(
    int? Rules, StoredWindow? Window, OrderedDictionary<string, string> Parameters, OrderedDictionary<string, string> Inputs,
    IReadOnlyList<string> Counts, StoredFigures Stated, IReadOnlyList<string>? Figures = null,
    StoredCarry? Carried = null, IReadOnlyList<StoredLabelValues>? Labels = null)
{
    /// <summary>The terms of a distribution.</summary>
    public static StoredRunTerms Of(
        Distribution distribution, CalculationSummary summary, CalculateDistributionRequest asked, StoredCarry? carried = null) => new(
        (int)distribution.Scheme.Rules,
        distribution.Roster.Window is { } window ? new StoredWindow(Dates.Text(window.From), Dates.Text(window.To)) : null,
        Ordered(summary.Parameters.Select(each => KeyValuePair.Create(each.Name, each.Text))),
        Ordered(summary.Inputs.Select(each => KeyValuePair.Create(each.Name, each.Text))),
        NamesOf(summary, InputForm.Count) ?? [],
        new StoredFigures(Ordered(asked.Parameters), Ordered(asked.Inputs)),
        NamesOf(summary, InputForm.Figure), carried,
        distribution.Roster.Labels.Count == 0
            ? null
            : [.. distribution.Roster.Labels.Select(label => new StoredLabelValues(label.Name, label.Values))]);

    /// <summary>The roster of the run, out of the columns of its calculation.</summary>
    /// <param name="columns">As they are stored.</param>
    /// <param name="scheme">The scheme of the run.</param>
    /// <param name="window">The days of its share-days; null where values are taken as they are.</param>
    /// <exception cref="Storage.Blocks.DamagedBlockException">They are not the columns of such a roster.</exception>
    public Roster RosterOf(RunColumns columns, Scheme scheme, HoldingWindow? window) => columns.ToRoster(
        scheme.RosterSchema, window, (Labels ?? []).ToDictionary(label => label.Name, label => label.Values, StringComparer.Ordinal));

    /// <summary>The form of an input.</summary>
    public InputForm FormOf(string input) => Counts.Contains(input, StringComparer.Ordinal) ? InputForm.Count
        : Figures?.Contains(input, StringComparer.Ordinal) == true ? InputForm.Figure
        : InputForm.Money;

    private static string[]? NamesOf(CalculationSummary summary, InputForm form) =>
        summary.Inputs.Where(input => input.Form == form).Select(input => input.Name).ToArray() is { Length: > 0 } names ? names : null;

    /// <summary>Reads what a run keeps.</summary>
    public static StoredRunTerms Read(RunRow row) => Read(row.Terms);

    /// <summary>Reads the column.</summary>
    public static StoredRunTerms Read(string terms) => JsonSerializer.Deserialize(terms, StoredRunJson.Default.StoredRunTerms)!;

    /// <summary>The inputs to compute it again with: those stated, and those taken from the last run.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> InputsToBind =>
        CalculateDistributionRequest.Completed(Stated.Inputs, Carried?.InputTexts ?? new Dictionary<string, string>());

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

/// <summary>The values of a label, in the order of their UTF-8 bytes.</summary>
internal sealed record StoredLabelValues(string Name, IReadOnlyList<string> Values);

/// <summary>A first and a last day.</summary>
internal sealed record StoredWindow(string From, string To);

/// <summary>Figures as a caller stated them.</summary>
internal sealed record StoredFigures(OrderedDictionary<string, string> Parameters, OrderedDictionary<string, string> Inputs);
