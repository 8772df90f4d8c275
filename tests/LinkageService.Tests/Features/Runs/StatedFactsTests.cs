using System.Text.Json;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Tests.Features.Runs;

/// <summary>What is stated over REST is what legal checks decide on: the next answer of the run has another verdict.</summary>
public sealed class StatedFactsTests
{
    private const string Organization = "hezuoshe";

    private const string Body = """
        { "scheme": "farmer-cooperative-surplus", "year": 2025, "inputs": { "surplus": "100000.00" },
          "households": [ { "id": "0001", "holdings": { "patronage": "700", "capital": "10" } },
                          { "id": "0002", "holdings": { "patronage": "300", "capital": "30" } } ] }
        """;

    [Fact]
    public async Task Checks_OfAStoredRun_ChangeWithEveryFactThatIsStated()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        var (run, _, _) = await world.RunAsync("tangwan", "draft", "100000.00");
        Assert.Equal("unknown: cash restricted_money loans", await VerdictAsync(world, run, "debt_financed"));
        var members = (await world.GetAsync($"/v1/runs/{run}/headroom")).Json.GetProperty("members").GetString()!;

        // The money is there, then a fen of it is bound; the limit follows.
        await PutAsync(world, "cash", Cash(members, "0"));
        Assert.Equal("passed", await VerdictAsync(world, run, "debt_financed"));
        Assert.Equal(members, await LimitAsync(world, run, "debt_financed"));
        await PutAsync(world, "cash", Cash(members, "0.01"));
        Assert.Equal("found", await VerdictAsync(world, run, "debt_financed"));
        var headroom = (await world.GetAsync($"/v1/runs/{run}/headroom")).Json;
        Assert.Equal(("debt_financed", "-0.01"), (headroom.GetProperty("binding").GetString(), headroom.GetProperty("left").GetString()));

        Assert.Equal("unknown: accounts", await VerdictAsync(world, run, "personal_account"));
        await PutAsync(world, "accounts", """
            { "validFrom": "2025-01-01", "accounts": { "accounts": [ { "holder": "村主任一", "holderKind": "person" } ] } }
            """);
        Assert.Equal("found", await VerdictAsync(world, run, "personal_account"));
        Assert.Equal("unknown: officers", await VerdictAsync(world, run, "two_hats"));
        await PutAsync(world, "officers", """
            { "validFrom": "2025-01-01", "officers": { "officers": [ { "name": "监事一", "role": "supervisor", "account": "maker" } ],
              "kin": [] } }
            """);
        Assert.Equal("found", await VerdictAsync(world, run, "two_hats"));
    }

    // Half of 30 persons with all six additional votes have 21 of 36; a tie of votes is not more than half, though 18 persons are.
    [Theory]
    [InlineData(15, 21, 200)]
    [InlineData(18, 18, 422)]
    public async Task Approve_ByVotesOfACooperative_CountsVotesAndKeepsWhatWasStated(int inFavour, int votes, int status)
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        using var api = new GrpcApi(world.Service.GrpcAddress);
        await world.OrganizationAsync(Organization, "farmer_cooperative");
        var at = await world.CreateAsync(Organization, Body, "key");
        Assert.True(at.Status == 201, at.Text);
        var run = at.Json.GetProperty("id").GetString()!;
        at = await world.StepAsync(run, "submit", at.Headers["ETag"]);
        at = await world.StepAsync(run, "disclose", at.Headers["ETag"], """{"from":"2026-01-05","noticeDays":20}""");
        var body = Approval(at.Json.GetProperty("digest").GetString()!, inFavour, votes);
        var later = await world.StepAsync(run, "approve", at.Headers["ETag"], body.Replace("2026-01-09", "2026-03-02"), "approver");
        Assert.Equal((422, "meeting.notifiedOn"), (later.Status, later.Errors.First().Field));
        var many = await world.StepAsync(run, "approve", at.Headers["ETag"], body.Replace("\"online\":3", "\"online\":30"), "approver");
        Assert.Equal((422, "meeting.online"), (many.Status, many.Errors.First().Field));

        var approved = await world.StepAsync(run, "approve", at.Headers["ETag"], body, "approver");

        Assert.True(approved.Status == status, approved.Text);
        if (status != 200)
        {
            Assert.Equal("meeting.votesFor", approved.Errors.First().Field);
            return;
        }

        var kept = approved.Json.GetProperty("life").GetProperty("meeting");
        Assert.Equal((3, 2, 6, 21, "2026-01-09", "档案盒 1"), (kept.GetProperty("online").GetInt32(), kept.GetProperty("proxies").GetInt32(),
            kept.GetProperty("additionalVotes").GetInt32(), kept.GetProperty("votesFor").GetInt32(),
            kept.GetProperty("notifiedOn").GetString(), kept.GetProperty("minutes").GetString()));
        Assert.Equal("passed", await VerdictAsync(world, run, "meeting_invalid"));
        var rpc = await api.CallAsync("linkage.v1.Runs/GetRun", new Proto.GetRunRequest { Id = run });
        var meeting = Proto.GetRunResponse.Parser.ParseFrom(rpc.Messages[0]).Run.Life.Meeting;
        Assert.Equal((21, null, "档案盒 1"), (meeting.VotesFor, meeting.CapableMembers, meeting.Minutes));
    }

    private static string Cash(string deposits, string bound) => $$"""
        { "validFrom": "2025-12-31", "cash": { "cashOnHand": "0", "bankDeposits": "{{deposits}}", "loans": [],
          "restricted": [ { "kind": "earmarked_grant", "amount": "{{bound}}" } ] } }
        """;

    private static string Approval(string digest, int inFavour, int votesFor) => JsonSerializer.Serialize(new
    {
        digest,
        meeting = new
        {
            date = "2026-03-01", due = 30, present = 30, inFavour, kind = "members", notifiedOn = "2026-01-09", members = 30, online = 3,
            proxies = 2, basicVotes = 30, additionalVotes = 6, votesFor, minutes = "档案盒 1",
        },
    });

    private static async Task PutAsync(RunWorld world, string kind, string body)
    {
        var answer = await world.Service.SendAsync(HttpMethod.Put, $"/v1/organizations/tangwan/facts/{kind}", body);
        Assert.True(answer.Status is 200 or 201, answer.Text);
    }

    private static async Task<string> VerdictAsync(RunWorld world, string run, string code)
    {
        var check = (await world.GetAsync($"/v1/runs/{run}/checks")).Json.GetProperty("checks").EnumerateArray()
            .Single(each => each.GetProperty("code").GetString() == code);
        var missing = check.TryGetProperty("missing", out var facts) ? ": " + string.Join(' ', facts.EnumerateArray()) : "";
        return check.GetProperty("status").GetString() + missing;
    }

    private static async Task<string?> LimitAsync(RunWorld world, string run, string check) =>
        (await world.GetAsync($"/v1/runs/{run}/headroom")).Json.GetProperty("limits").EnumerateArray()
            .Single(each => each.GetProperty("check").GetString() == check).GetProperty("limit").GetString();
}
