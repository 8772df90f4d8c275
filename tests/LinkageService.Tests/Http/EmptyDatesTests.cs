using LinkageService.Tests.Features.Payments;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Http;

/// <summary>A date with nothing in it is no date that could be meant; null and a field that is left out are as good as none.</summary>
public sealed class EmptyDatesTests
{
    [Fact]
    public async Task Date_ThatIsEmpty_IsRefusedAndNotToday()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync("cun");
        var (run, etag) = await world.RunAsync("cun", "approved");
        var asked = new List<(string What, string Field, Answer Answer)>
        {
            ("pay", "on", await world.StepAsync(run, "pay", etag, """{ "on": "" }""")),
        };
        etag = (await world.StepAsync(run, "pay", etag, """{ "on": null }""")).Headers["ETag"];
        await world.ActedAsync(run, "prepare");
        asked.Add(("fund", "on", await world.ActAsync(run, "fund", """{ "on": "", "reference": "对账单" }""")));
        await world.ActedAsync(run, "fund", """{ "on": null, "reference": "对账单" }""");
        asked.Add(("send", "on", await world.ActAsync(run, "send", """{ "on": "" }""")));
        asked.Add(("record", "results[0].on",
            await world.ActAsync(run, "record", """{ "results": [ { "household": "0001", "outcome": "paid", "on": "" } ] }""")));
        var village = new RosterClient(service, "cun");
        asked.Add(("household", "validFrom", await village.PutAsync("0009", """{ "validFrom": "" }""")));
        asked.Add(("remove", "from", await village.SendAsync(HttpMethod.Delete, "households/0001?from=")));
        asked.Add(("list", "asOf", await village.GetAsync("households?asOf=")));
        asked.Add(("list", "knownAt", await village.GetAsync("households?knownAt=")));
        asked.Add(("fact", "cash.loans[0].dueOn", await village.SendAsync(HttpMethod.Put, "facts/cash", """
            { "validFrom": "2025-12-31", "cash": { "loans": [ { "drawnOn": "2025-01-31", "dueOn": "" } ] } }
            """)));
        Assert.All(asked, each => Assert.True(
            each.Answer.Status == 400 && each.Answer.Errors.Any(error => error == ("invalid_value", each.Field)),
            each.What + ": " + each.Answer.Text));
        Assert.Equal("paid", (await world.GetAsync("/v1/runs/" + run)).GetProperty("state").GetString());
        Assert.Equal(200, (await village.GetAsync("households/0001")).Status);
    }
}
