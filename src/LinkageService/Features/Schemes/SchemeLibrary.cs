using System.Reflection;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Schemes;

/// <summary>The schemes the service comes with, embedded and checked at start, and those that users stored. Thread-safe.</summary>
internal sealed class SchemeLibrary
{
    // Compiled once, however many services a process starts.
    private static readonly Lazy<Scheme[]> Shipped = new(() =>
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith("schemes/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(name => Compile(assembly, name)).ToArray();
    });

    private readonly Lock _adding = new();

    // Never changed, only replaced: readers need no lock.
    private volatile SortedDictionary<string, Scheme[]> _schemes;

    private SchemeLibrary(IEnumerable<Scheme> schemes) => _schemes = ById(schemes);

    /// <summary>The latest version of each scheme, by id.</summary>
    public IEnumerable<Scheme> Latest => _schemes.Values.Select(versions => versions[^1]);

    /// <summary>How many times schemes were added: what was worked out of an earlier one is out of date.</summary>
    public int Generation { get; private set; }

    /// <summary>Whether the service comes with a scheme of this id.</summary>
    public static bool IsShipped(Scheme scheme) => Shipped.Value.Any(shipped => shipped.Id == scheme.Id);

    /// <summary>A library of the embedded documents.</summary>
    /// <exception cref="InvalidOperationException">A document of ours does not compile.</exception>
    public static SchemeLibrary Load() => new(Shipped.Value);

    /// <summary>Adds versions that users stored. Where one of ours has the same number, theirs counts: runs were made with it.</summary>
    public void Add(IReadOnlyCollection<Scheme> stored)
    {
        if (stored.Count == 0)
        {
            return;
        }

        lock (_adding)
        {
            _schemes = ById(stored.Concat(_schemes.Values.SelectMany(versions => versions)));
            Generation++;
        }
    }

    /// <summary>All versions of a scheme, oldest first; empty for an unknown id.</summary>
    public IReadOnlyList<Scheme> Versions(string id) => _schemes.TryGetValue(id, out var versions) ? versions : [];

    /// <summary>The version asked for; without one the highest that is effective in the year, or else the highest.</summary>
    public Scheme? Find(SchemeReference reference, int? year, out Problem? problem)
    {
        var versions = Versions(reference.Id);
        var found = reference.Version is { } wanted
            ? versions.FirstOrDefault(scheme => scheme.Version == wanted)
            : versions.LastOrDefault(scheme => year is null || scheme.IsEffective(year.Value)) ?? versions.LastOrDefault();
        problem = found is not null ? null : Missing(reference, versions);
        return found;
    }

    /// <summary>Why the rules in force refuse a scheme of the library; empty for one that may be computed.</summary>
    public static IEnumerable<Problem> Refusals(Scheme scheme) => scheme.Rules == RuleVersions.Latest ? []
        : SchemeCompiler.Compile(scheme.Document).Problems.Where(problem => !problem.IsWarning).Select(problem => problem with
        {
            Field = "scheme." + problem.Field,
            Hint = new LocalizedText(
                $"“{scheme.Id}@{scheme.Version}”已做的核算不变；改好后存为下一个版本",
                $"Runs made with \"{scheme.Id}@{scheme.Version}\" stay as they are; mend it and store it as the next version"),
        });

    private Problem Missing(SchemeReference reference, IReadOnlyList<Scheme> versions)
    {
        if (versions.Count > 0)
        {
            var known = string.Join(", ", versions.Select(scheme => scheme.Version));
            var asked = reference.Written is { } written ? NumberProblems.Shorten(written) : $"{reference.Version}";
            return new Problem(ProblemCodes.UnknownSchemeVersion, "scheme", new LocalizedText(
                $"方案“{reference.Id}”没有版本 {asked}；有：{known}", $"scheme \"{reference.Id}\" has no version {asked}; it has: {known}"));
        }

        return new Problem(ProblemCodes.UnknownScheme, "scheme", new LocalizedText(
            $"没有方案“{reference.Id}”", $"there is no scheme \"{reference.Id}\""))
        {
            Hint = new LocalizedText($"现有方案：{string.Join("、", _schemes.Keys)}", $"Schemes: {string.Join(", ", _schemes.Keys)}"),
        };
    }

    private static SortedDictionary<string, Scheme[]> ById(IEnumerable<Scheme> schemes) => new(
        schemes.DistinctBy(scheme => (scheme.Id, scheme.Version)).GroupBy(scheme => scheme.Id, StringComparer.Ordinal).ToDictionary(
            versions => versions.Key, versions => versions.OrderBy(scheme => scheme.Version).ToArray(), StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static Scheme Compile(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        var document = YamlDocument.Parse(reader.ReadToEnd(), out var malformed)
            ?? throw new InvalidOperationException($"{name}: {malformed[0].Message.En}");
        var (scheme, problems) = SchemeCompiler.Compile(document);
        return scheme ?? throw new InvalidOperationException(
            $"{name}: {string.Join("; ", problems.Where(problem => !problem.IsWarning).Select(problem => problem.Message.En))}");
    }
}
