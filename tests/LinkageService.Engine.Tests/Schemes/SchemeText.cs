using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Tests.Schemes;

/// <summary>Scheme documents as the YAML text a person writes.</summary>
internal static class SchemeText
{
    /// <summary>The head every document needs; tests that are not about it write only the rest.</summary>
    public const string Head = "id: example\nversion: 1\ntitle: { zh: 例子, en: Example }\n";

    /// <summary>The folder that holds the solution.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>What compiling a whole document gives.</summary>
    public static SchemeCompilation Compile(string yaml)
    {
        var document = YamlDocument.Parse(yaml, out var problem);
        Assert.True(document is not null, "not YAML: " + problem.FirstOrDefault()?.Message.En);
        return SchemeCompiler.Compile(document);
    }

    /// <summary>A scheme that has no error, from a whole document or from one without its head.</summary>
    public static Scheme Scheme(string yaml)
    {
        var compilation = Compile(yaml.StartsWith("id:", StringComparison.Ordinal) ? yaml : Head + yaml);
        Assert.True(compilation.Scheme is not null, Show(compilation.Problems));
        return compilation.Scheme;
    }

    /// <summary>Problems one a line: code, field, line:column.</summary>
    public static string Show(IEnumerable<Problem> problems) => string.Join('\n', problems.Select(problem =>
        $"{problem.Code} {problem.Field} {problem.Line}:{problem.Column} {problem.Message.En}"));

    /// <summary>Every scheme of the library: its folder's name and text.</summary>
    public static IEnumerable<(string Name, string Yaml)> Library() =>
        Directory.GetDirectories(Path.Combine(RepositoryRoot, "schemes")).Order(StringComparer.Ordinal)
            .Select(folder => (Path.GetFileName(folder), File.ReadAllText(Path.Combine(folder, "scheme.yaml"))));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LinkageService.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("LinkageService.sln is in no folder above the tests");
        }

        return folder.FullName;
    }
}
