using System.Text.Json;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Exports;

/// <summary>
/// A village whose every private field holds a value that stands nowhere else, so that it can be looked for in every byte of an
/// export. Two households have names that would be markup or a formula if anything took them for such.
/// </summary>
internal sealed class ExportVillage(RunningService service) : IAsyncDisposable
{
    public const string Organization = "marked";
    public const string Income = "100000.00";
    public const string Markup = "<script>alert(1)</script>&\"'";
    public const string Formula = "=1+SUM(A1:A9)";

    private static readonly (string Id, string Name, int Members, string Land, string Days, string[] Tags)[] Households =
    [
        ("0001", "张三丰", 4, "3.33", "0", []),
        ("0002", "欧阳春晓", 3, "2.70", "60", ["registered"]),
        ("0003", "李四", 5, "1.85", "0", ["monitored"]),
        ("0004", Markup, 2, "4.10", "12.5", ["hardship"]),
        ("0005", "农户0005", 1, "0.95", "0", ["registered"]),
        ("0006", Formula, 6, "1.07", "0", ["唯一标签甲"]),
    ];

    public RunWorld Runs { get; } = new(service);

    public RunningService Service => service;

    /// <summary>Every value that only those may see who state a purpose, or that no export shows at all.</summary>
    public static IReadOnlyList<string> Private { get; } =
    [
        .. Households.SelectMany((_, at) => new[]
        {
            Id(at, 0), Id(at, 1), Account(at), Account(at)[..14], Account(at)[^9..], Id(at, 0)[6..14], Id(at, 1)[6..14],
        }),
        .. Households.SelectMany((_, at) => new[]
        {
            $"户名标记{at}", $"幼童标记{at}", $"关系标记{at}", $"备注标记{at}", Phone(at), Phone(at)[^9..],
        }),
        "唯一标签甲", "唯一伙伴乙", "唯一约定丙", "唯一异议丁",
    ];

    /// <summary>Where the accounts are: on the payout sheet, nowhere else.</summary>
    public static IReadOnlyList<string> Banks { get; } = [.. Households.Select((_, at) => $"银行标记{at}")];

    /// <summary>The full names of the heads, which a notice with masked names does not show.</summary>
    public static IReadOnlyList<string> Names { get; } = ["张三丰", "三丰", "欧阳春晓", "春晓", "李四"];

    /// <summary>Numbers as masks show them.</summary>
    public static IReadOnlyList<string> Masks { get; } =
    [
        .. Households.SelectMany((_, at) => new[]
        {
            "*" + Account(at)[^4..], "尾号", Id(at, 0)[..6] + "*", "*" + Id(at, 0)[^4..], "*" + Id(at, 1)[^4..],
        }),
    ];

    public static string Id(int household, int person) => PrivateExamples.IdNumber(7_137 + (household * 1_913) + (person * 31_507));

    public static string Account(int household) => PrivateExamples.Account(7_654_321 + (household * 1_234_567));

    private static string Phone(int household) => $"139{77_665_544 + (household * 1_111)}";

    public static async Task<ExportVillage> StartAsync(params string[] settings)
    {
        var village = new ExportVillage(await RunningService.StartAsync(settings));
        var roster = new RosterClient(village.Service, Organization);
        var made = await roster.SendAsync(HttpMethod.Put, "/v1/organizations/" + Organization,
            """{ "name": "标记村股份经济合作社", "legalForm": "rural_collective", "noticeDays": 10 }""");
        Assert.Equal(201, made.Status);
        for (var at = 0; at < Households.Length; at++)
        {
            var answer = await roster.PutAsync(Households[at].Id, Body(at));
            Assert.True(answer.Status == 201, answer.Text);
        }

        var linked = await roster.SendAsync(HttpMethod.Post, "linkages",
            """
            { "household": "0002", "partner": "唯一伙伴乙", "mode": "land_transfer", "from": "2025-01-01", "terms": { "rent": "唯一约定丙" } }
            """);
        Assert.True(linked.Status == 201, linked.Text);
        return village;
    }

