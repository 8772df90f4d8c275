using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Payments;

/// <summary>Legal checks read what became of the payments: they are decided as the bank answers, not when somebody says paid.</summary>
public sealed class PaymentChecksTests
{
    private const string Village = "tangwan";

    [Theory]
    [MemberData(nameof(ServiceDatabases.Providers), MemberType = typeof(ServiceDatabases))]
    public async Task Checks_OfAPaidRun_FollowItsPayments(string provider)
    {
        await using var service = await ServiceDatabases.StartAsync(provider);
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        var (run, _) = await world.RunAsync(Village, "paid");
        Assert.Equal("unknown unknown unknown", await StatusesAsync(world, run));

        // Four are on the bank's list, 0005 is to be paid in cash: nobody has anything yet.
        await world.ActedAsync(run, "prepare");
        await world.ActedAsync(run, "fund", """{ "reference": "对账单" }""");
        Assert.Equal("found passed passed", await StatusesAsync(world, run));
        await world.ActedAsync(run, "send", """{ "on": "2026-03-05" }""");
        Assert.Equal("found passed passed", await StatusesAsync(world, run));
        await world.ActedAsync(run, "sign", """{ "household": "0005", "collector": "农户0003", "relation": "family", "note": "代签" }""");
        Assert.Equal("unknown passed passed", await StatusesAsync(world, run));
        await world.ActedAsync(run, "record", """
            { "results": [ { "household": "0001", "outcome": "paid" }, { "household": "0002", "outcome": "paid" },
                           { "household": "0003", "outcome": "paid" },
                           { "household": "0004", "outcome": "returned", "reason": "account_closed", "on": "2026-03-06" } ] }
            """);

        // What came back is booked back; it has lain since March.
        Assert.Equal("passed passed found", await StatusesAsync(world, run));
        await world.ActedAsync(run, "reissue", """{ "household": "0004" }""");
        await world.ActedAsync(run, "send");
        await world.ActedAsync(run, "record", """{ "results": [ { "household": "0004", "outcome": "paid" } ] }""");
        Assert.Equal("passed passed passed", await StatusesAsync(world, run));
    }

    private static async Task<string> StatusesAsync(PaymentWorld world, string run)
    {
        var checks = (await world.GetAsync($"/v1/runs/{run}/checks")).GetProperty("checks").EnumerateArray().ToDictionary(
            check => check.GetProperty("code").GetString()!, check => check.GetProperty("status").GetString());
        return $"{checks["payment_mismatch"]} {checks["paid_in_cash"]} {checks["unclaimed_old"]}";
    }
}
