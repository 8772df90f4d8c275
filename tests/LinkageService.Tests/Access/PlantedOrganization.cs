using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Access;

/// <summary>
/// The foreign organisation of a matrix with something of every kind that is stored, a mark in every name and amount: a household,
/// its linkage, facts, an import, a run from draft to payments with objection and scan, a set-off, a batch, a webhook, an account, a
/// kept check.
/// </summary>
internal sealed class PlantedOrganization
{
    /// <summary>What stands in names and amounts (yuan) and nowhere else.</summary>
    public const string Mark = "7351937";

    /// <summary>The income of its run, where the mark is written as no text.</summary>
    public const long MarkedFen = 735_193_751;

    private const string Base = "/v1/organizations/elsewhere";
    private const string Csv = "text/csv";

    private static readonly byte[] Varint = Encoded(MarkedFen);

    private readonly MatrixWorld _world;

    private PlantedOrganization(MatrixWorld world) => _world = world;

    /// <summary>What it has, by the name that a path or a message has for it.</summary>
    public Dictionary<string, string> Ids { get; } = new(StringComparer.Ordinal) { ["org"] = "elsewhere", ["household"] = "0099" };

    /// <summary>Fills the foreign organisation.</summary>
    public static async Task<PlantedOrganization> InAsync(MatrixWorld world)
    {
        var planted = new PlantedOrganization(world);
        await planted.RosterAsync();
        await planted.RunAsync();
        await planted.BesidesAsync();
        return planted;
    }

    /// <summary>What of it stands in an answer and was not named in the question; null for nothing.</summary>
    public string? SeenIn(byte[] answer, string question)
    {
        if (answer.AsSpan().StartsWith("PK\u0003\u0004"u8))
        {
            using var zip = new ZipArchive(new MemoryStream(answer));
            return zip.Entries.Select(entry =>
            {
                using var copy = new MemoryStream();
                using var stream = entry.Open();
                stream.CopyTo(copy);
                return SeenIn(copy.ToArray(), question);
            }).FirstOrDefault(seen => seen is not null);
        }

        // Amounts are written with and without separators.
        var text = Encoding.UTF8.GetString(answer).Replace(",", "", StringComparison.Ordinal);
        return answer.AsSpan().IndexOf(Varint) >= 0 ? $"{MarkedFen} fen"
            : Ids.Values.Append(Mark).Where(mark => mark.Length > 6 && !question.Contains(mark, StringComparison.Ordinal))
                .FirstOrDefault(mark => text.Contains(mark, StringComparison.Ordinal));
    }

    private async Task RosterAsync()
    {
        await SendAsync(HttpMethod.Put, Base + "/households/0099", $$"""
            { "name": "农户{{Mark}}", "members": 2, "tags": ["registered"], "holdings": { "land": "2.70" }, "validFrom": "2019-01-01",
              "account": { "holder": "农户{{Mark}}", "bank": "某行{{Mark}}", "number": "62284{{Mark}}0001" },
              "persons": [ { "name": "农户{{Mark}}", "relation": "户主", "head": true } ] }
            """);
        Ids["import"] = (await SendAsync(HttpMethod.Post, $"{Base}/households:import?validFrom=2019-02-01&fileName=a{Mark}.csv",
            $"户编号,户主,备注\n0099,农户{Mark},迁入{Mark}\n", Csv)).GetProperty("import").GetString()!;
        Ids["linkage"] = Id(await SendAsync(HttpMethod.Post, Base + "/linkages",
            $$"""{ "household": "0099", "partner": "某公司{{Mark}}", "mode": "land_transfer", "from": "2019-01-01" }"""));
        await SendAsync(HttpMethod.Put, Base + "/facts/cash",
            $$"""{ "validFrom": "2019-12-31", "cash": { "bankDeposits": "{{Mark}}.51" } }""");
        await SendAsync(HttpMethod.Post, Base + "/payment-templates:save",
            $$"""{ "name": "某行{{Mark}}", "columns": [ { "field": "account" }, { "field": "amount" } ] }""");
    }

