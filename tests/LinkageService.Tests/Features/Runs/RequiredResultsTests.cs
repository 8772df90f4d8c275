using LinkageService.Contracts.V1;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>What a scheme requires of its result, over REST and gRPC: all that is not met is named, and nothing is stored.</summary>
public sealed class RequiredResultsTests
{
    private const string Scheme = """
        id: required-reserve
        version: 1
        title: { zh: 有要求的分红, en: A dividend with requirements }
        inputs: { profit: { type: money, title: 利润 }, kept: { type: money, pool: false, title: 留存 } }
        holdings: { shares: { unit: 股 } }
        steps:
          - { id: reserve, kind: take, from: profit, amount: kept, into: fund:公积金 }
          - { id: dividend, kind: allocate, from: profit, by: shares, title: 股份分红 }
        require:
          - { formula: sum(received(dividend)), atLeast: 500 元, title: 分红总额 }
          - { formula: fund(公积金) / profit, atLeast: 20%, title: 公积金比例, code: reserve_out_of_bounds }
        """;

    private const string Id = "required-reserve";

    private static readonly string[] BothUnmet =
    [
        "reserve_out_of_bounds require[1]: 没有达到要求“公积金比例”：“公积金” ÷ 利润是 10%，应不低于 20%",
        "requirement_not_met require[0]: 没有达到要求“分红总额”：全体“股份分红”所得合计是 450.00 元，应不低于 500.00 元",
    ];

    [Fact]
    public async Task Correct_RequirementsNotMet_AllAreNamedOverBothDoorsAndNothingIsStored()
    {
        await using var years = await CarriedWorld.StartAsync("sqlite", Scheme);
        await years.HouseholdAsync("0001", "2024-01-01", ("shares", "3"));
        var paid = await years.RunAsync(Id, 2024, "paid", ("profit", "1000.00"), ("kept", "200.00"));
        var run = CarriedWorld.IdOf(paid);
        var before = await StoredAsync(years, run);

        // At the bound it is a correction; one fen below it is none.
        var met = await years.TryCorrectAsync(run, preview: true, ("kept", "200.01"));
        Assert.Equal(200, met.Status);
        var almost = await years.TryCorrectAsync(run, preview: false, ("kept", "199.99"));
        Assert.Equal(["reserve_out_of_bounds require[1]: 没有达到要求“公积金比例”：“公积金” ÷ 利润是 19.999%，应不低于 20%"], Said(almost));

        using var grpc = new GrpcApi(years.World.Service.GrpcAddress);
        foreach (var preview in new[] { true, false })
        {
            var rest = await years.TryCorrectAsync(run, preview, ("profit", "500.00"), ("kept", "50.00"));
            Assert.Equal((422, "reserve_out_of_bounds"), (rest.Status, rest.Code));
            Assert.Equal(BothUnmet, Said(rest));
            Assert.Equal(["0.1", "450"], rest.Json.GetProperty("errors").EnumerateArray()
                .Select(error => error.GetProperty("value").GetString()));

            var answer = await grpc.CallAsync("linkage.v1.Runs/CorrectRun", new CorrectRunRequest
            {
                Id = run, Etag = paid.Headers["ETag"], IdempotencyKey = preview ? "" : "grpc", Preview = preview,
                Policy = "recompute_all", Reason = "账目有误",
                Inputs = { ["profit"] = new InputValue { AmountFen = 500_00 }, ["kept"] = new InputValue { AmountFen = 50_00 } },
            });
            Assert.Equal(global::Grpc.Core.StatusCode.FailedPrecondition, answer.Status);
            Assert.Equal(BothUnmet, answer.Violations.Select(violation =>
                $"{violation.Reason} {violation.Field}: {violation.LocalizedMessage.Message}"));
        }

        Assert.Equal(before, await StoredAsync(years, run));
    }

    [Fact]
    public async Task Create_RequirementsNotMet_PreviewAndRunNameAll()
    {
        await using var years = await CarriedWorld.StartAsync("sqlite", Scheme);
        await years.HouseholdAsync("0001", "2024-01-01", ("shares", "3"));
        foreach (var preview in new[] { true, false })
        {
            var answer = await years.CreateAsync(
                Id, 2024, new Dictionary<string, string> { ["profit"] = "500.00", ["kept"] = "50.00" }, preview);
            Assert.Equal(BothUnmet, Said(answer));
        }
    }

    private static string[] Said(Answer answer) => answer.Json.GetProperty("errors").EnumerateArray().Select(error =>
        $"{error.GetProperty("code")} {error.GetProperty("field")}: {error.GetProperty("message").GetProperty("zh")}").ToArray();

    // The run, every run of the organisation, and the head of the audit log.
    private static async Task<string> StoredAsync(CarriedWorld years, string run) => string.Join('\n',
        (await years.World.GetAsync("/v1/runs/" + run)).Text,
        (await years.World.GetAsync($"/v1/organizations/{CarriedWorld.Id}/runs")).Text,
        (await years.World.GetAsync("/v1/audit")).Text);
}
