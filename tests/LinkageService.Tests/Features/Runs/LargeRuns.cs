using System.Globalization;
using System.Text;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>Runs whose roster came with the request, as large as one likes.</summary>
internal static class LargeRuns
{
    /// <summary>Scheme, year and figures, without the braces of the object.</summary>
    public const string Terms = """
        "scheme":"tangwan-four-tier","year":2019,"parameters":{"day_wage":"80.00"},"inputs":{"income":"90000000.00"}
        """;

    /// <summary>A household as every JSON of ours has it.</summary>
    public static string Household(int number) => string.Create(CultureInfo.InvariantCulture,
        $$$"""
        {"id":"{{{number:D7}}}","holdings":{"land":"{{{1 + (number % 7)}}}.{{{10 + (number % 90)}}}","wage_days":"{{{number % 200}}}"}}
        """);

    /// <summary>Households in one array.</summary>
    public static string Households(int count) => new StringBuilder("[")
        .AppendJoin(',', Enumerable.Range(0, count).Select(Household)).Append(']').ToString();

    /// <summary>Stores a run and gives its id.</summary>
    public static async Task<string> MakeAsync(RunningService service, int households)
    {
        var made = await service.SendAsync(
            HttpMethod.Put, "/v1/organizations/large", """{ "name": "大村", "legalForm": "rural_collective" }""");
        Assert.True(made.Status is 200 or 201, made.Text);
        var body = $"{{{Terms},\"households\":{Households(households)}}}";
        var run = await service.SendAsync(
            HttpMethod.Post, "/v1/organizations/large/runs", body, ("Idempotency-Key", Guid.NewGuid().ToString("N")));
        Assert.True(run.Status == 201, run.Text);
        return run.Json.GetProperty("id").GetString()!;
    }
}
