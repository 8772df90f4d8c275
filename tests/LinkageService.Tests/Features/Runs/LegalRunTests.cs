using System.Net;
using LinkageService.Access;
using LinkageService.Console.Pages.Runs;
using LinkageService.Errors;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Storage.Runs;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LinkageService.Tests.Features.Runs;

/// <summary>A run is held against the law; what blocks an approver lets pass with a reason, and the digest knows nothing of it.</summary>
public sealed class LegalRunTests
{
    private const string Organization = "hezuoshe";

    // Half is refunded; the law asks for 60%, which the scheme does not.
    private const string Scheme = """
        id: half-refund
        version: 1
        title: { zh: 返还一半, en: Half is refunded }
        inputs:
          surplus: { type: money, title: { zh: 本年盈余, en: Surplus } }
        holdings:
          patronage: { unit: yuan, decimals: 2, title: { zh: 交易额, en: Patronage } }
          capital: { unit: yuan, decimals: 2, title: { zh: 出资, en: Capital } }
        steps:
          - { id: half, kind: take, from: surplus, amount: surplus * 50%, into: refund }
          - { id: patronage_refund, kind: allocate, from: refund, by: patronage }
          - { id: residual_dividend, kind: allocate, from: surplus, by: capital }
        """;

    private const string Body = """
        { "scheme": "half-refund", "year": 2025, "inputs": { "surplus": "1000.00" },
          "households": [ { "id": "0001", "holdings": { "patronage": "700", "capital": "10" } },
                          { "id": "0002", "holdings": { "patronage": "300", "capital": "30" } } ] }
        """;

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Approve_BelowTheStatutoryRefund_IsBlockedUntilTheReasonIsStated(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync(Organization, "farmer_cooperative");
        Assert.Equal(201, (await world.Service.PostAsync("/v1/schemes", Scheme, "application/yaml")).Status);
        var preview = await world.CreateAsync(Organization, Body.Replace("{ \"scheme\"", "{ \"preview\": true, \"scheme\""), "");
        var created = await world.CreateAsync(Organization, Body, "key");
        Assert.Equal(201, created.Status);

        // The refund is 500.00 of 1,000.00; nothing else that is decided fails.
        Assert.Equal(["patronage_below_minimum: block"], Found(preview));
        Assert.Equal(["patronage_below_minimum: block"], Found(created));
        Assert.Contains("500.00", Checks(created).Single(), StringComparison.Ordinal);
        var legal = created.Json.GetProperty("legal");
        Assert.Equal("national", legal.GetProperty("packs").EnumerateArray().Single().GetString());
        Assert.Equal("patronage_below_minimum", legal.GetProperty("found").EnumerateArray().Single().GetString());
        Assert.Contains(legal.GetProperty("unknown").EnumerateArray(), check => check.GetProperty("code").GetString() == "debt_financed");
        var digest = created.Json.GetProperty("digest").GetString()!;
        Assert.Equal(preview.Json.GetProperty("digest").GetString(), digest);

        var run = created.Json.GetProperty("id").GetString()!;
        var submitted = await world.StepAsync(run, "submit", created.Headers["ETag"]);
        var disclosed = await world.StepAsync(run, "disclose", submitted.Headers["ETag"], """{"from":"2026-01-05","noticeDays":20}""");
        var blockers = await world.GetAsync($"/v1/runs/{run}/blockers");
        Assert.Contains("blocked_by_check", blockers.Text, StringComparison.Ordinal);

        var refused = await ApproveAsync(world, run, disclosed, digest);
        Assert.Equal((422, "blocked_by_check", "overrides"), Refusal(refused));
        var idle = await ApproveAsync(
            world, run, disclosed, digest, ("patronage_below_minimum", "章程另有规定"), ("personal_account", "顺手写的"));
        Assert.Equal((400, "invalid_value", "overrides[1].code"), Refusal(idle));
        var unknown = await ApproveAsync(world, run, disclosed, digest, ("no_such_check", "x"));
        Assert.Equal((400, "invalid_value", "overrides[0].code"), Refusal(unknown));
        var silent = await ApproveAsync(world, run, disclosed, digest, ("patronage_below_minimum", " "));
        Assert.Equal((400, "missing_field", "overrides[0].reason"), Refusal(silent));

        var approved = await ApproveAsync(world, run, disclosed, digest, ("patronage_below_minimum", "成员大会决议，下年补足"));
        Assert.True(approved.Status == 200, approved.Text);
        var overridden = approved.Json.GetProperty("life").GetProperty("overrides").EnumerateArray().Single();
        Assert.Equal("成员大会决议，下年补足", overridden.GetProperty("reason").GetString());
        Assert.Equal(digest, approved.Json.GetProperty("digest").GetString());
        Assert.Contains("下年补足", (await world.GetAsync($"/v1/runs/{run}/history")).Text, StringComparison.Ordinal);
        using var printed = await world.Service.Client.GetAsync($"/v1/runs/{run}/exports/payout-sheet.html");
        Assert.Contains("成员大会决议，下年补足", await printed.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var checks = await world.GetAsync($"/v1/runs/{run}/checks");
        Assert.Equal(45, checks.Json.GetProperty("checks").GetArrayLength());
        var headroom = await world.GetAsync($"/v1/runs/{run}/headroom");
        Assert.Equal(("1000.00", "1000.00", "0.00", "not_conserved"), (
            Text(headroom, "members"), Text(headroom, "limit"), Text(headroom, "left"), Text(headroom, "binding")));
    }

    /// <summary>A township may keep to itself what its villages cannot pass: their approvers are told who can.</summary>
    [Fact]
    public async Task Approve_WhereOnlySupervisorsOverride_IsRefusedToAnApproverAndTakenFromASupervisor()
    {
        await using var world = await RunWorld.StartAsync("sqlite", "--Law:OverrideRole=supervisor");
        await world.OrganizationAsync(Organization, "farmer_cooperative");
        Assert.Equal(201, (await world.Service.PostAsync("/v1/schemes", Scheme, "application/yaml")).Status);
        var created = await world.CreateAsync(Organization, Body, "key");
        var run = created.Json.GetProperty("id").GetString()!;
        var submitted = await world.StepAsync(run, "submit", created.Headers["ETag"]);
        var disclosed = await world.StepAsync(run, "disclose", submitted.Headers["ETag"], """{"from":"2026-01-05","noticeDays":20}""");
        var approve = world.Service.Services.GetRequiredService<ApproveRun>();
        Task<StoredRun> As(Role role) => approve.HandleAsync(
            new Caller("another", role, Organization: null), run, disclosed.Headers["ETag"],
            new ApproveRunRequest(created.Json.GetProperty("digest").GetString(), new RunMeeting("2026-03-01", 30, 30, 30, "members"))
            {
                Overrides = [new CheckOverride("patronage_below_minimum", "成员大会决议，下年补足")],
            },
            CancellationToken.None);

        var refused = (await Assert.ThrowsAsync<RefusedException>(() => As(Role.Approver))).Failure;
        Assert.Equal(("forbidden", "overrides"), (refused.Code.Name, refused.Problems.Single().Field));
        Assert.Contains("须由“监管”", refused.Problems.Single().Message.Zh, StringComparison.Ordinal);
        var blockers = world.Service.Services.GetRequiredService<FindBlockers>();
        foreach (var (role, code, who) in new[]
        {
            (Role.Approver, "forbidden", RunBlocker.Other), (Role.Supervisor, "blocked_by_check", RunBlocker.Approver),
        })
        {
            var found = await blockers.HandleAsync(new Caller("another", role, Organization: null), run, CancellationToken.None);
            Assert.Contains(found.Blockers, blocker => blocker.Code == code && blocker.Who == who);
        }

        Assert.Equal(RunStates.Approved, (await As(Role.Supervisor)).Row.State);
    }

    // 45% are drawn; a newspaper reports that Liangping draws 40% at most, and elsewhere nothing is known.
    [Theory]
    [InlineData("500155", "reserve_out_of_bounds: warn", "liangping")]
    [InlineData("520000", null, null)]
    public async Task Create_BySchemeOfItsOwn_IsHeldAgainstTheRulesOfItsRegion(string region, string? found, string? pack)
    {
        const string scheme = """
            id: large-reserve
            version: 1
            title: { zh: 多提公积金, en: A large reserve }
            inputs:
              income: { type: money, title: { zh: 可分配收益, en: Income } }
            holdings:
              shares: { unit: share, decimals: 0, title: { zh: 份额, en: Shares } }
            steps:
              - { id: reserve, kind: take, from: income, amount: income * 45%, into: "fund:reserve_and_welfare" }
              - { id: share_dividend, kind: allocate, from: income, by: shares }
            """;
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync(Organization, "rural_collective", region: region);
        Assert.Equal(201, (await world.Service.PostAsync("/v1/schemes", scheme, "application/yaml")).Status);

        var created = await world.CreateAsync(Organization, """
            { "scheme": "large-reserve", "year": 2025, "inputs": { "income": "1000.00" },
              "households": [ { "id": "0001", "holdings": { "shares": "1" } } ] }
            """, "key");

        Assert.Equal(201, created.Status);
        Assert.Equal(found is null ? [] : [found], Found(created));
        Assert.Equal(pack is not null, created.Json.GetProperty("legal").GetProperty("packs").EnumerateArray()
            .Any(each => each.GetString() == pack));
    }

    // A first run: nothing is stated but the roster and the income; then who holds an office.
    [Theory]
    [InlineData("rural_collective", false, "未做法律核对")]
    [InlineData("contract_scheme", false, "未做法律核对")]
    [InlineData("rural_collective", true, "法律核对：")]
    public async Task Figures_OfARunWithNothingStated_SayThatTheLawWasNotLookedAt(string legalForm, bool isStated, string expected)
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync(Organization, legalForm, region: "50");
        await world.HouseholdsAsync(Organization, [new CaseHousehold("0001", [], new Dictionary<string, string> { ["land"] = "1.00" })]);
        if (isStated)
        {
            var put = await world.Service.SendAsync(HttpMethod.Put, $"/v1/organizations/{Organization}/facts/officers",
                """{ "validFrom": "2020-01-01", "officers": { "officers": [ { "name": "甲", "role": "chair" } ] } }""");
            Assert.True(put.Status == 201, put.Text);
        }

        var created = await world.CreateAsync(
            Organization, """{ "scheme": "tangwan-four-tier", "year": 2025, "inputs": { "income": "100000.00" } }""", "key");
        Assert.True(created.Status == 201, created.Text);
        var run = await world.Database.ReadAsync(
            session => RunStore.FindAsync(session, created.Json.GetProperty("id").GetString()!), CancellationToken.None);
        await using var scope = world.Service.Services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<LegalFigures>(
            ParameterView.FromDictionary(new Dictionary<string, object?> { ["Of"] = StoredRun.Of(run!).Summary.Legal }))).ToHtmlString());
        Assert.True(WebUtility.HtmlDecode(html).Contains(expected, StringComparison.Ordinal), created.Json.GetProperty("legal").ToString());
    }

    private static IEnumerable<string> Found(Answer run) => run.Json.GetProperty("checks").EnumerateArray()
        .Where(check => check.GetProperty("severity").GetString() != "info")
        .Select(check => check.GetProperty("code").GetString() + ": " + check.GetProperty("severity").GetString());

    private static IEnumerable<string> Checks(Answer run) => run.Json.GetProperty("checks").EnumerateArray()
        .Where(check => check.GetProperty("severity").GetString() != "info")
        .Select(check => check.GetProperty("message").GetProperty("zh").GetString()!);

    private static Task<Answer> ApproveAsync(
        RunWorld world, string run, Answer disclosed, string digest, params (string Code, string Reason)[] overrides) =>
        world.StepAsync(run, "approve", disclosed.Headers["ETag"], System.Text.Json.JsonSerializer.Serialize(new
        {
            digest,
            meeting = new { date = "2026-03-01", due = 30, present = 30, inFavour = 30, kind = "members" },
            overrides = overrides.Select(each => new { code = each.Code, reason = each.Reason }),
        }), "approver");

    private static (int Status, string Code, string Field) Refusal(Answer answer)
    {
        var first = answer.Json.GetProperty("errors").EnumerateArray().First();
        return (answer.Status, first.GetProperty("code").GetString()!, first.GetProperty("field").GetString()!);
    }

    private static string? Text(Answer answer, string field) => answer.Json.GetProperty(field).GetString();
}
