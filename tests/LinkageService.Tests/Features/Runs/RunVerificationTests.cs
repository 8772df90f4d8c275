using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>Verification finds what was changed behind the service's back, and says where.</summary>
public sealed class RunVerificationTests
{
    private const string UpdateBlock = "UPDATE run_block SET payload = @bytes WHERE run_id = @run RETURNING run_id";

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Verify_OneByteOfABlockChanged_TheBlockIsNamed(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync("tangwan", "rural_collective");
        var (run, _, _) = await world.RunAsync("tangwan", "paid");
        var payload = (await world.Database.ReadAsync(session =>
            session.FirstAsync<byte[]>("SELECT payload FROM run_block WHERE run_id = @run", new { run })))!;
        var random = new Random(payload.Length);
        foreach (var at in new[] { 0, payload.Length / 2, payload.Length - 1, random.Next(payload.Length) })
        {
            var changed = payload.ToArray();
            changed[at] ^= 0x10;
            await ChangeAsync(world, UpdateBlock, new { run, bytes = changed });
            var found = (await world.GetAsync($"/v1/runs/{run}/verification")).Json;
            Assert.False(found.GetProperty("matches").GetBoolean(), $"byte {at}");
            Assert.Equal("0/0001", found.GetProperty("blocks").GetProperty("damaged")[0].GetString());
        }

        await ChangeAsync(world, UpdateBlock, new { run, bytes = payload });
        Assert.True((await world.GetAsync($"/v1/runs/{run}/verification")).Json.GetProperty("matches").GetBoolean());
        await ChangeAsync(world, "DELETE FROM run_block WHERE run_id = @run RETURNING run_id", new { run });
        var gone = (await world.GetAsync($"/v1/runs/{run}/verification")).Json;
        Assert.False(gone.GetProperty("matches").GetBoolean());
        Assert.False(gone.GetProperty("blocks").GetProperty("matches").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Verify_AFactRewritten_TheFactsGiveAnotherDigest(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync("tangwan", "rural_collective");
        foreach (var id in new[] { "0001", "0002" })
        {
            var put = await world.Service.SendAsync(HttpMethod.Put, "/v1/organizations/tangwan/households/" + id,
                """{ "name": "农户", "holdings": { "land": "3.33" }, "validFrom": "2025-01-01" }""");
            Assert.Equal(201, put.Status);
        }

        var made = await world.CreateAsync(
            "tangwan", """{ "scheme": "tangwan-four-tier", "year": 2025, "inputs": { "income": "100000.00" } }""", "1");
        var run = made.Json.GetProperty("id").GetString();
        await ChangeAsync(
            world, "UPDATE household_fact SET data = REPLACE(data, '3.33', '3.34') WHERE household_id = '0002' RETURNING data");

        var found = (await world.GetAsync($"/v1/runs/{run}/verification")).Json;

        Assert.False(found.GetProperty("matches").GetBoolean());
        Assert.Equal(found.GetProperty("digest").GetString(), found.GetProperty("recomputed").GetString());
        Assert.NotEqual(found.GetProperty("digest").GetString(), found.GetProperty("fromFacts").GetString());
    }

    [Theory]
    [InlineData("UPDATE run_block SET payload = X'00' WHERE run_id = @run RETURNING run_id")]
    [InlineData("DELETE FROM run_block WHERE run_id = @run RETURNING run_id")]
    public async Task Verify_BlockOfTheCorrectedRunLost_TheCorrectionDoesNotMatchEither(string sql)
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        var (run, etag, _) = await world.RunAsync("tangwan", "paid");
        var correction = await world.Service.SendAsync(HttpMethod.Post, $"/v1/runs/{run}:correct",
            """{ "policy": "recompute_all", "reason": "漏记收入", "inputs": { "income": "100500.00" } }""",
            ("If-Match", etag), ("Idempotency-Key", "c1"));
        var id = correction.Json.GetProperty("id").GetString();
        Assert.True((await world.GetAsync($"/v1/runs/{id}/verification")).Json.GetProperty("matches").GetBoolean());

        await ChangeAsync(world, sql, new { run });

        Assert.False((await world.GetAsync($"/v1/runs/{id}/verification")).Json.GetProperty("matches").GetBoolean());
    }

    private static Task ChangeAsync(RunWorld world, string sql, object? arguments = null) =>
        world.Database.WriteAsync(new Change("intruder", DateTimeOffset.UnixEpoch), async session =>
        {
            session.Audit(new AuditDraft("test.change", "test/1", Organization: null));
            return Assert.Single(await session.ListAsync<object>(sql, arguments));
        });
}
