using System.Text.Json.Nodes;
using LinkageService.Engine.Schemes;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Conformance;

/// <summary>
/// The files of <c>conformance/</c>: worked cases with what the service answers, as <c>docs/conformance.md</c> describes.
/// </summary>
internal static class ConformanceKit
{
    // What of an answer every implementation must give; words and legal findings are the service's own.
    private static readonly string[] Compared = ["totals", "sources", "funds", "labels", "statements", "digest"];

    public static string Folder { get; } = Path.Combine(SchemeCases.RepositoryRoot(), "conformance");

    /// <summary>The file of a scheme: its document once, then every case.</summary>
    public static async Task<JsonNode> OfAsync(RunningService service, IEnumerable<SchemeCase> ofScheme)
    {
        var (cases, document, digest) = (new JsonArray(), new JsonObject(), "");
        foreach (var asked in ofScheme)
        {
            var request = JsonNode.Parse(CaseRequests.Json(asked with { IsInLibrary = false }))!.AsObject();
            var answer = await service.PostAsync("/v1/calculations", request.ToJsonString());
            document = request["document"]!.AsObject();
            request.Remove("document");
            digest = SchemeCompiler.Compile(asked.Document).Scheme!.Digest;
            cases.Add(new JsonObject
            {
                ["title"] = asked.Title,
                ["source"] = asked.Source,
                ["why"] = asked.Why,
                ["request"] = request,
                ["expected"] = Expected(answer),
            });
        }

        return new JsonObject
        {
            ["format"] = "linkage-conformance-1",
            ["document"] = document,
            ["schemeDigest"] = digest,
            ["cases"] = cases,
        };
    }

    private static JsonObject Expected(Answer answer)
    {
        var json = JsonNode.Parse(answer.Text)!;
        if (answer.Status == 200)
        {
            // Only a scheme with labels has subtotals.
            return new JsonObject(Compared.Where(field => json[field] is not null)
                .Select(field => KeyValuePair.Create(field, json[field]?.DeepClone())));
        }

        var (code, field) = (json["code"]!, json["errors"]![0]!["field"]!);
        return new JsonObject
        {
            ["error"] = new JsonObject { ["code"] = code.DeepClone(), ["field"] = field.DeepClone() },
        };
    }
}
