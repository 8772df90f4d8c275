using LinkageService.Engine.Schemes;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>A label of a stored run: in which column of its blocks the households have their values.</summary>
/// <param name="Name">As the scheme names it, such as village.</param>
/// <param name="Column">The column of the part with its statements; what stands in it are places among the values.</param>
/// <param name="Values">In the order of their UTF-8 bytes.</param>
internal sealed record RunLabel(string Name, int Column, IReadOnlyList<string> Values)
{
    /// <summary>The labels of a run; none for a scheme without.</summary>
    /// <param name="run">Of a calculation the labels stand after the holdings, of a correction they are the first columns.</param>
    /// <param name="scheme">The scheme it used.</param>
    public static IReadOnlyList<RunLabel> Of(StoredRun run, Scheme scheme)
    {
        var first = run.Columns.Part == RunParts.Calculation ? scheme.RosterSchema.Holdings.Count : 0;
        return [.. run.Summary.Labels.Select((label, at) =>
            new RunLabel(label.Name, first + at, [.. label.Values.Select(value => value.Value)]))];
    }

    /// <summary>A household's value of each label, by the label; null where there are none.</summary>
    public static IReadOnlyDictionary<string, string>? ValuesOf(IReadOnlyList<RunLabel> labels, HouseholdValues household) =>
        labels.Count == 0 ? null : new OrderedDictionary<string, string>(
            labels.Select(label => KeyValuePair.Create(label.Name, label.Values[label.CodeOf(household)])));

    /// <summary>The place of a household's value.</summary>
    public int CodeOf(HouseholdValues household) => (int)household.Values[Column];
}
