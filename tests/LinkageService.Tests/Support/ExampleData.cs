using System.Globalization;
using System.Text.Json;
using LinkageService.Engine.Problems;
using LinkageService.Features.Batches;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Batches;
using LinkageService.Storage.Runs;
using LinkageService.Tests.Features.Payments;
using LinkageService.Tests.Features.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Support;

/// <summary>
/// What the examples of the OpenAPI document are about: the organisation <c>tangwan</c> with the five households of the worked
/// example, and for each operation a run in the state it needs. A new operation that needs another state joins the table.
/// </summary>
internal static class ExampleData
{
    private const string Organization = "tangwan";

    private static readonly Dictionary<string, string> States = new(StringComparer.Ordinal)
    {
        ["SubmitRun"] = "draft",
        ["EditRun"] = "draft",
        ["DiscloseRun"] = "submitted",
        ["ObjectToRun"] = "disclosed",
        ["ApproveRun"] = "disclosed",
        ["PayRun"] = "approved",
        ["CloseRun"] = "paid",
        ["CancelRun"] = "draft",
        ["CorrectRun"] = "paid",
        ["RecordSetOff"] = "draft",
        ["WithdrawSetOff"] = "draft",
    };

    private static readonly (string Id, string Land, string WageDays, bool IsRegistered)[] Households =
    [
        ("0001", "3.33", "0", false), ("0002", "2.70", "60", true), ("0003", "1.85", "0", false), ("0004", "4.10", "0", false),
        ("0005", "0.95", "0", true),
    ];

    /// <summary>States the organisation and its households; again changes nothing that matters.</summary>
    public static async Task FillAsync(RunningService service)
    {
        await SendAsync(service, HttpMethod.Put, $"/v1/organizations/{Organization}",
            """{ "name": "塘湾村股份经济合作社", "legalForm": "rural_collective", "region": "500113", "noticeDays": 10 }""");
        foreach (var (id, land, wageDays, isRegistered) in Households)
        {
            var tags = isRegistered ? "\"registered\"" : "";
            await SendAsync(service, HttpMethod.Put, $"/v1/organizations/{Organization}/households/{id}",
                $$"""
                  { "name": "农户{{id}}", "members": 4, "tags": [{{tags}}], "validFrom": "2025-01-01",
                    "holdings": { "land": "{{land}}", "wage_days": "{{wageDays}}" } }
                  """);
        }
    }

    /// <summary>What stands in an operation's path and headers instead of what the document shows.</summary>
    /// <param name="service">Filled.</param>
    /// <param name="operation">Its id in the document.</param>
    /// <param name="path">Its path there.</param>
    public static async Task<ExampleCall> ForAsync(RunningService service, string operation, string path)
    {
        if (operation == "EndLinkage")
        {
            var linkage = await SendAsync(service, HttpMethod.Post, $"/v1/organizations/{Organization}/linkages",
                """{ "household": "0002", "partner": "某公司", "mode": "land_transfer", "from": "2025-01-01" }""");
            return new ExampleCall { Parameters = { ["id"] = linkage.Json.GetProperty("id").GetString()! } };
        }

        await PrepareAsync(service, operation);
        if (!path.Contains("{run}", StringComparison.Ordinal))
        {
            return await WithoutRunAsync(service, operation, path);
        }

        if (path.Contains("/payments", StringComparison.Ordinal))
        {
            return new ExampleCall { Parameters = { ["run"] = await PaymentsAsync(service, operation) } };
        }

        var world = new RunWorld(service);
        var organization = Organization;
        if (operation == "ApproveRun")
        {
            // Without other runs of the year, which an approval would have to say something of.
            organization = Guid.NewGuid().ToString("N");
            await world.OrganizationAsync(organization, "rural_collective");
        }

        var (run, etag, digest) = await world.RunAsync(organization, States.GetValueOrDefault(operation, "disclosed"));
        if (operation == "ListObjections")
        {
            await world.StepAsync(run, "objections", etag, """{ "household": "0002", "content": "土地面积应为 2.80 亩" }""");
        }

        var call = new ExampleCall
        {
            Parameters = { ["run"] = run, ["with"] = run, ["If-Match"] = etag, ["Idempotency-Key"] = Guid.NewGuid().ToString("N") },
            Digest = digest,
        };
        if (path.Contains("{setOff}", StringComparison.Ordinal))
        {
            var debt = await SendAsync(service, HttpMethod.Post, $"/v1/runs/{run}/set-offs", """
                { "household": "0001", "amount": "100.00", "reason": "赊购化肥款", "consentedOn": "2026-01-08", "consentedBy": "农户0001",
                  "document": "同意书 1 号" }
                """);
            call.Parameters["setOff"] = debt.Json.GetProperty("id").GetString()!;
        }

        if (path.Contains("{file}", StringComparison.Ordinal))
        {
            var file = await service.PostAsync($"/v1/runs/{run}/files?kind=minutes", "%PDF-1.4"u8.ToArray(), "application/pdf");
            call.Parameters["file"] = file.Json.GetProperty("id").GetString()!;
        }

        return call;
    }

