using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Repository;

/// <summary>The repository keeps its own rules.</summary>
public sealed class RepositoryRulesTests
{
    private static readonly string Root = SchemeCases.RepositoryRoot();
    private static readonly string[] Ignored = ["bin", "obj", ".git", "data", "TestResults", "node_modules"];

    public static TheoryData<string> RuleNames => new(RepositoryRules.All.Select(rule => rule.Name));

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Rule_OverTheRepository_FindsNothing(string name)
    {
        var rule = RepositoryRules.All.Single(rule => rule.Name == name);
        var findings = Files().Where(rule.Applies)
            .SelectMany(path => rule.Findings(File.ReadAllText(Path.Combine(Root, path))).Select(finding => path + ": " + finding))
            .ToArray();
        Assert.True(findings.Length == 0, string.Join('\n', findings));
    }

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Rule_OverABrokenFile_FindsIt(string name)
    {
        var rule = RepositoryRules.All.Single(rule => rule.Name == name);
        Assert.True(rule.Applies(rule.Broken.Path));
        Assert.NotEmpty(rule.Findings(rule.Broken.Text));
    }

    [Fact]
    public void Solution_EveryProject_IsAMember()
    {
        var solution = File.ReadAllText(Path.Combine(Root, "LinkageService.sln")).Replace('\\', '/');
        var projects = Files().Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(projects);
        Assert.All(projects, project => Assert.Contains("\"" + project + "\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void References_OfTheSourceProjects_PointOneWay()
    {
        var allowed = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["LinkageService.Engine"] = [],
            ["LinkageService.Storage"] = ["LinkageService.Engine"],
            ["LinkageService"] = ["LinkageService.Engine", "LinkageService.Storage"],
        };
        var actual = Files()
            .Where(path => path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal))
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), References, StringComparer.Ordinal);
        Assert.Equal(allowed.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(actual, project => Assert.Subset(allowed[project.Key].ToHashSet(), project.Value.ToHashSet()));
        var engine = File.ReadAllText(Path.Combine(Root, "src/LinkageService.Engine/LinkageService.Engine.csproj"));
        Assert.DoesNotContain("PackageReference", engine, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_InTheDocuments_LeadToFiles()
    {
        var links = Files().Where(path => path.EndsWith(".md", StringComparison.Ordinal)).SelectMany(path => BrokenLinks(path)).ToArray();
        Assert.Empty(links);
        Assert.NotEmpty(BrokenLinks("README.md", "see [nothing](docs/no-such-page.md)"));
    }

    [Fact]
    public void Schemes_EveryFolder_HoldsDocumentCasesSampleAndPage()
    {
        foreach (var folder in Directory.GetDirectories(SchemeCases.Folder))
        {
            Assert.Equal(
                ["README.md", "cases.yaml", "sample.yaml", "scheme.yaml"],
                Directory.GetFiles(folder).Select(file => Path.GetFileName(file)!)
                    .Where(name => !name.StartsWith("scheme.v", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
            var cases = SchemeCases.All.Where(one => one.Scheme == Path.GetFileName(folder)).Select(one => one.Title).ToArray();
            Assert.True(cases.Length >= 7, $"{folder} has {cases.Length} cases");
            Assert.Equal(cases.Length, cases.Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Fact]
    public void StepFolders_OfTheEngine_HoldTheSameFiles()
    {
        foreach (var folder in Directory.GetDirectories(Path.Combine(Root, "src/LinkageService.Engine/Steps")))
        {
            var kind = Path.GetFileName(folder);
            Assert.True(File.Exists(Path.Combine(folder, kind + "Step.cs")), kind + "Step.cs");
            Assert.True(File.Exists(Path.Combine(folder, kind + "Execution.cs")), kind + "Execution.cs");
            Assert.True(File.Exists(Path.Combine(folder, kind + "Sentence.cs")), kind + "Sentence.cs");
        }
    }

    private static IEnumerable<string> Files() => Directory
        .EnumerateFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(path => !path.Split('/').Any(part => Ignored.Contains(part, StringComparer.Ordinal)));

    private static string[] References(string project) => XDocument.Load(Path.Combine(Root, project)).Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))).ToArray();

    private static IEnumerable<string> BrokenLinks(string path, string? text = null) =>
        Regex.Matches(
                text ?? File.ReadAllText(Path.Combine(Root, path)),
                @"\]\((?<target>[^)\s#:]+)(#[^)]*)?\)",
                RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(5))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !Path.Exists(Path.Combine(Root, Path.GetDirectoryName(path)!, target)))
            .Select(target => path + " → " + target);
}
