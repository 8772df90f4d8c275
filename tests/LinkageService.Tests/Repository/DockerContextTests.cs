using System.Xml.Linq;
using LinkageService.Tests.Cases;
using Microsoft.Extensions.FileSystemGlobbing;

namespace LinkageService.Tests.Repository;

/// <summary><c>docker build</c> sees every file that a project names.</summary>
public sealed class DockerContextTests
{
    private static readonly string Root = SchemeCases.RepositoryRoot();

    [Fact]
    public void FilesOfTheSourceProjects_AreAllInTheContext()
    {
        var context = DockerContext.OfRepository();
        var files = Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).SelectMany(Named)
            .Concat(Directory.GetFiles(Root, "*.props").Select(file => Path.GetRelativePath(Root, file)))
            .Concat(Named(Path.Combine(Root, "Directory.Build.props"))).ToArray();
        Assert.Contains("docs/errors.md", files);
        Assert.Contains("protos/linkage/v1/runs.proto", files);
        Assert.DoesNotContain(files, file => !context.Holds(file));
    }

    [Theory]
    [InlineData("docs/errors.md", "docs\n", false)]
    [InlineData("docs/errors.md", "docs/*\n!docs/errors.md\n", true)]
    [InlineData("docs/decisions/0001.md", "docs/*\n!docs/errors.md\n", false)]
    [InlineData("src/A/obj/x.json", "**/obj\n", false)]
    [InlineData("src/A/objects/x.json", "**/obj\n", true)]
    [InlineData("obj/x.json", "**/obj\n", false)]
    public void Holds_ByTheRulesOfDockerIgnore(string path, string dockerIgnore, bool holds) =>
        Assert.Equal(holds, new DockerContext(dockerIgnore).Holds(path));

    // Every file that an item of the project names; an item that names none is a mistake of its own.
    private static IEnumerable<string> Named(string project)
    {
        string[] kinds = ["EmbeddedResource", "Content", "None", "Compile", "Protobuf", "AdditionalFiles", "ProjectReference"];
        var folder = Path.GetRelativePath(Root, Path.GetDirectoryName(project)!);
        var patterns = XDocument.Load(project).Descendants().Where(item => kinds.Contains(item.Name.LocalName, StringComparer.Ordinal))
            .Select(item => item.Attribute("Include")?.Value.Replace("$(MSBuildThisFileDirectory)", "", StringComparison.Ordinal))
            .OfType<string>().Select(pattern => Path.GetRelativePath(Root, Path.GetFullPath(Path.Combine(Root, folder, pattern))));
        return patterns.SelectMany(pattern =>
        {
            var found = new Matcher().AddInclude(pattern).GetResultsInFullPath(Root).ToArray();
            Assert.True(found.Length > 0, $"{project} names {pattern}, which is nowhere");
            return found.Select(file => Path.GetRelativePath(Root, file));
        });
    }
}