    // One that changes nothing is not kept.
    private static async Task<ExampleCall> ImportAsync(RunningService service)
    {
        var imported = await service.PostAsync(
            $"/v1/organizations/{Organization}/households:import?validFrom=2025-01-01&fileName=a.csv",
            $"户编号,户主,备注\n0002,农户0002,第 {service.NextNumber()} 次\n", "text/csv");
        Assert.True(imported.Status == 200, imported.Text);
        return new ExampleCall { Parameters = { ["import"] = imported.Json.GetProperty("import").GetString()! } };
    }

    private static async Task<ExampleCall> CheckAsync(RunningService service)
    {
        var kept = await service.PostAsync(
            $"/v1/statement-checks?keep=true&organization={Organization}&fileName=a.csv",
            "户编号,户主,入股土地（亩）,土地分红（元）\n0001,农户0001,1,70.00\n0002,农户0002,2,140.00\n合计,,3,210.00\n", "text/csv");
        Assert.True(kept.Status == 200, kept.Text);
        return new ExampleCall { Parameters = { ["check"] = kept.Json.GetProperty("kept").GetProperty("id").GetString()! } };
    }

    private static async Task<ExampleCall> WithoutRunAsync(RunningService service, string operation, string path) =>
        operation == "EraseHousehold"
            ? await GoneAsync(service, path.Contains("{id}", StringComparison.Ordinal) ? $"gone{service.NextNumber()}" : "0006")
        : operation == "RemoveHousehold" ? new ExampleCall { Parameters = { ["id"] = "0005" } }
        : path.Contains("{import}", StringComparison.Ordinal) ? await ImportAsync(service)
        : path.Contains("{account}", StringComparison.Ordinal) || operation == "ListAccounts" ? await AccountAsync(service)
        : path.Contains("{check}", StringComparison.Ordinal) ? await CheckAsync(service)
        : path.Contains("{batch}", StringComparison.Ordinal) ? await BatchAsync(service, operation)
        : path.Contains("{webhook}", StringComparison.Ordinal) ? await WebhookAsync(service, operation)
        : new ExampleCall();

    // A household that left; the file of requests names it as the document does.
    private static async Task<ExampleCall> GoneAsync(RunningService service, string id)
    {
        var one = $"/v1/organizations/{Organization}/households/{id}";
        await SendAsync(service, HttpMethod.Put, one, """{ "name": "农户", "phone": "0771-7654321", "validFrom": "2025-01-01" }""");
        var left = await service.SendAsync(HttpMethod.Delete, one + "?from=2025-02-01");
        Assert.True(left.Status is 200 or 404, left.Text);
        return new ExampleCall { Parameters = { ["id"] = id } };
    }

    // A name is one account's: each example that changes one has its own.
    private static async Task<ExampleCall> AccountAsync(RunningService service)
    {
        var made = await SendAsync(service, HttpMethod.Post, "/v1/accounts",
            $$"""{ "name": "审核员{{service.NextNumber()}}", "role": "approver", "organization": "{{Organization}}" }""");
        return new ExampleCall { Parameters = { ["account"] = made.Json.GetProperty("id").GetString()! } };
    }

    // A dry run that nobody works on, in the state the operation needs: nothing else of the books changes.
    private static async Task<ExampleCall> BatchAsync(RunningService service, string operation)
    {
        var time = service.Services.GetRequiredService<TimeProvider>();
        var (id, now) = (Guid.CreateVersion7().ToString("N"), Moment.Of(time.GetUtcNow()));
        var state = operation switch
        {
            "PauseBatch" or "CancelBatch" => BatchStates.Running, "ResumeBatch" => BatchStates.Paused, _ => BatchStates.Finished,
        };
        var wanted = operation switch
        {
            "SubmitBatch" or "ExportBatch" => "draft", "DiscloseBatch" => "submitted", "ApproveBatch" => "disclosed",
            "PayBatch" => "approved", _ => null,
        };
        var run = wanted is null ? null : (await new RunWorld(service).RunAsync(Organization, wanted)).Id;
        var terms = new BatchTerms("tangwan-four-tier", RecordDate: null, From: null, LastYear: false, [], []);
        var row = new BatchRow(
            id, Organization, 2025, DryRun: run is null ? 1 : 0, terms.Text(), [1], Organizations: 1, Chunk: 200, state, Done: 0,
            Households: 0, AmountFen: 0, Revision: 1, "local", now, now);
        var problem = new Problem(ProblemCodes.MissingInput, "inputs.income", new LocalizedText("缺少 income", "income is missing"));
        var entry = new BatchEntryRow(
            id, Place: 0, Organization, Terms: "", "local", Attempt: 1, BatchEntryStates.Failed, problem.Code.Name,
            new BatchOutcome([BatchProblemContract.Of(problem)]).Text(), Households: 0, AmountFen: 0, now);
        var change = new Change("local", time.GetUtcNow());
        await service.Services.GetRequiredService<Database>().WriteAsync(change, async session =>
        {
            await BatchStore.AddAsync(session, row, [entry], "{}");
            if (run is not null)
            {
                await RunStore.ClaimAsync(session, new IdempotencyRow(Organization, BatchRow.KeyOf(id), [1], run, now));
            }

            return true;
        });
        return new ExampleCall { Parameters = { ["batch"] = id } };
    }

