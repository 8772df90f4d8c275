using System.Globalization;
using System.Reflection;
using LinkageService.Documents;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Calculations;

/// <summary>
/// A sample for every scheme: of the library, the figures of <c>schemes/&lt;id&gt;/sample.yaml</c>, chosen so that every step does
/// something; of any other, and for what a later version adds, figures of a plausible size by their units.
/// </summary>
internal sealed class SampleCalculations
{
    private readonly IReadOnlyDictionary<string, DocumentMapping> _written;
    private readonly TimeProvider _time;

    private SampleCalculations(IReadOnlyDictionary<string, DocumentMapping> written, TimeProvider time) =>
        (_written, _time) = (written, time);

    /// <summary>Reads the embedded samples.</summary>
    public static SampleCalculations Load(TimeProvider time)
    {
        var assembly = Assembly.GetExecutingAssembly();
        const string folder = "samples/";
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal));
        return new SampleCalculations(names.ToDictionary(
            name => Path.GetFileNameWithoutExtension(name), name => Read(assembly, name), StringComparer.Ordinal), time);
    }

    /// <summary>The sample of a scheme, in the present year or the nearest one it may be used in.</summary>
    public SampleCalculation Of(Scheme scheme)
    {
        var today = Dates.Today(_time).Year;
        return Of(scheme, Math.Clamp(
            today, scheme.EffectiveFrom ?? today, Math.Max(scheme.EffectiveTo ?? today, scheme.EffectiveFrom ?? today)));
    }

    /// <summary>Which digest the sample of a scheme is known to have, and in which year; null where none is written.</summary>
    public (int Year, string Digest)? ExpectedOf(Scheme scheme)
    {
        var written = _written.GetValueOrDefault(scheme.Id);
        return Written(written, "expected", "year") is { } year && Written(written, "expected", "digest") is { } digest
            ? (int.Parse(year, CultureInfo.InvariantCulture), digest)
            : null;
    }

    /// <summary>The sample of a scheme in a year.</summary>
    public SampleCalculation Of(Scheme scheme, int year)
    {
        var figures = new SampleFigures(scheme, year);
        var written = _written.GetValueOrDefault(scheme.Id);
        var households = (written?.Find("households") as DocumentSequence)?.Items.OfType<DocumentMapping>().ToArray();
        return new SampleCalculation(
            year,
            scheme.Parameters
                .Select(parameter => (parameter.Name, Value: Written(written, "parameters", parameter.Name) ?? figures.Of(parameter)))
                .Where(one => one.Value is not null).ToDictionary(one => one.Name, one => one.Value!, StringComparer.Ordinal),
            scheme.Inputs.Select(input => (input.Name, Value: Written(written, "inputs", input.Name) ?? figures.Of(input)))
                .Where(one => one.Value is not null).ToDictionary(one => one.Name, one => one.Value!, StringComparer.Ordinal),
            Enumerable.Range(0, households?.Length ?? SampleFigures.Households)
                .Select(at => Household(scheme, figures, households?[at], at)).ToArray());
    }

    private static SampleHousehold Household(Scheme scheme, SampleFigures figures, DocumentMapping? written, int at)
    {
        var holdings = scheme.Holdings
            .Select(holding => (holding.Name, Value: Written(written, "holdings", holding.Name)
                ?? (written is null || holding.Column.Default is null ? figures.Of(holding, at) : null)))
            .Where(one => one.Value is not null).ToDictionary(one => one.Name, one => one.Value!, StringComparer.Ordinal);
        var tags = written is null
            ? figures.Tags(at)
            : (written.Find("tags") as DocumentSequence)?.Items.OfType<DocumentScalar>().Select(tag => tag.Text ?? "")
                .Where(tag => scheme.RosterSchema.KnownTags.Contains(tag, StringComparer.Ordinal)).ToArray() ?? [];
        return new SampleHousehold((written?.Find("id") as DocumentScalar)?.Text ?? SampleFigures.Id(at), tags, holdings)
        {
            Labels = scheme.Labels.ToDictionary(
                label => label.Name, label => Written(written, "labels", label.Name) ?? SampleFigures.Label(label, at),
                StringComparer.Ordinal),
        };
    }

    private static string? Written(DocumentMapping? written, string section, string name) =>
        ((written?.Find(section) as DocumentMapping)?.Find(name) as DocumentScalar)?.Text;

    private static DocumentMapping Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return YamlDocument.Parse(reader.ReadToEnd(), out var malformed) as DocumentMapping
            ?? throw new InvalidOperationException($"{name}: {(malformed.Count > 0 ? malformed[0].Message.En : "not a mapping")}");
    }
}
