using LinkageService.Engine.Problems;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Schemes;

/// <summary>
/// Documents that are computed and would be regretted, <c>Regretted/*.yaml</c>, each beside the words of the warning, and beside
/// each a near miss (<c>*-near.yaml</c>) of which nothing is said.
/// </summary>
[Collection(SharedService.Name)]
public sealed class RegrettedDocumentsTests(ServiceFixture fixture)
{
    private static readonly string Folder = Path.Combine(
        SchemeCases.RepositoryRoot(), "tests", "LinkageService.Tests", "Features", "Schemes", "Regretted");

    public static TheoryData<string> Regretted => Documents(near: false);

    public static TheoryData<string> NearMisses => Documents(near: true);

    [Theory]
    [MemberData(nameof(Regretted))]
    public async Task Regretted_Document_OneWarningInTheWordsBesideItThroughEveryDoor(string name)
    {
        var document = Bytes(name);
        var warning = Assert.Single(DocumentDoors.Problems(document));

        Assert.True(warning is { IsWarning: true, Line: > 0, Column: > 0 }, warning.Message.Zh);
        Assert.NotEqual(warning.Message.Zh, warning.Message.En);
        DocumentDoors.AssertWords(Path.Combine(Folder, name + ".txt"), [warning]);
        await DocumentDoors.AssertSameOverRestAndGrpcAsync(fixture, document, isValid: true);
    }

    [Theory]
    [MemberData(nameof(NearMisses))]
    public void Regretted_NearMiss_NothingIsSaid(string name) =>
        Assert.Equal("", string.Join('\n', DocumentDoors.Problems(Bytes(name)).Select(problem => $"{problem.Code}: {problem.Message.Zh}")));

    [Fact]
    public void Regretted_Documents_EachHasANearMiss() =>
        Assert.Empty(Regretted.Select(row => row.Data + "-near").Except(NearMisses.Select(row => row.Data)));

    [Fact]
    public void Regretted_CodesOfWarnings_EachHasADocument() =>
        Assert.Empty(ProblemCodes.All.Where(code => code.Kind == ProblemKind.Warning)
            .Except(Regretted.SelectMany(row => DocumentDoors.Problems(Bytes(row.Data))).Select(problem => problem.Code)));

    private static TheoryData<string> Documents(bool near) => new(Directory.GetFiles(Folder, "*.yaml")
        .Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name.EndsWith("-near", StringComparison.Ordinal) == near)
        .Order(StringComparer.Ordinal));

    private static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".yaml"));
}
