using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using LinkageService.Access;
using LinkageService.Tests.Access;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using V1 = LinkageService.Contracts.V1;

namespace LinkageService.Tests.Features.StatementChecks;

/// <summary>A check is kept when asked, word for word, past a restart; nothing of it is readable at rest, and it can be erased.</summary>
public sealed class KeptStatementChecksTests
{
    private const string IdNumber = "500228199001011234";

    private static readonly string Sheet = "户编号,户主,身份证号,入股土地（亩）,土地分红（元）\n"
        + string.Concat(Enumerable.Range(1, 12).Select(at =>
            $"{at:D4},保存户{at:D4},{IdNumber},{at},{(at == 7 ? 750 : at * 100)}.00\n"))
        + "合计,,,78,7840.00\n";

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Kept_ReadsOnAfterARestart_AndIsErased(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        string id, answered;
        await using (var service = await RunningService.StartAsync(storage.Settings))
        {
            await new RunWorld(service).OrganizationAsync("tangwan", "rural_collective");
            Assert.False((await CheckAsync(service, "")).Json.TryGetProperty("kept", out _));
            Assert.Empty((await service.GetAsync("/v1/statement-checks")).Json.GetProperty("checks").EnumerateArray());
            var unknown = await CheckAsync(service, "?keep=true&organization=nowhere");
            Assert.Equal((404, "unknown_organization"), (unknown.Status, unknown.Code));
            var kept = await CheckAsync(service, $"?keep=true&organization=tangwan&fileName={IdNumber}.csv");
            Assert.True(kept.Status == 200, kept.Text);
            id = kept.Json.GetProperty("kept").GetProperty("id").GetString()!;
            answered = kept.Text;
            Assert.Equal("****1234.csv", kept.Json.GetProperty("kept").GetProperty("fileName").GetString());
            var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Sheet)));
            Assert.Equal("sha256:" + digest, kept.Json.GetProperty("kept").GetProperty("digest").GetString());
            Assert.Equal(1, kept.Json.GetProperty("differences").GetArrayLength());
        }

        if (provider == "sqlite")
        {
            foreach (var file in Directory.GetFiles(storage.Folder, "linkage.db*", SearchOption.AllDirectories))
            {
                var bytes = System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file));
                Assert.DoesNotContain("保存户", bytes, StringComparison.Ordinal);
                Assert.DoesNotContain(IdNumber, bytes, StringComparison.Ordinal);
            }
        }

        await using var again = await RunningService.StartAsync(storage.Settings);
        Assert.Equal(answered, (await again.GetAsync("/v1/statement-checks/" + id)).Text);
        await SameByRpcAsync(again, id);
        var list = (await again.GetAsync("/v1/statement-checks?limit=1")).Json;
        Assert.Equal(id, Assert.Single(list.GetProperty("checks").EnumerateArray()).GetProperty("id").GetString());
        var removed = await again.SendAsync(HttpMethod.Delete, "/v1/statement-checks/" + id);
        Assert.True(removed.Status == 200, removed.Text);
        Assert.False(removed.Json.TryGetProperty("fileName", out _));
        Assert.Equal((404, "unknown_statement_check"), Problem(await again.GetAsync("/v1/statement-checks/" + id)));
        Assert.Equal((404, "unknown_statement_check"), Problem(await again.SendAsync(HttpMethod.Delete, "/v1/statement-checks/" + id)));
        Assert.True((await again.GetAsync("/v1/audit/verification")).Json.GetProperty("valid").GetBoolean());
        var actions = (await again.GetAsync($"/v1/audit?subject=statement_check/{id}")).Json.GetProperty("entries").EnumerateArray()
            .Select(entry => entry.GetProperty("action").GetString());
        Assert.Equal(["statement_check.keep", "statement_check.remove"], actions);
    }

    [Fact]
    public async Task Kept_ByWhoeverMakesRuns_IsSeenFromItsOrganisationAndAbove()
    {
        await using var world = await MatrixWorld.BuildAsync(hasRuns: false);
        var (preparer, auditor) = (world.Keys[Role.Preparer], world.Keys[Role.Auditor]);
        var own = await KeepAsync(preparer, "");
        Assert.Equal("town", own.Json.GetProperty("kept").GetProperty("organization").GetString());
        var child = await KeepAsync(preparer, "&organization=east");
        Assert.Equal((404, "unknown_organization"), Problem(await KeepAsync(preparer, "&organization=elsewhere")));
        Assert.Equal((403, "forbidden"), Problem(await KeepAsync(auditor, "")));
        var list = await world.SendAsync(auditor, HttpMethod.Get, "/v1/statement-checks", body: null);
        Assert.Equal(
            [IdOf(child), IdOf(own)],
            list.Json.GetProperty("checks").EnumerateArray().Select(each => each.GetProperty("id").GetString()));
        Assert.Equal(403, (await world.SendAsync(auditor, HttpMethod.Delete, "/v1/statement-checks/" + IdOf(own), body: null)).Status);
        Assert.Equal(200, (await world.SendAsync(preparer, HttpMethod.Delete, "/v1/statement-checks/" + IdOf(own), body: null)).Status);

        Task<Answer> KeepAsync(string key, string query) =>
            world.SendAsync(key, HttpMethod.Post, "/v1/statement-checks?keep=true" + query, Sheet, "text/csv");

        static string? IdOf(Answer answer) => answer.Json.GetProperty("kept").GetProperty("id").GetString();
    }

    private static async Task SameByRpcAsync(RunningService service, string id)
    {
        using var api = new GrpcApi(service.GrpcAddress);
        var got = await api.CallAsync("linkage.v1.StatementChecks/GetStatementCheck", new V1.GetStatementCheckRequest { Check = id });
        var found = V1.GetStatementCheckResponse.Parser.ParseFrom(Assert.Single(got.Messages)).Found;
        Assert.Equal((id, "tangwan", 1), (found.Kept.Id, found.Kept.Organization, Assert.Single(found.Differences).Line()));
        var kept = await api.SendAsync("linkage.v1.StatementChecks/CheckStatement",
        [
            new V1.CheckStatementRequest { Header = new V1.StatementCheckHeader { Keep = true } }.ToByteArray(),
            new V1.CheckStatementRequest { Chunk = ByteString.CopyFromUtf8(Sheet) }.ToByteArray(),
        ]);
        var second = V1.CheckStatementResponse.Parser.ParseFrom(Assert.Single(kept.Messages)).Kept.Id;
        var listed = await api.CallAsync("linkage.v1.StatementChecks/ListStatementChecks", new V1.ListStatementChecksRequest());
        var ids = V1.ListStatementChecksResponse.Parser.ParseFrom(Assert.Single(listed.Messages)).Checks.Select(each => each.Id);
        Assert.Equal([second, id], ids);
        var gone = await api.CallAsync(
            "linkage.v1.StatementChecks/RemoveStatementCheck", new V1.RemoveStatementCheckRequest { Check = second });
        Assert.Equal(StatusCode.OK, gone.Status);
    }

    private static (int Status, string? Code) Problem(Answer answer) => (answer.Status, answer.Code);

    private static Task<Answer> CheckAsync(RunningService service, string query) =>
        service.PostAsync("/v1/statement-checks" + query, Sheet, "text/csv");
}

/// <summary>Short ways to look at messages.</summary>
file static class Messages
{
    /// <summary>How many rows below the first household it stands.</summary>
    public static int Line(this V1.CheckedDifference difference) => difference.Household == "0007" ? 1 : 0;
}
