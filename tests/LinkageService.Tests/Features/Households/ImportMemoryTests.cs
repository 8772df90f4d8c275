using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Households;

/// <summary>A roster that does not fit into the memory of the process is refused before the memory runs out.</summary>
public sealed class ImportMemoryTests
{
    [FullRunFact]
    public async Task Import_MillionRowsIntoAHeapOf300Megabytes_RefusedAndTheServiceGoesOn()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using var service = await ServiceProcess.StartAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_GCHeapHardLimit"] = "0x12C00000" }, storage.Settings);
        using var made = await service.Client.PutAsync(
            new Uri("/v1/organizations/tangwan", UriKind.Relative),
            new StringContent("""{ "name": "某村", "legalForm": "rural_collective" }""", new MediaTypeHeaderValue("application/json")));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);

        var refused = await ImportAsync(service, 1_000_000);
        Assert.Equal((413, "too_many_households"), (refused.Status, refused.Code));
        Assert.Contains("300 MiB", refused.Text, StringComparison.Ordinal);
        Assert.Contains("分成几份", refused.Text, StringComparison.Ordinal);

        // Nothing of it is stored; what fits is imported.
        var taken = await ImportAsync(service, 20_000);
        Assert.Equal((200, 20_000), (taken.Status, taken.Json.GetProperty("added").GetInt32()));
        var again = await ImportAsync(service, 20_000);
        Assert.Equal((200, 20_000), (again.Status, again.Json.GetProperty("unchanged").GetInt32()));
    }

    // The roster as a table and as a message comes to the same.
    [Fact]
    public void Count_HouseholdOfAMessage_RefusedByTheSameRule()
    {
        var memory = new ImportMemory(available: 20_000, maxHouseholds: 1000);
        var refused = Assert.Throws<RefusedException>(() =>
        {
            for (var at = 1; at < 1000; at++)
            {
                memory.Add(new HouseholdEntry($"{at:0000}") { Name = "农户0001", Members = 4 });
            }
        });
        Assert.Equal("too_many_households", refused.Failure.Problems[0].Code.Name);
        Assert.Contains("放得下约 4 户", refused.Failure.Problems[0].Message.Zh, StringComparison.Ordinal);
        Assert.Contains("some 4 households like these fit", refused.Failure.Problems[0].Message.En, StringComparison.Ordinal);
    }

    private static async Task<Answer> ImportAsync(ServiceProcess service, int rows)
    {
        using var content = new RosterContent(rows);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var response = await service.Client.PostAsync(
            new Uri("/v1/organizations/tangwan/households:import", UriKind.Relative), content);
        return await Answer.OfAsync(response);
    }

    // Written as it is sent.
    private sealed class RosterContent(int rows) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
            await writer.WriteAsync("户编号,户主,土地\n");
            for (var row = 1; row <= rows; row++)
            {
                await writer.WriteAsync($"{row:0000000},农户{row:0000000},{1 + (row % 90)}.5\n");
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
