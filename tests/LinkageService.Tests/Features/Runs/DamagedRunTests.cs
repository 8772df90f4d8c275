using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>A run that cannot be computed again cannot be held against the law, and nothing passes for it.</summary>
public sealed class DamagedRunTests
{
    private const string ReadBlock = "SELECT payload FROM run_block WHERE run_id = @run";
    private const string UpdateBlock = "UPDATE run_block SET payload = @bytes WHERE run_id = @run RETURNING run_id";

    [Theory]
    [MemberData(nameof(ServiceDatabases.Providers), MemberType = typeof(ServiceDatabases))]
    public async Task SubmitAndApprove_OfWhatCannotBeComputedAgain_AreRefusedAndLeaveItAsItWas(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync("tangwan", "rural_collective");
        var (run, etag, digest) = await world.RunAsync("tangwan", "draft");
        var payload = await PayloadAsync(world, run);
        await DamageAsync(world, run, payload);
        Assert.Equal("422 run_damaged", Of(await world.StepAsync(run, "submit", etag)));
        Assert.Equal("422 run_damaged", Of(await world.Service.GetAsync($"/v1/runs/{run}/checks")));
        foreach (var kind in new[] { "bundle.zip", "statements.csv", "notice.html", "household-statements.html" })
        {
            Assert.Equal("422 run_damaged", Of(await world.Service.GetAsync($"/v1/runs/{run}/exports/{kind}")));
        }

        Assert.Equal("draft", await StateAsync(world, run));

        // With the block restored it goes on; what memory still has of the run lets nothing pass when it is damaged again.
        await WriteAsync(world, run, payload);
        var submitted = await world.StepAsync(run, "submit", etag);
        Assert.Equal(200, submitted.Status);
        Assert.Equal(200, (await world.Service.GetAsync($"/v1/runs/{run}/checks")).Status);
        var disclosed = await world.StepAsync(run, "disclose", submitted.Headers["ETag"], """{"from":"2026-01-05","noticeDays":20}""");
        await DamageAsync(world, run, payload);
        var approval = RunWorld.Approval(digest);
        Assert.Equal("422 run_damaged", Of(await world.StepAsync(run, "approve", disclosed.Headers["ETag"], approval, "approver")));
        Assert.Equal("disclosed", await StateAsync(world, run));
        await WriteAsync(world, run, payload);
        var approved = await world.StepAsync(run, "approve", disclosed.Headers["ETag"], approval, "approver");
        Assert.True(approved.Status == 200, approved.Text);
    }

    private static string Of(Answer answer) => $"{answer.Status} {answer.Code}";

    private static async Task<string?> StateAsync(RunWorld world, string run) =>
        (await world.GetAsync("/v1/runs/" + run)).Json.GetProperty("state").GetString();

    private static async Task<byte[]> PayloadAsync(RunWorld world, string run) =>
        (await world.Database.ReadAsync(session => session.FirstAsync<byte[]>(ReadBlock, new { run })))!;

    private static Task DamageAsync(RunWorld world, string run, byte[] payload)
    {
        var changed = payload.ToArray();
        changed[changed.Length / 2] ^= 0x10;
        return WriteAsync(world, run, changed);
    }

    private static Task WriteAsync(RunWorld world, string run, byte[] bytes) =>
        world.Database.WriteAsync(new Change("disk", DateTimeOffset.UnixEpoch), async session =>
        {
            session.Audit(new AuditDraft("test.change", "test/1", Organization: null));
            return Assert.Single(await session.ListAsync<object>(UpdateBlock, new { run, bytes }));
        });
}
