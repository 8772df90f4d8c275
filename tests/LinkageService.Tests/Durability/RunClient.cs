using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Durability;

/// <summary>Makes runs of a village of 308 households over REST, the way a careful caller does: same key for the same run.</summary>
internal sealed class RunClient(HttpClient http)
{
    /// <summary>The organisation whose runs they are.</summary>
    public const string Organization = "huangjinlin";

    private const int Households = 308;

    public async Task MakeOrganizationAsync()
    {
        using var answer = await http.PutAsJsonAsync($"/v1/organizations/{Organization}",
            new { name = "黄金林村", legalForm = "rural_collective", region = "500153" });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Makes the run of a key. The income differs from key to key, so that no two runs are alike.</summary>
    public async Task<Answer> MakeAsync(int key, int households = Households)
    {
        var body = new JsonObject
        {
            ["scheme"] = "huangjinlin-land-cooperative@1",
            ["year"] = 2025,
            ["inputs"] = new JsonObject { ["income"] = string.Create(CultureInfo.InvariantCulture, $"{400_000 + key}.00") },
            ["households"] = new JsonArray(Enumerable.Range(1, households).Select(JsonNode (number) => new JsonObject
            {
                ["id"] = number.ToString("D6", CultureInfo.InvariantCulture),
                ["holdings"] = new JsonObject { ["land"] = "1" },
            }).ToArray()),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/organizations/{Organization}/runs")
        {
            Content = JsonContent.Create(body),
            Headers = { { "Idempotency-Key", $"run-{key}" } },
        };
        using var answer = await http.SendAsync(request);
        return await Answer.OfAsync(answer);
    }

    /// <summary>Every run that is visible.</summary>
    public async Task<IReadOnlyList<string>> ListAsync()
    {
        var runs = new List<string>();
        for (var cursor = ""; ;)
        {
            using var answer = await http.GetAsync($"/v1/organizations/{Organization}/runs?limit=1000&cursor={cursor}");
            var json = (await Answer.OfAsync(answer)).Json;
            runs.AddRange(json.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("id").GetString()!));
            if (json.GetProperty("next").GetString() is not { } next)
            {
                return runs;
            }

            cursor = Uri.EscapeDataString(next);
        }
    }

    /// <summary>The fen of all statements of a run; they must be as many as it says and add up to its total.</summary>
    public async Task CheckWholeAsync(string run)
    {
        using var head = await http.GetAsync("/v1/runs/" + run);
        var json = (await Answer.OfAsync(head)).Json;
        var total = decimal.Parse(json.GetProperty("totals").GetProperty("households").GetString()!, CultureInfo.InvariantCulture);
        using var answer = await http.GetAsync($"/v1/runs/{run}/statements?limit=1000");
        var statements = (await Answer.OfAsync(answer)).Json.GetProperty("statements").EnumerateArray()
            .Select(statement => decimal.Parse(statement.GetProperty("total").GetString()!, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal((Households, total), (statements.Length, statements.Sum()));
    }
}
