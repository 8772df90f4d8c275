using System.Globalization;
using LinkageService.Documents;
using LinkageService.Engine.Schemes;

namespace LinkageService.Tests.Cases;

/// <summary>Reads every <c>schemes/*/cases.yaml</c>: a new scheme joins all the tests by itself.</summary>
public static class SchemeCases
{
    public static string Folder { get; } = Path.Combine(RepositoryRoot(), "schemes");

    /// <summary>The cases of the schemes that are shipped.</summary>
    public static IReadOnlyList<SchemeCase> All { get; } = ReadAll(Folder, isLibrary: true);

    /// <summary>Those, and the cases of <c>tests/arrangements</c>: schemes that are written for the tests only.</summary>
    public static IReadOnlyList<SchemeCase> WithArrangements { get; } =
        [.. All, .. ReadAll(Path.Combine(RepositoryRoot(), "tests", "arrangements"), isLibrary: false)];

    /// <summary>The folder that holds the solution.</summary>
    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LinkageService.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("LinkageService.sln is in no folder above the tests");
        }

        return folder.FullName;
    }

    private static SchemeCase[] ReadAll(string folder, bool isLibrary) =>
        [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal).SelectMany(scheme => Read(scheme, isLibrary))];

    private static IEnumerable<SchemeCase> Read(string folder, bool isLibrary)
    {
        var document = ReadYaml(Path.Combine(folder, "scheme.yaml"));
        var cases = (DocumentSequence)((DocumentMapping)ReadYaml(Path.Combine(folder, "cases.yaml"))).Find("cases")!;
        return cases.Items.Cast<DocumentMapping>().Select(item => ReadCase(document, isLibrary, item));
    }

    private static DocumentNode ReadYaml(string file) => YamlDocument.Parse(File.ReadAllText(file), out var problem)
        ?? throw new InvalidDataException(file + ": " + problem[0].Message.En);

    private static SchemeCase ReadCase(DocumentNode document, bool isLibrary, DocumentMapping node) => new(
        Text(((DocumentMapping)document).Find("id")),
        document,
        isLibrary,
        Text(node.Find("title")),
        Text(node.Find("source")),
        Text(node.Find("why")),
        node.Find("year") is { } year ? int.Parse(Text(year), CultureInfo.InvariantCulture) : 2020,
        Texts(node.Find("parameters")),
        Texts(node.Find("inputs")),
        (node.Find("households") as DocumentSequence)?.Items.Cast<DocumentMapping>().SelectMany(ReadHouseholds).ToArray() ?? [],
        ReadExpected((DocumentMapping)node.Find("expected")!));

    private static IEnumerable<CaseHousehold> ReadHouseholds(DocumentMapping node)
    {
        var ids = node.Find("ids") is { } range ? Range(Text(range)) : [node.Find("id") is { } id ? Text(id) : ""];
        var tags = (node.Find("tags") as DocumentSequence)?.Items.Select(Text).ToArray() ?? [];
        return ids.Select(household => new CaseHousehold(household, tags, Texts(node.Find("holdings")))
        {
            Labels = Texts(node.Find("labels")),
        });
    }

    private static CaseExpectation ReadExpected(DocumentMapping node)
    {
        var error = node.Find("error") as DocumentMapping;
        return new CaseExpectation(
            error?.Find("code") is { } code ? Text(code) : null,
            error?.Find("field") is { } field ? Text(field) : null,
            Texts(node.Find("sources")),
            Texts(node.Find("funds")),
            (node.Find("carried") as DocumentSequence)?.Items.Select(Text).ToArray() ?? [],
            ReadLines(node.Find("lines")),
            ReadLines(node.Find("records")));
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> ReadLines(DocumentNode? node)
    {
        var lines = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var entry in (node as DocumentMapping)?.Entries ?? [])
        {
            foreach (var id in entry.Key.Contains('-', StringComparison.Ordinal) ? Range(entry.Key) : [entry.Key])
            {
                lines.Add(id, Texts(entry.Value));
            }
        }

        return lines;
    }

    private static string[] Range(string range)
    {
        var ends = range.Split('-');
        if (ends.Length != 2
            || !int.TryParse(ends[0], CultureInfo.InvariantCulture, out var from)
            || !int.TryParse(ends[1], CultureInfo.InvariantCulture, out var to))
        {
            return [range];
        }

        return Enumerable.Range(from, to - from + 1)
            .Select(number => number.ToString(CultureInfo.InvariantCulture).PadLeft(ends[0].Length, '0')).ToArray();
    }

    private static Dictionary<string, string> Texts(DocumentNode? node) => node is DocumentMapping mapping
        ? mapping.Entries.ToDictionary(entry => entry.Key, entry => Text(entry.Value), StringComparer.Ordinal)
        : new Dictionary<string, string>(StringComparer.Ordinal);

    private static string Text(DocumentNode? node) => (node as DocumentScalar)?.Text ?? "";
}
