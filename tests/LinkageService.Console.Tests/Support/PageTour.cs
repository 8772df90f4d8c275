using System.Text.Json;
using LinkageService.Tests.Support;

namespace LinkageService.Console.Tests.Support;

/// <summary>One address of every page, with data behind it that fills it.</summary>
internal sealed class PageTour
{
    private const string Organization = "tangwan";

    // Template, name of the picture, address with {run} for a run that is paid.
    private static readonly (string Template, string Name, string Address)[] Stops =
    [
        ("/", "home", "/"),
        ("/help/{Code}", "help", "/help/pool_shortfall"),
        ("/check", "check", "/check"),
        ("/check/{Id}", "check-kept", "/check/{check}"),
        ("/sign-in", "sign-in", "/sign-in"),
        ("/not-found", "not-found", "/not-found"),
        ("/organizations", "organizations", "/organizations"),
        ("/organizations/new", "organization-new", "/organizations/new"),
        ("/organizations/{organization}", "organization", "/organizations/tangwan"),
        ("/organizations/{organization}/roster", "roster", "/organizations/tangwan/roster"),
        ("/organizations/{organization}/roster/new", "household-new", "/organizations/tangwan/roster/new"),
        ("/organizations/{organization}/import", "import", "/organizations/tangwan/import"),
        ("/organizations/{organization}/imports", "imports", "/organizations/tangwan/imports"),
        ("/organizations/{organization}/linkages", "linkages", "/organizations/tangwan/linkages"),
        ("/organizations/{organization}/households/{id}", "household", "/organizations/tangwan/households/0002"),
        ("/organizations/{organization}/runs", "runs", "/organizations/tangwan/runs"),
        ("/organizations/{organization}/open-balances", "open-balances", "/organizations/tangwan/open-balances"),
        ("/organizations/{organization}/member-accounts", "member-accounts", "/organizations/tangwan/member-accounts"),
        ("/organizations/{organization}/year-statements", "year-statements", "/organizations/tangwan/year-statements?year=2025"),
        ("/organizations/{organization}/tax-declaration", "tax-declaration", "/organizations/tangwan/tax-declaration?year=2026&month=3"),
        ("/reports/linkage", "linkage-report", "/reports/linkage?year=2025&total=8664&totalOn=2023-10-31&printed=55.2%25"),
        ("/organizations/{organization}/facts", "facts", "/organizations/tangwan/facts?year=2025"),
        ("/organizations/{organization}/facts/{kind}", "fact", "/organizations/tangwan/facts/statement?year=2025"),
        ("/organizations/{organization}/facts/{kind}", "fact-rows", "/organizations/tangwan/facts/officers?year=2025"),
        ("/facts/import", "facts-import", "/facts/import"),
        ("/organizations/{organization}/runs/new", "run-new", "/organizations/tangwan/runs/new"),
        ("/runs/{Run}", "run", "/runs/{run}"),
        ("/runs/{Run}/statements", "statements", "/runs/{run}/statements"),
        ("/runs/{Run}/compare", "compare", "/runs/{run}/compare"),
        ("/runs/{Run}/exceptions", "exceptions", "/runs/{run}/exceptions"),
        ("/runs/{Run}/objections", "objections", "/runs/{run}/objections"),
        ("/runs/{Run}/files", "files", "/runs/{run}/files"),
        ("/runs/{Run}/payments", "payments", "/runs/{run}/payments"),
        ("/runs/{Run}/correct", "correct", "/runs/{run}/correct"),
        ("/schemes", "schemes", "/schemes"),
        ("/schemes/{id}", "scheme", "/schemes/tangwan-four-tier"),
        ("/schemes/{id}/compare", "scheme-compare", "/schemes/liangping-collective-income/compare"),
        ("/schemes/edit", "scheme-edit", "/schemes/edit?from=liangping-collective-income"),
        ("/audit", "audit", "/audit"),
        ("/webhooks", "webhooks", "/webhooks"),
        ("/accounts", "accounts", "/accounts"),
        ("/batches", "batches", "/batches"),
        ("/batches/{Id}", "batch", "/batches/{batch}"),
        ("/password", "password", "/password"),
    ];

    private PageTour(IReadOnlyList<(string Name, string Address)> addresses) => Addresses = addresses;

    /// <summary>The templates of all pages the tour visits.</summary>
    public static IEnumerable<string> Templates => Stops.Select(stop => stop.Template).Distinct(StringComparer.Ordinal);

    /// <summary>Name of the picture and address.</summary>
    public IReadOnlyList<(string Name, string Address)> Addresses { get; }

    /// <summary>The tour of the demo villages.</summary>
    public static async Task<PageTour> OfDemoAsync(RunningService service)
    {
        var webhook = await service.PostAsync(
            "/v1/webhooks",
            """{ "url": "https://localhost/hooks", "organization": "tangwan", "types": ["run.paid"], "state": "paused" }""");
        Assert.True(webhook.Status == 201, webhook.Text);
        var check = await service.PostAsync(
            $"/v1/statement-checks?keep=true&organization={Organization}&fileName=2025.csv",
            "户编号,户主,入股土地（亩）,土地分红（元）\n0001,农户0001,1,70.00\n0002,农户0002,2,140.00\n0003,农户0003,3,201.00\n合计,,6,411.00\n",
            "text/csv");
        Assert.True(check.Status == 200, check.Text);
        var kept = check.Json.GetProperty("kept").GetProperty("id").GetString();
        var account = await service.PostAsync("/v1/accounts", """{ "name": "制单员", "role": "preparer", "organization": "tangwan" }""");
        Assert.True(account.Status == 201, account.Text);
        var batch = await service.SendAsync(
            HttpMethod.Post, "/v1/batches",
            """{ "year": 2026, "scheme": "tangwan-four-tier", "inputs": { "income": "100000.00" }, "all": true, "dryRun": true }""",
            ("Idempotency-Key", "tour"));
        Assert.True(batch.Status == 201, batch.Text);
        await service.GetAsync(batch.Headers["Location"] + "/events");
        var runs = (await service.GetAsync($"/v1/organizations/{Organization}/runs")).Json.GetProperty("runs").EnumerateArray().ToArray();
        var paid = Array.Find(runs, run => run.GetProperty("state").GetString() is "closed" or "paid");
        var id = (paid.ValueKind == JsonValueKind.Undefined ? runs[0] : paid).GetProperty("id").GetString();
        return new PageTour(Stops.Select(stop =>
            (stop.Name, stop.Address.Replace("{run}", id, StringComparison.Ordinal).Replace("{check}", kept, StringComparison.Ordinal)
                .Replace("{batch}", batch.Json.GetProperty("id").GetString(), StringComparison.Ordinal)))
            .ToArray());
    }
}
