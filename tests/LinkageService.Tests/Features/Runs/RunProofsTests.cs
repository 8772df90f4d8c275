using System.Text.Json;
using LinkageService.Contracts.V1;
using LinkageService.Engine.Proofs;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>
/// A run that was submitted proves to each household what it gets, and its full list hashes to the root in the audit log.
/// </summary>
public sealed class RunProofsTests
{
    private const string Village = "tangwan";

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Proofs_OfEveryHousehold_LeadToTheRootOfTheAuditLog(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync(Village, "rural_collective");
        var (draft, etag, _) = await world.RunAsync(Village, "draft");
        var none = await world.Service.GetAsync($"/v1/runs/{draft}/proofs:list");
        Assert.Equal((409, "no_proof"), (none.Status, none.Code));
        Assert.Equal("no_proof", (await world.Service.GetAsync($"/v1/runs/{draft}/proofs/0001")).Code);
        Assert.Equal(200, (await world.StepAsync(draft, "submit", etag)).Status);

        var list = await ListAsync(world, draft);
        var root = Bytes(list[0].GetProperty("root"), "hash");
        var audit = (await world.GetAsync($"/v1/audit?subject=run/{draft}")).Text;
        Assert.Contains(Convert.ToHexStringLower(root), audit, StringComparison.Ordinal);
        var households = list.SelectMany(page => page.GetProperty("households").EnumerateArray()).ToArray();
        var statements = (await world.GetAsync($"/v1/runs/{draft}/statements")).Json.GetProperty("statements").EnumerateArray()
            .ToDictionary(each => each.GetProperty("household").GetString()!, each => each.GetProperty("total").GetString());
        Assert.Equal(statements.Keys.Order(), households.Select(each => each.GetProperty("household").GetString()!).Order());
        using var grpc = new GrpcApi(world.Service.GrpcAddress);
        foreach (var (household, total) in statements)
        {
            var answer = await world.GetAsync($"/v1/runs/{draft}/proofs/{household}");
            Assert.Equal(total, answer.Json.GetProperty("due").GetString());
            var packed = ProofPack.Read(answer.Json.GetProperty("packed").GetString()!)!;
            Assert.Equal(ProofFault.None, ProofCheck.Path(packed.Proof!, root));
            Assert.Equal(packed.Proof!.Leaf.DueFen, packed.Statement!.Lines.Where(line => !line.IsRecord).Sum(line => line.AmountFen));
            var message = GetRunProofResponse.Parser.ParseFrom(Assert.Single((await grpc.CallAsync(
                "linkage.v1.Runs/GetRunProof", new GetRunProofRequest { Run = draft, Household = household })).Messages));
            Assert.Equal(answer.Json.GetProperty("packed").GetString(), message.Packed);
            Assert.Equal(message.Household.StatementHash.ToByteArray(), packed.Proof.Leaf.StatementHash);
        }

        var run = ProofPack.Read((await world.GetAsync($"/v1/runs/{draft}/proofs/0001")).Json.GetProperty("packed").GetString()!)!.Run;
        var listed = households.Select(Listed).ToArray();
        var totals = new ProofTotals(listed.Length, listed.Sum(each => each.Leaf.DueFen), 0);
        Assert.Equal(ProofFault.None, ProofCheck.List(run, listed, totals, root));
        Assert.Equal(ProofFault.ListCount, ProofCheck.List(run, listed[1..], totals, root));
        Assert.Equal("unknown_household", (await world.Service.GetAsync($"/v1/runs/{draft}/proofs/9999")).Code);
        Assert.Equal("invalid_value", (await world.Service.GetAsync($"/v1/runs/{draft}/proofs:list?cursor=OTk5OQ")).Code);
    }

    private static ListedHousehold Listed(JsonElement each) => new(
        new ProofLeaf(
            each.GetProperty("household").GetString()!, Fen(each, "due"), Fen(each, "owed"),
            Bytes(each, "statementHash")),
        Convert.FromHexString(each.GetProperty("salt").GetString()!));

    private static byte[] Bytes(JsonElement each, string field) =>
        Convert.FromHexString(each.GetProperty(field).GetString()!["sha256:".Length..]);

    private static long Fen(JsonElement each, string field) =>
        (long)(decimal.Parse(each.GetProperty(field).GetString()!, System.Globalization.CultureInfo.InvariantCulture) * 100);

    private static async Task<List<JsonElement>> ListAsync(RunWorld world, string run)
    {
        var (pages, cursor) = (new List<JsonElement>(), "");
        do
        {
            var page = (await world.GetAsync($"/v1/runs/{run}/proofs:list?limit=2{cursor}")).Json;
            pages.Add(page);
            cursor = page.GetProperty("next").GetString() is { } next ? "&cursor=" + next : "";
        }
        while (cursor.Length > 0);
        return pages;
    }
}