    private async Task RunAsync()
    {
        var made = await SendAsync(HttpMethod.Post, Base + "/runs",
            $$"""{ "scheme": "tangwan-four-tier", "year": 2019, "inputs": { "income": "{{Mark}}.51" } }""");
        var run = "/v1/runs/" + (Ids["run"] = Id(made));
        _world.Runs["foreign"] = Ids["run"];
        Ids["setOff"] = Id(await SendAsync(HttpMethod.Post, run + "/set-offs", $$"""
            { "household": "0099", "amount": "1.00", "reason": "化肥款{{Mark}}", "consentedOn": "2020-01-08",
              "consentedBy": "农户{{Mark}}", "document": "同意书 1 号" }
            """));
        Ids["file"] = Id(await SendAsync(
            HttpMethod.Post, $"{run}/files?kind=minutes&name=a{Mark}.pdf", "%PDF-1.4\n%%EOF", "application/pdf"));
        var digest = (await SendAsync(HttpMethod.Post, run + ":submit")).GetProperty("digest").GetString()!;
        await SendAsync(HttpMethod.Post, run + ":disclose", """{ "from": "2026-01-05", "noticeDays": 20 }""");
        Ids["objection"] = Id(await SendAsync(
            HttpMethod.Post, run + ":objections", $$"""{ "household": "0099", "content": "土地应为 {{Mark}} 亩" }"""));
        await SendAsync(HttpMethod.Post, run + ":objections", $$"""{ "id": "{{Ids["objection"]}}", "resolution": "已核对{{Mark}}" }""");
        await SendAsync(HttpMethod.Post, run + ":approve", RunWorld.Approval(digest, "2026-01-26", repeatReason: "分期发放"));
        await SendAsync(HttpMethod.Post, run + ":pay", """{ "on": "2026-03-05" }""");
        await SendAsync(HttpMethod.Post, run + "/payments:prepare", "{}");
        await SendAsync(HttpMethod.Post, run + "/payments:fund", $$"""{ "reference": "对公账户{{Mark}}" }""");
    }

    private async Task BesidesAsync()
    {
        Ids["check"] = Id((await SendAsync(
            HttpMethod.Post, $"/v1/statement-checks?keep=true&organization=elsewhere&fileName=a{Mark}.csv",
            $"户编号,户主,入股土地（亩）,土地分红（元）\n0001,农户{Mark},1,70.00\n0002,农户0002,2,140.00\n合计,,3,210.00\n", Csv)).GetProperty("kept"));
        Ids["webhook"] = Id(await SendAsync(HttpMethod.Post, "/v1/webhooks",
            $$"""{ "url": "https://localhost/{{Mark}}", "organization": "elsewhere", "state": "paused" }"""));
        Ids["account"] = Id(await SendAsync(HttpMethod.Post, "/v1/accounts",
            $$"""{ "name": "审核员{{Mark}}", "role": "approver", "organization": "elsewhere" }"""));
        Ids["batch"] = Id(await SendAsync(HttpMethod.Post, "/v1/batches", $$"""
            { "year": 2019, "scheme": "tangwan-four-tier", "inputs": { "income": "{{Mark}}.51" }, "dryRun": true,
              "organizations": [ { "id": "elsewhere" } ] }
            """));

        // Ends with the batch.
        await SendAsync(HttpMethod.Get, $"/v1/batches/{Ids["batch"]}/events");
    }

    // By whoever may: of three keys of all organisations.
    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string? body = null, string type = "application/json")
    {
        Answer? answer = null;
        foreach (var key in new[] { _world.Preparer, _world.Approver, _world.Administrator })
        {
            answer = await _world.SendAsync(key, method, path, body, type, request =>
            {
                if (!path.StartsWith("/v1/runs/", StringComparison.Ordinal))
                {
                    request.Headers.Remove("If-Match");
                }
            });
            if (answer.Status is 200 or 201)
            {
                return answer.Json;
            }

            if (answer.Status != 403)
            {
                break;
            }
        }

        throw new InvalidOperationException($"{method} {path}: {answer!.Status} {answer.Text}");
    }

    private static string Id(JsonElement made) => made.GetProperty("id").GetString()!;

    // As messages of gRPC hold an amount.
    private static byte[] Encoded(long number)
    {
        var bytes = new byte[CodedOutputStream.ComputeInt64Size(number)];
        using var output = new CodedOutputStream(bytes);
        output.WriteInt64(number);
        return bytes;
    }
}
