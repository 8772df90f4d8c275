using System.Text;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;
using Problem = LinkageService.Engine.Problems.Problem;

namespace LinkageService.Tests.Features.Schemes;

/// <summary>
/// Documents as clerks break them, in <c>Broken</c>, each beside the words it is answered with in Chinese and English.
/// </summary>
[Collection(SharedService.Name)]
public sealed class BrokenDocumentsTests(ServiceFixture fixture)
{
    private static readonly string Folder = Path.Combine(
        SchemeCases.RepositoryRoot(), "tests", "LinkageService.Tests", "Features", "Schemes", "Broken");

    public static TheoryData<string> Documents => new(Directory.GetFiles(Folder)
        .Where(file => !file.EndsWith(".txt", StringComparison.Ordinal))
        .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

    [Fact]
    public void Broken_Documents_AreManyAndEachRefused()
    {
        var documents = Documents.Select(row => Problems(row.Data)).ToArray();

        Assert.InRange(documents.Length, 80, 1000);
        Assert.All(documents, problems => Assert.Contains(problems, problem => !problem.IsWarning));
        Assert.All(documents.SelectMany(problems => problems), problem =>
        {
            Assert.True(problem is { Line: > 0, Column: > 0 }, problem.Message.Zh);
            Assert.NotEqual(problem.Message.Zh, problem.Message.En);
            Assert.DoesNotContain("While ", problem.Message.En, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Broken_Document_AnsweredInTheWordsBesideIt(string name) =>
        DocumentDoors.AssertWords(Path.Combine(Folder, Path.ChangeExtension(name, ".txt")), Problems(name), IsJson(name));

    [Theory]
    [MemberData(nameof(Documents))]
    public Task Broken_Document_SameProblemsOverRestAndGrpc(string name) =>
        DocumentDoors.AssertSameOverRestAndGrpcAsync(fixture, Bytes(name), isValid: false, IsJson(name));

    // What people type into a file of JSON goes wrong at every place of it.
    [Fact]
    public void Broken_JsonCutOrChangedAnywhere_RefusedWithAPlace()
    {
        var text = """
            { "id": "a", "version": 1, "title": { "zh": "例\\n子", "en": "example" },
              "inputs": { "profit": { "type": "money", "default": 10.5 } },
              "steps": [ { "id": "s", "kind": "split", "from": ["profit"], "into": { "fund:余": "remaining" } } ] }
            """;
        Assert.Empty(DocumentDoors.Problems(Encoding.UTF8.GetBytes(text), isJson: true));
        var broken = Enumerable.Range(0, text.Length).SelectMany(at => new[] { text[..at] }
            .Concat("\"'{}[],:0%x\\\n：“柑".Select(sign => text[..at] + sign + text[(at + 1)..])));

        Assert.All(broken, document => Assert.All(DocumentDoors.Problems(Encoding.UTF8.GetBytes(document), isJson: true), problem =>
            Assert.True(problem is { Line: > 0, Column: > 0 } && problem.Message.Zh != problem.Message.En, document)));
    }

    private static bool IsJson(string name) => name.EndsWith(".json", StringComparison.Ordinal);

    private static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    private static IReadOnlyList<Problem> Problems(string name) => DocumentDoors.Problems(Bytes(name), IsJson(name));
}
