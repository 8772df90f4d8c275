using System.Collections.Concurrent;
using System.Text.Json;
using LinkageService.Access;
using LinkageService.Contracts.V1;
using LinkageService.Features.Events;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Tests.Features.Payments;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using AskedEvents = LinkageService.Features.Events.ListEventsRequest;

namespace LinkageService.Tests.Features.Events;

/// <summary>Whoever reads the feed from where they left off learns of everything once, in order, and of no private value.</summary>
public sealed class EventFeedTests
{
    private const int Writers = 8;
    private static readonly int ChangesOfEach = Thorough.Of(full: 60, quick: 20);

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Feed_OfARunAndItsPayments_TellsWhatHappenedAndNothingPrivate(string provider)
    {
        await using var service = await ServiceDatabases.StartAsync(provider);
        var world = new PaymentWorld(service);
        await world.VillageAsync("tangwan");
        var run = await world.PreparedAsync("tangwan");
        await world.ActedAsync(run, "send");
        await world.ActedAsync(run, "record", """
            { "results": [ { "household": "0001", "outcome": "returned", "reason": "account_closed", "words": "户名不符 王某" },
                           { "household": "0002", "outcome": "paid" } ] }
            """);
        var events = await AllAsync(service, "organization=tangwan");
        Assert.Equal(
            [
                "organization.created", "roster.changed", "roster.changed", "roster.changed", "roster.changed", "roster.changed",
                "run.created", "run.submitted", "run.disclosed", "run.approved", "run.paid", "payments.prepared", "payments.funded",
                "payments.sent", "payments.recorded", "payments.returned",
            ],
            events.Select(each => each.GetProperty("type").GetString()));
        var returned = events[^1].GetProperty("data");
        Assert.Equal((run, 1, 1, "/v1/runs/" + run, "distribution", 2025), (
            returned.GetProperty("run").GetString(), returned.GetProperty("returned").GetInt32(), returned.GetProperty("paid").GetInt32(),
            returned.GetProperty("link").GetString(), returned.GetProperty("kind").GetString(), returned.GetProperty("year").GetInt32()));
        Assert.Equal(events.Count, events.DistinctBy(each => each.GetProperty("id").GetString()).Count());

        // Names, accounts, words of a bank and of people: in no event.
        var text = string.Concat(events.Select(each => each.GetRawText()));
        foreach (var hidden in new[] { "农户", PaymentWorld.AccountOf("0001"), "户名", "王某", "maker", "approver", "农商行", "分期" })
        {
            Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
            Assert.DoesNotContain(JsonEncodedText.Encode(hidden).ToString(), text, StringComparison.Ordinal);
        }

        // Of one type, over gRPC, and a page at a time: the same.
        Assert.Equal(
            [events[^1].GetRawText()], (await AllAsync(service, "type=payments.returned")).Select(each => each.GetRawText()));
        Assert.Equal(events.Select(each => each.GetRawText()), (await AllAsync(service, "organization=tangwan&limit=1"))
            .Select(each => each.GetRawText()));
        using var api = new GrpcApi(service.GrpcAddress);
        var answer = await api.CallAsync(
            "linkage.v1.Events/ListEvents", new LinkageService.Contracts.V1.ListEventsRequest { Organization = "tangwan" });
        var listed = ListEventsResponse.Parser.ParseFrom(answer.Messages.Single());
        Assert.Equal(events.Select(each => each.GetProperty("id").GetString()), listed.Events.Select(each => each.Id));
        Assert.Equal((1, run), (listed.Events[^1].Returned, listed.Events[^1].Run));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Feed_ReadWhileManyWrite_MissesNothingAndRepeatsNothing(string provider)
    {
        await using var service = await ServiceDatabases.StartAsync(provider);
        var database = service.Services.GetRequiredService<Database>();
        var list = service.Services.GetRequiredService<ListEvents>();
        var written = new ConcurrentBag<string>();
        var (read, after, isWriting) = (new List<ServiceEvent>(), 0L, true);
        var reading = Task.Run(async () =>
        {
            while (true)
            {
                var isLast = !Volatile.Read(ref isWriting);
                var page = await list.HandleAsync(
                    new Caller("甲", Role.Auditor, Organization: null), new AskedEvents(null, null, after, 7), default);
                read.AddRange(page.Events);
                after = page.Next;
                if (isLast && !page.IsMore)
                {
                    return;
                }
            }
        });
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var at = 0; at < ChangesOfEach; at++)
            {
                var change = new Change($"writer {writer}", TimeProvider.System.GetUtcNow());
                await database.WriteAsync(change, async session =>
                {
                    session.Audit(new AuditDraft("fact.put", "nothing/outside", Organization: null));
                    session.Audit(new AuditDraft("organization.change", "organization/a", "a"));
                    await Task.Delay(at % 3, CancellationToken.None);
                    return true;
                });
                written.Add(change.Id);
            }
        })));
        Volatile.Write(ref isWriting, false);
        await reading;
        Assert.Equal(written.Order(StringComparer.Ordinal), read.Select(each => each.Change).Order(StringComparer.Ordinal));
        Assert.Equal(read.Select(each => each.Seq).Order(), read.Select(each => each.Seq));
    }

    [Fact]
    public async Task Feed_OfACallerOfOneOrganisation_HasNothingOfOthers()
    {
        await using var service = await RunningService.StartAsync();
        foreach (var (id, parent) in new[] { ("town", ""), ("village", ", \"parent\": \"town\""), ("other", "") })
        {
            var made = await service.SendAsync(
                HttpMethod.Put, "/v1/organizations/" + id, $$"""{ "name": "某村", "legalForm": "rural_collective"{{parent}} }""");
            Assert.Equal(201, made.Status);
        }

        var list = service.Services.GetRequiredService<ListEvents>();
        async Task<IEnumerable<string?>> SeenAsync(string? organization) => (await list.HandleAsync(
            new Caller("甲", Role.Viewer, organization), new AskedEvents(null, null, 0, 100), default))
            .Events.Select(each => each.Data.Organization);
        Assert.Equal(["town", "village", "other"], await SeenAsync(null));
        Assert.Equal(["town", "village"], await SeenAsync("town"));
        Assert.Equal(["other"], await SeenAsync("other"));
    }

    [Fact]
    public async Task Verification_ThatFails_IsOneEvent()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync("tangwan");
        var (run, _) = await world.RunAsync("tangwan", "draft");
        await service.Services.GetRequiredService<Database>().WriteAsync(new Change("甲", TimeProvider.System.GetUtcNow()), async session =>
        {
            session.Audit(new AuditDraft("run.damage", "nothing/outside", Organization: null));
            await session.UpsertAsync(new Table("run_block", 3, "run_id", "part", "first_household", "households", "payload", "digest"),
                run, 0L, 0L, 5L, new byte[8], new byte[32]);
            return true;
        });
        for (var times = 0; times < 2; times++)
        {
            var found = await service.GetAsync($"/v1/runs/{run}/verification");
            Assert.False(found.Json.GetProperty("matches").GetBoolean());
        }

        var failed = Assert.Single(await AllAsync(service, "type=verification.failed"));
        Assert.Equal(run, failed.GetProperty("data").GetProperty("run").GetString());
    }

    private static async Task<IReadOnlyList<JsonElement>> AllAsync(RunningService service, string query)
    {
        var (events, after) = (new List<JsonElement>(), 0L);
        while (true)
        {
            var page = await service.GetAsync(
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/v1/events?after={after}&{query}"));
            Assert.True(page.Status == 200, page.Text);
            events.AddRange(page.Json.GetProperty("events").EnumerateArray());
            after = page.Json.GetProperty("next").GetInt64();
            if (!page.Json.GetProperty("more").GetBoolean())
            {
                return events;
            }
        }
    }
}
