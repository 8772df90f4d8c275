using Xunit;

namespace LinkageService.Engine.Tests.Checks;

/// <summary><c>docs/checks.md</c> is what the catalogue says.</summary>
public sealed class ChecksDocumentTests
{
    [Fact]
    public void Document_Now_EqualsTheApprovedFile()
    {
        var approved = Path.Combine(Root(), "docs", "checks.md");
        var now = Path.Combine(AppContext.BaseDirectory, "checks.md");
        var text = ChecksDocument.Text(File.ReadAllText(Path.Combine(Root(), "tests", "Shared", "county.md")));
        File.WriteAllText(now, text);

        Assert.True(
            File.Exists(approved) && File.ReadAllText(approved) == text, $"The document has changed: cp {now} {approved}");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "README.md")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