    // Of this machine, which nothing is sent to unless the operator says so: what is tried fails at once.
    private static async Task<ExampleCall> WebhookAsync(RunningService service, string operation)
    {
        var isTried = operation == "ResendWebhookDelivery";
        var state = isTried ? "active" : "paused";
        var made = await SendAsync(service, HttpMethod.Post, "/v1/webhooks",
            $$"""{ "url": "https://localhost/hooks", "organization": "{{Organization}}", "state": "{{state}}" }""");
        var call = new ExampleCall { Parameters = { ["webhook"] = made.Json.GetProperty("id").GetString()! } };
        if (isTried)
        {
            await FillAsync(service);
            JsonElement tried = default;
            while (tried.ValueKind == JsonValueKind.Undefined)
            {
                await Task.Delay(50);
                var deliveries = await service.GetAsync(made.Headers["Location"] + "/deliveries?state=pending");
                tried = deliveries.Json.GetProperty("deliveries").EnumerateArray()
                    .FirstOrDefault(each => each.GetProperty("attempts").GetInt32() == 1);
            }

            call.Parameters["delivery"] = tried.GetProperty("id").GetString()!;
        }

        return call;
    }

    private static async Task PrepareAsync(RunningService service, string operation)
    {
        if (operation == "ListHouseholdStatements")
        {
            await new RunWorld(service).RunAsync(Organization, "draft");
        }

        if (operation is "GetFact" or "WithdrawFact")
        {
            await SendAsync(service, HttpMethod.Put, $"/v1/organizations/{Organization}/facts/charter",
                """{ "validFrom": "2025-01-01", "charter": { "reserveMin": "10%" } }""");
        }

        if (operation is "RemovePaymentTemplate" or "ListPaymentTemplates")
        {
            await SendAsync(service, HttpMethod.Post, $"/v1/organizations/{Organization}/payment-templates:save",
                """{ "name": "农商银行代发", "columns": [ { "field": "account" }, { "field": "amount" } ] }""");
        }
    }

    // A village of its own, with accounts on its roster: those of the books above stay as they are.
    private static async Task<string> PaymentsAsync(RunningService service, string operation)
    {
        var (world, village) = (new PaymentWorld(service), Guid.NewGuid().ToString("N"));
        await world.VillageAsync(village);
        if (operation == "PreparePayments")
        {
            return (await world.RunAsync(village, "approved")).Id;
        }

        var run = await world.PreparedAsync(village);
        if (operation is "RecordResults" or "ListUnmatchedResults" or "ImportResults")
        {
            await world.ActedAsync(run, "send", """{ "on": "2026-01-28" }""");
        }

        if (operation == "UnsignPayment")
        {
            await world.ActedAsync(run, "sign", """{ "household": "0001" }""");
        }

        if (operation == "ListUnmatchedResults")
        {
            await world.ActedAsync(run, "record", """{ "results": [ { "household": "9999", "outcome": "paid", "row": 7 } ] }""");
        }

        return run;
    }

    private static async Task<Answer> SendAsync(RunningService service, HttpMethod method, string path, string body)
    {
        var answer = await service.SendAsync(method, path, body);
        Assert.True(answer.Status is 200 or 201, string.Create(CultureInfo.InvariantCulture, $"{path}: {answer.Status} {answer.Text}"));
        return answer;
    }
}

/// <summary>What a call of an example sends instead of what the document shows.</summary>
internal sealed record ExampleCall
{
    /// <summary>Values of parameters, by name.</summary>
    public Dictionary<string, string> Parameters { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The digest of its run; null for none.</summary>
    public string? Digest { get; init; }

    /// <summary>A body of the document as it is sent.</summary>
    public string Body(string shown) => Digest is null
        ? shown
        : shown.Replace(RunDocumentation.ExampleDigest, Digest, StringComparison.Ordinal);
}
