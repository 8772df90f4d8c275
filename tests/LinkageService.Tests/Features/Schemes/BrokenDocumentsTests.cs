using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;
using Problem = LinkageService.Engine.Problems.Problem;

namespace LinkageService.Tests.Features.Schemes;

/// <summary>
/// Documents as clerks break them, <c>Broken/*.yaml</c>, each beside the words it is answered with in Chinese and English.
/// </summary>
[Collection(SharedService.Name)]
public sealed class BrokenDocumentsTests(ServiceFixture fixture)
{
    private static readonly string Folder = Path.Combine(
        SchemeCases.RepositoryRoot(), "tests", "LinkageService.Tests", "Features", "Schemes", "Broken");

    public static TheoryData<string> Documents => new(Directory.GetFiles(Folder, "*.yaml")
        .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

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
        DocumentDoors.AssertWords(Path.Combine(Folder, name + ".txt"), Problems(name));

    [Theory]
    [MemberData(nameof(Documents))]
    public Task Broken_Document_SameProblemsOverRestAndGrpc(string name) =>
        DocumentDoors.AssertSameOverRestAndGrpcAsync(fixture, Bytes(name), isValid: false);

    private static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".yaml"));

    private static IReadOnlyList<Problem> Problems(string name) => DocumentDoors.Problems(Bytes(name));
}
