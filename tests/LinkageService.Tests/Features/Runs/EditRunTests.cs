using System.Text.Json;
using Google.Protobuf;
using LinkageService.Features.Audit;
using LinkageService.Storage;
using LinkageService.Storage.Verification;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Tests.Features.Runs;

/// <summary>A draft is changed under its id, and nothing of what it was before is left but in the audit log.</summary>
public sealed class EditRunTests
{
    private const string Village = "gaicao";

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Edit_OfADraft_GivesWhatANewRunWouldGive(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync(Village, "rural_collective");
        var (id, etag, digest) = await world.RunAsync(Village, "draft", income: "90000.00");
        var read = (await world.GetAsync($"/v1/runs/{id}/statements/0001")).Text;

        // Only looked at, nothing changes; the run it takes the place of is no other run.
        var preview = await EditAsync(world, id, etag, Body("100000.00", preview: true));
        Assert.Equal(200, preview.Status);
        Assert.DoesNotContain("possible_repeat_distribution", preview.Text, StringComparison.Ordinal);
        Assert.Equal(digest, (await world.GetAsync("/v1/runs/" + id)).Json.GetProperty("digest").GetString());

        var edited = await EditAsync(world, id, etag, Body("100000.00"), user: "another");
        Assert.True(edited.Status == 200, edited.Text);
        Assert.Equal((id, "draft", 2, "maker", "\"2\""), (Text(edited, "id"), Text(edited, "state"),
            edited.Json.GetProperty("revision").GetInt32(), Text(edited, "maker"), edited.Headers["ETag"]));
        var other = await world.CreateAsync(Village, Body("100000.00"), "other");
        Assert.Equal("already_distributed", other.Code);
        await world.OrganizationAsync("lingcun", "rural_collective");
        var alike = await world.CreateAsync("lingcun", Body("100000.00"), "alike");
        Assert.Equal(Text(alike, "digest"), Text(edited, "digest"));
        var statement = (await world.GetAsync($"/v1/runs/{id}/statements/0001")).Text;
        Assert.NotEqual(read, statement);
        Assert.Equal((await world.GetAsync($"/v1/runs/{Text(alike, "id")}/statements/0001")).Text, statement);
        Assert.True((await world.GetAsync($"/v1/runs/{id}/verification")).Json.GetProperty("matches").GetBoolean());
        var acts = (await world.GetAsync($"/v1/runs/{id}/history")).Json.GetProperty("entries").EnumerateArray()
            .Select(entry => (entry.GetProperty("action").GetString(), entry.GetProperty("actor").GetString())).ToArray();
        Assert.Equal([("run.create", "maker"), ("run.edit", "another")], acts);
        var findings = new FindingList();
        await new VerifyDatabase().HandleAsync(world.Database, numbers: null, kept: null, findings, CancellationToken.None);
        Assert.Empty(findings.Kept);

        // Who came late, and who changed it.
        Assert.Equal(412, (await EditAsync(world, id, etag, Body("1.00"))).Status);
        Assert.Equal(428, (await EditAsync(world, id, etag: null, Body("1.00"))).Status);
        var without = await EditAsync(world, id, "\"2\"", """{ "scheme": "tangwan-four-tier", "year": 2025 }""");
        Assert.Equal((400, "empty_roster"), (without.Status, without.Code));
        await StepAsync(world, id, "submit", "\"2\"", null);
        await StepAsync(world, id, "disclose", "\"3\"", """{"from":"2026-01-05","noticeDays":20}""");
        var own = await world.StepAsync(id, "approve", "\"4\"", RunWorld.Approval(Text(edited, "digest")), "another");
        Assert.Equal("approver_is_maker", own.Code);
        var late = await EditAsync(world, id, "\"4\"", Body("1.00"));
        Assert.Equal((409, "run_state"), (late.Status, late.Code));
    }

    [Fact]
    public async Task Edit_OverGrpc_IsTheSameChange()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync(Village, "rural_collective");
        var (id, etag, _) = await world.RunAsync(Village, "draft");
        var request = new Proto.EditRunRequest
        {
            Id = id, Etag = etag, Header = new Proto.CalculationHeader { Scheme = "tangwan-four-tier", Year = 2024 },
            Households = new Proto.HouseholdChunk(),
        };
        request.Header.Inputs["income"] = new Proto.InputValue { AmountFen = 5000_00 };
        request.Header.Parameters["day_wage"] = "80.00";
        var household = new Proto.Household { Id = "0001" };
        household.Holdings["land"] = "1.00";
        request.Households.Households.Add(household);
        using var api = new GrpcApi(world.Service.GrpcAddress);
        var answer = await api.CallAsync(
            "linkage.v1.Runs/EditRun", request, new global::Grpc.Core.Metadata { { "x-linkage-user", "maker" } });
        Assert.True(answer.Status == global::Grpc.Core.StatusCode.OK, answer.Message);
        var run = Proto.EditRunResponse.Parser.ParseFrom(answer.Messages[0]).Run;
        Assert.Equal(id, run.Id);
        Assert.Equal(2024, (await world.GetAsync("/v1/runs/" + id)).Json.GetProperty("year").GetInt32());
    }

    private static string Body(string income, bool preview = false) => RunWorld.Body
        .Replace("100000.00", income, StringComparison.Ordinal)
        .Replace("\"year\"", preview ? "\"preview\": true, \"year\"" : "\"year\"", StringComparison.Ordinal);

    private static Task<Answer> EditAsync(RunWorld world, string run, string? etag, string body, string user = "maker") =>
        world.Service.SendAsync(HttpMethod.Put, "/v1/runs/" + run, body, ("If-Match", etag), ("X-Linkage-User", user));

    private static async Task StepAsync(RunWorld world, string run, string step, string etag, string? body)
    {
        var answer = await world.StepAsync(run, step, etag, body);
        Assert.True(answer.Status == 200, answer.Text);
    }

    private static string Text(Answer answer, string field) => answer.Json.GetProperty(field).GetString()!;
}
