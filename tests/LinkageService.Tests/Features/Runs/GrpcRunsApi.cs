using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>The same over gRPC.</summary>
internal sealed class GrpcRunsApi(RunningService service) : IRunsApi, IDisposable
{
    private readonly GrpcApi _api = new(service.GrpcAddress);

    public void Dispose() => _api.Dispose();

    public Task MakeOrganizationAsync(string organization) => CallAsync("Organizations/PutOrganization", new PutOrganizationRequest
    {
        Organization = new Organization { Id = organization, Name = "示范村", LegalForm = "rural_collective" },
    }, PutOrganizationResponse.Parser);

    public Task PutHouseholdAsync(string organization, string household, string land, bool isRegistered, string from) => CallAsync(
        "Households/PutHousehold", new PutHouseholdRequest
        {
            Organization = organization,
            Household = new HouseholdRecord
            {
                Id = household, Name = "农户" + household, Tags = { isRegistered ? ["registered"] : [] },
                Holdings = { ["land"] = land }, ValidFrom = from,
            },
        }, PutHouseholdResponse.Parser);

    public Task RemoveHouseholdAsync(string organization, string household, string from) => CallAsync("Households/RemoveHousehold",
        new RemoveHouseholdRequest { Organization = organization, Household = household, ValidFrom = from },
        RemoveHouseholdResponse.Parser);

    public async Task<ShownRun> MakeAsync(string organization, int year, long incomeFen, string key) => Show((await CallAsync(
        "Runs/CreateRun", new CreateRunRequest
        {
            Organization = organization,
            Header = new CalculationHeader
            {
                Scheme = NaiveVillage.Scheme,
                Year = year,
                Parameters = { ["collective_rate"] = NaiveVillage.Rate },
                Inputs = { ["income"] = new InputValue { AmountFen = incomeFen } },
            },
            IdempotencyKey = key,
        }, CreateRunResponse.Parser)).Run);

    public async Task<ShownRun> SubmitAsync(string user, ShownRun run) => Show((await CallAsync("Runs/SubmitRun",
        new SubmitRunRequest { Id = run.Id, Etag = run.ETag }, SubmitRunResponse.Parser, user)).Run);

    public async Task<ShownRun> DiscloseAsync(string user, ShownRun run, DateOnly from) => Show((await CallAsync("Runs/DiscloseRun",
        new DiscloseRunRequest { Id = run.Id, Etag = run.ETag, From = Date(from), NoticeDays = 10 },
        DiscloseRunResponse.Parser, user)).Run);

    public async Task<ShownRun> ApproveAsync(string user, ShownRun run, DateOnly? meeting) => Show((await CallAsync("Runs/ApproveRun",
        new ApproveRunRequest
        {
            Id = run.Id, Etag = run.ETag, Digest = run.Digest,
            Meeting = meeting is { } date ? new Meeting { Date = Date(date), Due = 9, Present = 8, InFavour = 7 } : null,
        }, ApproveRunResponse.Parser, user)).Run);

    public async Task<ShownRun> PayAsync(string user, ShownRun run) => Show((await CallAsync("Runs/PayRun",
        new PayRunRequest { Id = run.Id, Etag = run.ETag }, PayRunResponse.Parser, user)).Run);

    public async Task<ShownRun> CancelAsync(string user, ShownRun run) => Show((await CallAsync("Runs/CancelRun",
        new CancelRunRequest { Id = run.Id, Etag = run.ETag, Reason = "年度数写错" }, CancelRunResponse.Parser, user)).Run);

    public async Task<ShownCorrection> CorrectAsync(ShownRun run, string policy, string key, bool isPreview)
    {
        var answer = await CallAsync("Runs/CorrectRun", new CorrectRunRequest
        {
            Id = run.Id, Etag = isPreview ? "" : run.ETag, IdempotencyKey = isPreview ? "" : key, Policy = policy,
            Reason = "土地面积登记有误", Preview = isPreview,
        }, CorrectRunResponse.Parser);
        var correction = answer.Run.Correction;
        return new ShownCorrection(Show(answer.Run), answer.Replayed, correction.PayableFen, correction.ArrearsFen,
            correction.RecoveriesFen, answer.Comparison is null ? null : Show(answer.Comparison));
    }

