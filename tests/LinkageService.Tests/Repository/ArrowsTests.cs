using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Repository;

/// <summary>No circle between the folders of the program: whatever one uses stands below it.</summary>
public sealed class ArrowsTests
{
    private static readonly string Root = SchemeCases.RepositoryRoot();

    private static readonly string[] Sources = [.. Directory
        .EnumerateFiles(Path.Combine(Root, "src"), "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
        .Where(path => !path.Split('/').Any(part => part is "obj" or "bin"))];

    private static readonly ILookup<string, string> Types =
        Arrows.Types(Sources.Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).Select(Read));

    [Fact]
    public void Arrows_OfEveryFile_PointDown()
    {
        var upward = Sources.SelectMany(path => Arrows.Upward(path, Read(path), Types).Select(arrow => $"{path}: {arrow}")).ToArray();
        Assert.True(upward.Length == 0, string.Join('\n', upward));
    }

    [Fact]
    public void Namespaces_OfEveryFile_FollowItsFolder()
    {
        // The folders of the engine's steps keep the files of a kind together; a kind has no namespace of its own.
        var elsewhere = Sources.Where(path => path.EndsWith(".cs", StringComparison.Ordinal) && path.Count(letter => letter == '/') > 2)
            .Where(path => !path.StartsWith("src/LinkageService.Engine/Steps/", StringComparison.Ordinal))
            .Where(path => !Read(path).Split('\n').Contains($"namespace {Arrows.NamespaceOfPath(path)};", StringComparer.Ordinal));
        Assert.Empty(elsewhere);
    }

    [Theory]
    [InlineData("Http", "using LinkageService.Features.Runs;", "Features.Runs")]
    [InlineData("Storage", "using LinkageService.Errors;", "Errors")]
    [InlineData("Features.Schemes", "using LinkageService.Features.Calculations;", "Features.Calculations")]
    [InlineData("Features.Runs", "using Proto = LinkageService.Features.Exports;", "Features.Exports")]
    [InlineData("Console", "using LinkageService.CommandLine;", "CommandLine")]
    [InlineData("CommandLine", "var app = Hosting.ServiceHost.Build([]);", "Hosting")]
    [InlineData("Errors", "var words = LinkageService.Http.WordsContract.Of(text);", "Http")]
    public void Arrows_ThatPointUp_AreFound(string folder, string code, string used)
    {
        var text = $"using System;\n\nnamespace LinkageService.{folder};\n\n{code}\n";
        if (code.StartsWith("using ", StringComparison.Ordinal))
        {
            text = code + "\n" + text;
        }

        var found = Assert.Single(Arrows.Upward("src/LinkageService/Some.cs", text, Types));
        Assert.StartsWith($"{folder} uses {used},", found, StringComparison.Ordinal);
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));
}
