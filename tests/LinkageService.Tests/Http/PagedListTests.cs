using LinkageService.Contracts.V1;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Http;

/// <summary>A cursor is of one list with its filters: anywhere else it would pass over entries and nobody would know.</summary>
public sealed class PagedListTests
{
    [Fact]
    public async Task Cursor_OfAnotherList_IsRefusedOverBothDoors()
    {
        await using var service = await RunningService.StartAsync();
        var (east, west) = (new RosterClient(service, "east"), new RosterClient(service, "west"));
        foreach (var village in new[] { east, west })
        {
            await village.MakeAsync();
            foreach (var id in new[] { "0001", "0002", "0003" })
            {
                Assert.Equal(201, (await village.PutAsync(id, """{ "validFrom": "2020-01-01" }""")).Status);
            }
        }

        var next = (await east.GetAsync("households?limit=1&asOf=2025-06-01")).Json.GetProperty("next").GetString();
        foreach (var taken in new[] { $"households?asOf=2025-06-01&cursor={next}", $"households?limit=2&cursor={next}&asOf=2025-06-01" })
        {
            Assert.Equal("0002", (await east.GetAsync(taken)).Json.GetProperty("households")[0].GetProperty("id").GetString());
        }

        foreach (var other in new[]
        {
            await west.GetAsync("households?asOf=2025-06-01&cursor=" + next), await east.GetAsync("households?cursor=" + next),
            await east.GetAsync("households?asOf=2025-06-02&cursor=" + next),
            await east.GetAsync("/v1/organizations?cursor=" + next),
            await east.GetAsync("households?asOf=2025-06-01&cursor=MDAwMQ"),
        })
        {
            Assert.Equal((400, ("invalid_value", "cursor")), (other.Status, Assert.Single(other.Errors)));
        }

        using var api = new GrpcApi(service.GrpcAddress);
        const string List = "linkage.v1.Households/ListHouseholds";
        var asked = new ListHouseholdsRequest { Organization = "east", AsOf = "2025-06-01", Limit = 1 };
        asked.Cursor = ListHouseholdsResponse.Parser.ParseFrom((await api.CallAsync(List, asked)).Messages[0]).NextCursor;
        Assert.Equal("0002", ListHouseholdsResponse.Parser.ParseFrom((await api.CallAsync(List, asked)).Messages[0]).Households[0].Id);
        asked.AsOf = "2025-06-02";
        Assert.Equal("cursor", Assert.Single((await api.CallAsync(List, asked)).Violations).Field);
    }
}
