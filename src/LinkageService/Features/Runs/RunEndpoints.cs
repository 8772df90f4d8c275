using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Life;
using LinkageService.Features.Statements;
using LinkageService.Http;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>The REST side of runs: making and reading them. Their life is in <see cref="RunLifeEndpoints"/>.</summary>
internal sealed class RunEndpoints(
    CreateRun create, EditRun edit, GetRun get, ListRuns list, GetStatements statements, Objections objections, Limits limits)
{
    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/organizations/{org}/runs", CreateAsync).WithName("CreateRun")
            .WithMetadata(RunDocumentation.Create).Requires(Permission.PrepareRuns);
        routes.MapGet("/v1/organizations/{org}/runs", ListAsync).WithName("ListRuns")
            .WithMetadata(RunDocumentation.List).Requires(Permission.ReadRuns);
        routes.MapGet("/v1/runs/{run}", GetAsync).WithName("GetRun")
            .WithMetadata(RunDocumentation.Get).Requires(Permission.ReadRuns);
        routes.MapPut("/v1/runs/{run}", EditAsync).WithName("EditRun")
            .WithMetadata(RunDocumentation.Edit).Requires(Permission.PrepareRuns);
        routes.MapGet("/v1/runs/{run}/statements", StatementsAsync).WithName("ListStatements")
            .WithMetadata(RunDocumentation.Statements).Requires(Permission.ReadRuns);
        routes.MapGet("/v1/runs/{run}/statements:stream", StreamAsync).WithName("StreamStatements")
            .WithMetadata(RunDocumentation.StatementStream).Requires(Permission.ReadRuns);
        routes.MapGet("/v1/runs/{run}/statements/{household}", StatementAsync).WithName("GetStatement")
            .WithMetadata(RunDocumentation.Statement).Requires(Permission.ReadRuns);
        routes.MapGet("/v1/runs/{run}/objections", ObjectionsAsync).WithName("ListObjections")
            .WithMetadata(RunDocumentation.Objections).Requires(Permission.ReadRuns);
        routes.MapGet("/v1/runs/{run}/history", HistoryAsync).WithName("GetRunHistory")
            .WithMetadata(RunDocumentation.History).Requires(Permission.ReadRuns);
    }

    private async Task CreateAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var read = CalculationJsonReader.ReadRun(body.Bytes, limits);
        var key = RequestHeaders.One(http.Request, IdempotencyHeaders.Key);
        var created = await create.HandleAsync(
            Caller.Of(http), new CreateRunRequest(org, read.Terms, read.RecordDate, read.Preview, key) { From = read.From }, cancellation);
        if (created.Preview is not null)
        {
            await JsonResponse.WriteAsync(http, RunContract.Of(created), RunContracts.Default.RunContract, cancellation);
            return;
        }

        await WriteCreatedAsync(http, created, cancellation);
    }

    private async Task EditAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var read = CalculationJsonReader.ReadRun(body.Bytes, limits);
        var request = new CreateRunRequest("", read.Terms, read.RecordDate, read.Preview, IdempotencyKey: null) { From = read.From };
        var edited = await edit.HandleAsync(Caller.Of(http), run, EntityTag.IfMatch(http.Request), request, cancellation);
        if (edited.Preview is not null)
        {
            await JsonResponse.WriteAsync(http, RunContract.Of(edited), RunContracts.Default.RunContract, cancellation);
            return;
        }

        http.Response.Headers.ETag = EntityTag.Of(edited.Run.Row.Revision);
        await JsonResponse.WriteAsync(http, RunContract.Of(edited.Run), RunContracts.Default.RunContract, cancellation);
    }

    /// <summary>Answers with a run that was made, now or by an earlier request with the same key.</summary>
    public static Task WriteCreatedAsync(HttpContext http, CreatedRun created, CancellationToken cancellation)
    {
        if (created.IsReplayed)
        {
            http.Response.Headers[IdempotencyHeaders.Replayed] = "true";
        }

        http.Response.Headers.Location = "/v1/runs/" + created.Run.Row.Id;
        http.Response.Headers.ETag = EntityTag.Of(created.Run.Row.Revision);
        return JsonResponse.WriteAsync(
            http, RunContract.Of(created.Run), RunContracts.Default.RunContract, cancellation, StatusCodes.Status201Created);
    }

    private async Task ListAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "year", "state", "updatedSince", "sort", "cursor", "limit");
        var since = query.Moment("updatedSince");
        var request = new ListRunsRequest(org, query.Whole("year", AccountYears.Range), query.Text("state"), query.Page())
        {
            UpdatedSince = since, Sort = query.Text(ListSort.Field), FormProblems = query.Problems,
        };
        var page = await list.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(http, RunPageContract.Of(page), RunContracts.Default.RunPageContract, cancellation);
    }

    private async Task GetAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        var stored = await get.HandleAsync(Caller.Of(http), run, cancellation);
        await JsonResponse.WriteTaggedAsync(
            http, stored.Row.Revision, RunContract.Of(stored), RunContracts.Default.RunContract, cancellation);
    }

    private async Task StatementsAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "cursor", "limit");
        var page = await statements.PageAsync(Caller.Of(http), run, query.Page(), cancellation);
        await JsonResponse.WriteAsync(http, json => StatementJson.Write(json, page), cancellation);
    }

    private async Task StreamAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        using var buffer = new ResponseBuffer();
        await using var json = JsonLines.Begin(http, buffer);
        var count = 0L;
        await foreach (var page in statements.AllAsync(Caller.Of(http), run, cancellation))
        {
            var form = new byte[page.Run.Form.MaxBytes];
            foreach (var household in page.Page.Items)
            {
                JsonLines.Write(buffer, json, "statement", line =>
                    StatementJson.Write(line, page.Run, household, page.Ends[household.Household], form));
            }

            count += page.Page.Items.Count;
            await buffer.MoveToAsync(http.Response.BodyWriter, cancellation);
        }

        await JsonLines.EndAsync(http, buffer, json, count);
    }

    // The read everybody waits for: no scheme is compiled, no result parsed, and the text is put together from ready pieces.
    private async Task StatementAsync(HttpContext http, string run, string household, CancellationToken cancellation)
    {
        if (http.Request.QueryString.HasValue && Explains(http.Request))
        {
            var explainable = await statements.ExplainAsync(Caller.Of(http), run, household, cancellation);
            await JsonResponse.WriteTaggedAsync(
                http, revision: null,
                StatementContract.Of(explainable.Distribution, explainable.Household, explain: true, explainable.Pieces) with
                {
                    CarriedFrom = CarriedFromContract.Of(explainable.CarriedFrom),
                    ZeroLines = LineContract.Zero(explainable.Distribution, explainable.Household),
                    MoneySteps = MoneyStepContract.All(explainable.Distribution),
                },
                RunContracts.Default.StatementContract, cancellation);
            return;
        }

        await WriteAsync(http, await statements.OneAsync(Caller.Of(http), run, household, cancellation), cancellation);
    }

    private static bool Explains(HttpRequest request)
    {
        var query = QueryFields.Of(request, "explain");
        var explain = query.Flag("explain");
        query.Check();
        return explain;
    }

    private static async Task WriteAsync(HttpContext http, StoredStatement statement, CancellationToken cancellation)
    {
        if (!statement.Run.HasLinesAlone)
        {
            await JsonResponse.WriteTaggedAsync(
                http, revision: null, StatementJson.Contract(statement.Run, statement.Household, statement.End),
                RunContracts.Default.StatementContract, cancellation);
            return;
        }

        using var buffer = new ResponseBuffer();
        buffer.Advance(statement.Run.WriteStatement(statement.Household, buffer.GetSpan(statement.Run.Form.MaxBytes)));
        await JsonResponse.SendTaggedAsync(http, revision: null, buffer, cancellation);
    }

    private async Task ObjectionsAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        var rows = await objections.ListAsync(Caller.Of(http), run, cancellation);
        await JsonResponse.WriteAsync(http, ObjectionListContract.Of(rows), RunContracts.Default.ObjectionListContract, cancellation);
    }

    private async Task HistoryAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        var rows = await get.HistoryAsync(Caller.Of(http), run, cancellation);
        await JsonResponse.WriteAsync(http, RunHistoryContract.Of(rows), RunContracts.Default.RunHistoryContract, cancellation);
    }
}
