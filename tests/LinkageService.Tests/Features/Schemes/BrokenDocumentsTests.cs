using System.Text;
using LinkageService.CommandLine;
using LinkageService.Contracts.V1;
using LinkageService.Documents;
using LinkageService.Features.Schemes;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Problem = LinkageService.Engine.Problems.Problem;

namespace LinkageService.Tests.Features.Schemes;

/// <summary>
/// Documents as clerks break them, <c>Broken/*.yaml</c>, each beside the words it is answered with in Chinese and English. New
/// words are written with <c>RENEW_GOLDENS=1</c>, and each is to be read as a clerk would: does it say what to write instead?
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
    public void Broken_Document_AnsweredInTheWordsBesideIt(string name)
    {
        var problems = Problems(name);
        var text = new StringBuilder();
        foreach (var language in new[] { new Language(IsEnglish: false), new Language(IsEnglish: true) })
        {
            foreach (var problem in problems)
            {
                text.Append(ProblemText.OfFile("scheme.yaml", problem, language));
            }
        }

        var file = Path.Combine(Folder, name + ".txt");
        if (Environment.GetEnvironmentVariable("RENEW_GOLDENS") == "1")
        {
            File.WriteAllText(file, text.ToString());
        }

        Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : "", text.ToString());
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Broken_Document_SameProblemsOverRestAndGrpc(string name)
    {
        var bytes = Bytes(name);
        var expected = Problems(name).Select(problem =>
            $"{problem.Code} {problem.Field} {problem.Line}:{problem.Column} {problem.Message.Zh}").ToArray();

        var answer = await fixture.Service.PostAsync("/v1/schemes:validate", bytes, "application/yaml");
        Assert.Equal((200, false), (answer.Status, answer.Json.GetProperty("valid").GetBoolean()));
        Assert.Equal(expected, answer.Json.GetProperty("problems").EnumerateArray().Select(problem =>
            $"{problem.GetProperty("code")} {problem.GetProperty("field")} {problem.GetProperty("line")}:"
                + $"{problem.GetProperty("column")} {problem.GetProperty("message").GetProperty("zh")}"));

        // A message of gRPC holds text only, so a file in another encoding does not get that far.
        if (SchemeFileEncoding.Fault(bytes) is null)
        {
            using var grpc = new GrpcApi(fixture.Service.GrpcAddress);
            var request = new ValidateSchemeRequest { Document = Encoding.UTF8.GetString(bytes) };
            var response = ValidateSchemeResponse.Parser.ParseFrom(
                (await grpc.CallAsync("linkage.v1.Schemes/ValidateScheme", request)).Messages[0]);
            Assert.False(response.Valid);
            Assert.Equal(expected, response.Problems.Select(problem =>
                $"{problem.Code} {problem.Field} {problem.Line}:{problem.Column} {problem.Message.Zh}"));
        }
    }

    private static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".yaml"));

    private static IReadOnlyList<Problem> Problems(string name) => new ValidateScheme().Handle(Bytes(name), isJson: false).Problems;
}