    public async Task<ShownSettlement> SettleAsync(string organization, string key, params IReadOnlyList<Claim> claims)
    {
        var answer = await CallAsync("Runs/CreateSettlement", new CreateSettlementRequest
        {
            Organization = organization,
            IdempotencyKey = key,
            Payer = "集体公益金账户",
            Reason = "更正少发，农户已退出",
            Balances =
            {
                claims.Select(claim => new BalanceToPay
                {
                    Household = claim.Household, Correction = claim.Correction, AmountFen = claim.Fen,
                    Payee = claim.Heir is null ? null : new Payee
                    {
                        Name = claim.Heir.Name, Relation = "heir", Account = claim.Heir.Account ?? "", Evidence = claim.Heir.Evidence,
                    },
                }),
            },
        }, CreateSettlementResponse.Parser);
        return new ShownSettlement(Show(answer.Run), answer.Replayed, answer.Run.Settlement.Payees.Select(payee => new ShownPayee(
            payee.Household, payee.Name, payee.Relation, OrNull(payee.Account), OrNull(payee.Evidence))).ToArray());
    }

    public async Task<IReadOnlyList<ShownStatement>> StatementsAsync(string run)
    {
        var found = new List<ShownStatement>();
        for (var cursor = ""; ;)
        {
            var page = await CallAsync("Runs/ListStatements",
                new ListStatementsRequest { Run = run, Limit = 3, Cursor = cursor }, ListStatementsResponse.Parser);
            found.AddRange(page.Statements.Select(statement => Show(run, statement)));
            if (page.NextCursor.Length == 0)
            {
                return found;
            }

            cursor = page.NextCursor;
        }
    }

    public async Task<ShownStatement> StatementAsync(string run, string household) => Show(run, (await CallAsync("Runs/GetStatement",
        new GetStatementRequest { Run = run, Household = household }, GetStatementResponse.Parser)).Statement);

    public async Task<IReadOnlyList<ShownStatement>> YearsAsync(string organization, string household)
    {
        var found = new List<ShownStatement>();
        for (var cursor = ""; ;)
        {
            var page = await CallAsync("Runs/ListHouseholdStatements", new ListHouseholdStatementsRequest
            {
                Organization = organization, Household = household, Limit = 2, Cursor = cursor,
            }, ListHouseholdStatementsResponse.Parser);
            found.AddRange(page.Statements.Select(each => Show(each.Run, each.Statement)));
            if (page.NextCursor.Length == 0)
            {
                return found;
            }

            cursor = page.NextCursor;
        }
    }

    public async Task<ShownVerification> VerifyAsync(string run)
    {
        var answer = await CallAsync("Runs/VerifyRun", new VerifyRunRequest { Id = run }, VerifyRunResponse.Parser);
        Assert.Empty(answer.DamagedBlocks);
        return new ShownVerification(answer.Matches, answer.Digest, answer.Recomputed, answer.FromFacts);
    }

    public async Task<ShownComparison> CompareAsync(string run, string with) => Show((await CallAsync("Runs/CompareRuns",
        new CompareRunsRequest { Id = run, With = with }, CompareRunsResponse.Parser)).Comparison);

    public async Task<ShownComparison> CompareRateAsync(string run, string rate) => Show((await CallAsync("Runs/CompareRuns",
        new CompareRunsRequest { Id = run, Terms = new OtherTerms { Parameters = { ["collective_rate"] = rate } } },
        CompareRunsResponse.Parser)).Comparison);

    private async Task<T> CallAsync<T>(string method, IMessage request, MessageParser<T> parser, string user = "maker")
        where T : IMessage<T>
    {
        var answer = await _api.CallAsync("linkage.v1." + method, request, new Metadata { { "x-linkage-user", user } });
        return answer.Status == StatusCode.OK
            ? parser.ParseFrom(answer.Messages[0])
            : throw new RefusedByServiceException(answer.Code ?? "?", answer.Message);
    }

    private static ShownRun Show(Run run) => new(
        run.Id, run.Etag, run.State == RunState.Unspecified ? "" : run.State.ToString().ToLowerInvariant(), run.Result.Digest,
        run.Result.Totals.HouseholdsFen, run.Settled?.PayableFen ?? run.Result.Totals.HouseholdsFen);

    private static ShownStatement Show(string run, Statement statement)
    {
        Assert.Equal(statement.TotalFen, statement.Lines.Sum(line => line.AmountFen));
        return new ShownStatement(
            run, statement.Household, statement.TotalFen, statement.PayableFen,
            statement.CarriedFen,
            statement.Settlements.Select(row => (row.Correction, row.AmountFen)).ToArray());
    }

    private static ShownComparison Show(Comparison comparison)
    {
        ComparedGroup[] groups = [comparison.Registered, comparison.Others];
        return new ShownComparison(
            groups.Sum(group => group.Gainers), groups.Sum(group => group.Losers), groups.Sum(group => group.GainedFen),
            groups.Sum(group => group.LostFen), groups.Sum(group => group.Households))
        {
            Deltas = comparison.Households.Select(row => (row.Household, row.DeltaFen)).ToArray(),
        };
    }

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