    /// <summary>A run over the stored roster, on public notice, with an objection.</summary>
    public async Task<string> RunAsync(
        string scheme = "tangwan-four-tier", string parameters = """{ "day_wage": "80.00" }""", string input = "income")
    {
        var run = await DraftAsync(scheme, parameters, input);
        var submitted = await Runs.StepAsync(run.Json.GetProperty("id").GetString()!, "submit", run.Headers["ETag"]);
        var id = submitted.Json.GetProperty("id").GetString()!;
        var disclosed = await Runs.StepAsync(id, "disclose", submitted.Headers["ETag"], """{ "from": "2026-01-05", "noticeDays": 10 }""");
        Assert.True(disclosed.Status == 200, disclosed.Text);
        var objected = await Runs.StepAsync(
            id, "objections", disclosed.Headers["ETag"], """{ "household": "0003", "content": "唯一异议丁" }""");
        Assert.True(objected.Status is 200 or 201, objected.Text);
        return id;
    }

    /// <summary>The same as a draft.</summary>
    public async Task<Answer> DraftAsync(string scheme, string parameters, string input, int year = 2025)
    {
        var created = await Runs.CreateAsync(Organization,
            $$"""
              { "scheme": "{{scheme}}", "year": {{year}}, "recordDate": "{{year}}-12-31", "parameters": {{parameters}},
                "inputs": { "{{input}}": "{{Income}}" } }
              """, Guid.NewGuid().ToString("N"));
        Assert.True(created.Status == 201, created.Text);
        return created;
    }

    /// <summary>Brings a draft to its payment.</summary>
    public async Task LiveAsync(string run, string? repeatReason = null)
    {
        var at = await Runs.GetAsync("/v1/runs/" + run);
        foreach (var (step, body, user) in new[]
        {
            ("submit", null, "maker"), ("disclose", """{"from":"2026-01-05","noticeDays":20}""", "maker"),
            ("approve", RunWorld.Approval(at.Json.GetProperty("digest").GetString()!, repeatReason: repeatReason), "approver"),
            ("pay", """{"on":"2026-03-05"}""", "maker"),
        })
        {
            at = await Runs.StepAsync(run, step, at.Headers["ETag"], body, user);
            Assert.True(at.Status == 200, step + ": " + at.Text);
        }
    }

    /// <summary>An export as bytes.</summary>
    public async Task<byte[]> ExportAsync(string run, string kind, string query = "", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/runs/{run}/exports/{kind}{query}");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await service.Client.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.True((int)response.StatusCode == 200, $"{kind}: {(int)response.StatusCode} {System.Text.Encoding.UTF8.GetString(bytes)}");
        return bytes;
    }

    /// <summary>Gives every household the categories of another, and leaves the rest as it is.</summary>
    public async Task MoveTagsAsync(int by)
    {
        var roster = new RosterClient(service, Organization);
        for (var at = 0; at < Households.Length; at++)
        {
            var answer = await roster.PutAsync(Households[at].Id, Body(at, Households[(at + by) % Households.Length].Tags));
            Assert.True(answer.Status == 200, answer.Text);
        }
    }

    /// <summary>Gives a household other land, from the beginning.</summary>
    public async Task ChangeLandAsync(string household, string land)
    {
        var at = Array.FindIndex(Households, each => each.Id == household);
        var answer = await new RosterClient(service, Organization).PutAsync(household, Body(at, land: land));
        Assert.True(answer.Status == 200, answer.Text);
    }

    /// <summary>A correction of a paid run, as a draft.</summary>
    public async Task<string> CorrectAsync(string run)
    {
        var answer = await service.SendAsync(HttpMethod.Post, $"/v1/runs/{run}:correct",
            """{ "policy": "recompute_all", "reason": "面积登记有误" }""", ("Idempotency-Key", Guid.NewGuid().ToString("N")),
            ("If-Match", (await Runs.GetAsync("/v1/runs/" + run)).Headers["ETag"]), ("X-Linkage-User", "maker"));
        Assert.True(answer.Status == 201, answer.Text);
        return answer.Json.GetProperty("id").GetString()!;
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    private static string Body(int at, string[]? tags = null, string? land = null)
    {
        var household = Households[at];
        return JsonSerializer.Serialize(new
        {
            name = household.Name,
            members = household.Members,
            tags = tags ?? household.Tags,
            holdings = new { land = land ?? household.Land, wage_days = household.Days },
            account = new { holder = $"户名标记{at}", bank = $"银行标记{at}", number = Account(at) },
            persons = new object[]
            {
                new { name = household.Name, idNumber = Id(at, 0), relation = $"关系标记{at}", head = true },
                new { name = $"幼童标记{at}", idNumber = Id(at, 1), relation = $"关系标记{at}" },
            },
            phone = Phone(at),
            remark = $"备注标记{at}",
            validFrom = "2024-01-01",
        });
    }
}
