using System.Text;
using LinkageService.CommandLine;
using LinkageService.Contracts.V1;
using LinkageService.Documents;
using LinkageService.Features.Schemes;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Problem = LinkageService.Engine.Problems.Problem;

namespace LinkageService.Tests.Features.Schemes;

/// <summary>What is said of a document: the words of the command line, and the same problems through every other door.</summary>
internal static class DocumentDoors
{
    public static IReadOnlyList<Problem> Problems(byte[] document, bool isJson = false) =>
        new ValidateScheme().Handle(document, isJson).Problems;

    /// <summary>
    /// Compares what the command line prints, in Chinese and then in English, with the file; with <c>RENEW_GOLDENS=1</c> the file is
    /// written, and each is to be read as a clerk would: does it say what to write instead?
    /// </summary>
    public static void AssertWords(string file, IReadOnlyList<Problem> problems, bool isJson = false)
    {
        var text = new StringBuilder();
        foreach (var language in new[] { new Language(IsEnglish: false), new Language(IsEnglish: true) })
        {
            foreach (var problem in problems)
            {
                text.Append(ProblemText.OfFile(isJson ? "scheme.json" : "scheme.yaml", problem, language));
            }
        }

        if (Environment.GetEnvironmentVariable("RENEW_GOLDENS") == "1")
        {
            File.WriteAllText(file, text.ToString());
        }

        Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : "", text.ToString());
    }

    /// <summary>Sends the document over REST and gRPC and expects the same problems in the same places.</summary>
    public static async Task AssertSameOverRestAndGrpcAsync(
        ServiceFixture fixture, byte[] document, bool isValid, bool isJson = false)
    {
        var expected = Problems(document, isJson).Select(problem =>
            $"{problem.Code} {problem.Field} {problem.Line}:{problem.Column} {problem.Message.Zh}").ToArray();

        var answer = await fixture.Service.PostAsync("/v1/schemes:validate", document,
            isJson ? "application/json" : "application/yaml");
        Assert.Equal((200, isValid), (answer.Status, answer.Json.GetProperty("valid").GetBoolean()));
        Assert.Equal(expected, answer.Json.GetProperty("problems").EnumerateArray().Select(problem =>
            $"{problem.GetProperty("code")} {problem.GetProperty("field")} {problem.GetProperty("line")}:"
                + $"{problem.GetProperty("column")} {problem.GetProperty("message").GetProperty("zh")}"));

        // A message of gRPC holds text only, so a file in another encoding does not get that far.
        if (SchemeFileEncoding.Fault(document) is null)
        {
            using var grpc = new GrpcApi(fixture.Service.GrpcAddress);
            var request = new ValidateSchemeRequest { Document = Encoding.UTF8.GetString(document) };
            var response = ValidateSchemeResponse.Parser.ParseFrom(
                (await grpc.CallAsync("linkage.v1.Schemes/ValidateScheme", request)).Messages[0]);
            Assert.Equal(isValid, response.Valid);
            Assert.Equal(expected, response.Problems.Select(problem =>
                $"{problem.Code} {problem.Field} {problem.Line}:{problem.Column} {problem.Message.Zh}"));
        }
    }
}
