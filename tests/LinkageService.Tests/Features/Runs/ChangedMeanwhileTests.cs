using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>What is changed between the computing of a run and its approval is refused, seen by the checks, or said.</summary>
public sealed class ChangedMeanwhileTests
{
    private const string Organization = "tangwan";
    private const string Body = """{ "scheme": "tangwan-four-tier", "year": 2025, "inputs": { "income": "100000.00" } }""";

    /// <summary>The form and the region say which law counts: they stay until a run that is handed in is decided.</summary>
    [Theory]
    [InlineData("legalForm", "contract_scheme", "500000")]
    [InlineData("region", "rural_collective", "330000")]
    public async Task PutOrganization_OfAnotherLawWhileARunIsUndecided_IsRefused(string field, string legalForm, string region)
    {
        await using var world = await StartAsync();
        var created = await world.CreateAsync(Organization, Body, "key");
        var run = created.Json.GetProperty("id").GetString()!;
        Task<Answer> Put(string form, string at, string name) => world.Service.SendAsync(
            HttpMethod.Put, $"/v1/organizations/{Organization}",
            $$"""{ "name": "{{name}}", "legalForm": "{{form}}", "region": "{{at}}" }""");

        // A draft is held against the law when it is handed in.
        Assert.Equal(200, (await Put(legalForm, region, "塘湾村")).Status);
        Assert.Equal(200, (await Put("rural_collective", "500000", "塘湾村")).Status);
        var submitted = await world.StepAsync(run, "submit", created.Headers["ETag"]);
        Assert.True(submitted.Status == 200, submitted.Text);

        var refused = await Put(legalForm, region, "塘湾村");
        Assert.Equal(409, refused.Status);
        var problem = refused.Json.GetProperty("errors").EnumerateArray().Single();
        Assert.Equal(("run_state", field), (problem.GetProperty("code").GetString(), problem.GetProperty("field").GetString()));
        Assert.Equal(200, (await Put("rural_collective", "500000", "塘湾新村")).Status);

        var cancelled = await world.StepAsync(run, "cancel", submitted.Headers["ETag"], """{ "reason": "重做" }""");
        Assert.True(cancelled.Status == 200, cancelled.Text);
        Assert.Equal(200, (await Put(legalForm, region, "塘湾村")).Status);
    }

    [Fact]
    public async Task Submit_OfADraftWhoseOrganisationHasAnotherForm_IsRefusedAsItsMakingWouldBe()
    {
        await using var world = await StartAsync();
        var created = await world.CreateAsync(Organization, Body, "key");
        Assert.Equal(200, (await world.Service.SendAsync(HttpMethod.Put, $"/v1/organizations/{Organization}",
            """{ "name": "塘湾村", "legalForm": "company" }""")).Status);

        var refused = await world.StepAsync(created.Json.GetProperty("id").GetString()!, "submit", created.Headers["ETag"]);

        Assert.Equal(422, refused.Status);
        Assert.Contains("scheme_not_for_legal_form", refused.Text, StringComparison.Ordinal);
    }

    /// <summary>What amounts come of is said where it was changed for the record date; what else was, or for later, is not.</summary>
    [Theory]
    [InlineData("2025-06-01", """ "holdings": { "land": "9.99" } """, true)]
    [InlineData("2025-06-01", """ "holdings": { "land": "1.00" }, "tags": ["registered"] """, true)]
    [InlineData("2025-06-01", """ "holdings": { "land": "1.00" }, "remark": "外出务工" """, false)]
    [InlineData("2026-06-01", """ "holdings": { "land": "9.99" } """, false)]
    public async Task Submit_OfADraftWhoseRosterWasChanged_SaysSo(string validFrom, string stated, bool isSaid)
    {
        await using var world = await StartAsync();
        var created = await world.CreateAsync(Organization, Body, "key");
        Assert.DoesNotContain("roster_changed", created.Text, StringComparison.Ordinal);
        var put = await world.Service.SendAsync(HttpMethod.Put, $"/v1/organizations/{Organization}/households/0001",
            $$"""{ "validFrom": "{{validFrom}}", {{stated}} }""");
        Assert.True(put.Status == 200, put.Text);

        var submitted = await world.StepAsync(created.Json.GetProperty("id").GetString()!, "submit", created.Headers["ETag"]);

        Assert.True(submitted.Status == 200, submitted.Text);
        Assert.Equal(isSaid, submitted.Text.Contains("roster_changed", StringComparison.Ordinal));
    }

    /// <summary>What is learnt of persons counts for the checks at once, whether it opens or closes the way.</summary>
    [Fact]
    public async Task Checks_OfARunWhosePersonsAreKnownBetterNow_GoByThat()
    {
        await using var world = await StartAsync();
        var created = await world.CreateAsync(Organization, Body, "key");
        var run = created.Json.GetProperty("id").GetString()!;
        Assert.NotEqual("found", await EntitledAsync(world, run));
        await PersonAsync(world, "false");
        Assert.Equal("found", await EntitledAsync(world, run));
        await PersonAsync(world, "true");
        Assert.NotEqual("found", await EntitledAsync(world, run));
    }

    private static async Task<string> EntitledAsync(RunWorld world, string run) =>
        (await world.GetAsync($"/v1/runs/{run}/checks")).Json.GetProperty("checks").EnumerateArray()
        .Single(check => check.GetProperty("code").GetString() == "payee_not_entitled").GetProperty("status").GetString()!;

    private static async Task PersonAsync(RunWorld world, string member)
    {
        var put = await world.Service.SendAsync(HttpMethod.Put, $"/v1/organizations/{Organization}/households/0001",
            $$"""
              { "validFrom": "2025-06-01", "holdings": { "land": "1.00" },
                "persons": [ { "name": "农户0001", "head": true, "legal": { "member": {{member}} } } ] }
              """);
        Assert.True(put.Status == 200, put.Text);
    }

    private static async Task<RunWorld> StartAsync()
    {
        var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync(Organization, "rural_collective", region: "50");
        await world.HouseholdsAsync(Organization,
        [
            new CaseHousehold("0001", [], new Dictionary<string, string> { ["land"] = "1.00" }),
            new CaseHousehold("0002", [], new Dictionary<string, string> { ["land"] = "2.00" }),
        ]);
        return world;
    }
}
