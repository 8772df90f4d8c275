using System.Text;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Features.Exports;
using LinkageService.Http;
using LinkageService.Storage.Batches;

namespace LinkageService.Features.Batches;

/// <summary>The REST side of batches.</summary>
internal sealed class BatchEndpoints(
    CreateBatch create, FindBatches find, SteerBatch steer, ActOnBatch acts, WatchBatch watch, ExportBatch export, Limits limits)
{
    /// <summary>The content type of server-sent events.</summary>
    public const string EventStream = "text/event-stream";

    private const string All = "/v1/batches";
    private const string One = All + "/{batch}";

    private static readonly BatchContracts Json = BatchContracts.Default;

    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        Declare(routes.MapPost(All, CreateAsync), "CreateBatch", BatchDocumentation.Create, Permission.PrepareRuns);
        Declare(routes.MapGet(All, ListAsync), "ListBatches", BatchDocumentation.List, Permission.ReadRuns);
        Declare(routes.MapGet(One, GetAsync), "GetBatch", BatchDocumentation.Get, Permission.ReadRuns);
        Declare(routes.MapGet(One + "/organizations", OrganizationsAsync),
            "ListBatchOrganizations", BatchDocumentation.Organizations, Permission.ReadRuns);
        Declare(routes.MapGet(One + "/events", EventsAsync), "WatchBatch", BatchDocumentation.Events, Permission.ReadRuns)
            .DisableRequestTimeout();
        Declare(routes.MapGet(One + "/archive", (HttpContext http, string batch, CancellationToken cancellation) =>
            ExportAsync(http, export, batch, cancellation)), "ExportBatch", BatchActDocumentation.Export, Permission.ReadRuns)
            .DisableRequestTimeout();
        Declare(routes.MapPost(One + ":pause", PauseAsync), "PauseBatch", BatchDocumentation.Pause, Permission.PrepareRuns);
        Declare(routes.MapPost(One + ":resume", ResumeAsync), "ResumeBatch", BatchDocumentation.Resume, Permission.PrepareRuns);
        Declare(routes.MapPost(One + ":cancel", CancelAsync), "CancelBatch", BatchDocumentation.Cancel, Permission.PrepareRuns);
        Declare(routes.MapPost(One + ":retry", RetryAsync), "RetryBatch", BatchDocumentation.Retry, Permission.PrepareRuns);
        MapAct(routes, BatchActs.Submit, "SubmitBatch", BatchActDocumentation.Submit, Permission.PrepareRuns);
        MapAct(routes, BatchActs.Disclose, "DiscloseBatch", BatchActDocumentation.Disclose, Permission.PrepareRuns);
        MapAct(routes, BatchActs.Approve, "ApproveBatch", BatchActDocumentation.Approve, Permission.ApproveRuns);
        MapAct(routes, BatchActs.Pay, "PayBatch", BatchActDocumentation.Pay, Permission.PrepareRuns);
    }

    private static RouteHandlerBuilder Declare(
        RouteHandlerBuilder route, string name, EndpointDocumentation documentation, Permission permission) =>
        route.WithName(name).WithMetadata(documentation).Requires(permission);

    private void MapAct(
        IEndpointRouteBuilder routes, string act, string name, EndpointDocumentation documentation, Permission permission) =>
        Declare(routes.MapPost($"{One}:{act}", async (HttpContext http, string batch, CancellationToken cancellation) =>
        {
            QueryFields.Of(http.Request).Check();
            using var body = await RequestBodies.ReadOptionalJsonAsync(
                http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
            await WriteAsync(
                http, await acts.HandleAsync(Caller.Of(http), BatchBodies.ReadAct(batch, act, body.Bytes), cancellation), cancellation);
        }), name, documentation, permission);

    /// <summary>Answers with the files of all runs, whoever let the caller in.</summary>
    /// <param name="http">The request.</param>
    /// <param name="export">The handler.</param>
    /// <param name="batch">Of which batch.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="read">Names in the query that were read before.</param>
    public static Task ExportAsync(
        HttpContext http, ExportBatch export, string batch, CancellationToken cancellation, params string[] read)
    {
        var query = QueryFields.Of(http.Request, ["kinds", "lang", .. read]);
        var (kinds, isChinese) = (query.Text("kinds"), query.OneOf("lang", "zh", "en") == "zh");
        AcceptHeader.Require(http.Request, ExportKind.ContentTypeOf(ExportFormat.Zip));
        return export.HandleAsync(
            Caller.Of(http), new ExportBatchRequest(batch, kinds, isChinese) { FormProblems = query.Problems },
            head => ExportEndpoints.Begin(http.Response, head), cancellation);
    }

    private async Task CreateAsync(HttpContext http, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var request = BatchBodies.ReadCreate(body.Bytes) with
        {
            IdempotencyKey = RequestHeaders.One(http.Request, IdempotencyHeaders.Key),
        };
        var created = await create.HandleAsync(Caller.Of(http), request, cancellation);
        if (created.IsReplayed)
        {
            http.Response.Headers[IdempotencyHeaders.Replayed] = "true";
        }

        http.Response.Headers.Location = All + "/" + created.Progress.Row.Id;
        await WriteAsync(http, created.Progress, cancellation, StatusCodes.Status201Created);
    }

    private async Task ListAsync(HttpContext http, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "cursor", "limit");
        var page = await find.ListAsync(Caller.Of(http), query.Page(), cancellation);
        await JsonResponse.WriteAsync(http, BatchPageContract.Of(page), Json.BatchPageContract, cancellation);
    }

    private async Task GetAsync(HttpContext http, string batch, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        await WriteAsync(http, await find.GetAsync(Caller.Of(http), batch, cancellation), cancellation);
    }

    private async Task OrganizationsAsync(HttpContext http, string batch, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "state", "runState", "actState", "cursor", "limit");
        var (state, page) = (query.Text("state"), query.Page());
        var found = await find.OrganizationsAsync(
            Caller.Of(http),
            new ListBatchOrganizationsRequest(batch, state, page)
            {
                RunState = query.Text("runState"), ActState = query.Text("actState"), FormProblems = query.Problems,
            },
            cancellation);
        await JsonResponse.WriteAsync(
            http, BatchOrganizationPageContract.Of(found), Json.BatchOrganizationPageContract, cancellation);
    }

    // https://html.spec.whatwg.org/multipage/server-sent-events.html: an event a change, its data the batch as GET answers it.
    private async Task EventsAsync(HttpContext http, string batch, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        try
        {
            await foreach (var progress in watch.HandleAsync(http, batch, cancellation))
            {
                if (!http.Response.HasStarted)
                {
                    http.Response.ContentType = EventStream;
                }

                var text = JsonText.Of(BatchContract.Of(progress), Json.BatchContract);
                await http.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes($"event: progress\ndata: {text}\n\n"), cancellation);
            }
        }
        catch (OperationCanceledException) when (http.Response.HasStarted)
        {
            // The service stops, or nobody listens: whoever was cut off connects again.
        }
    }

    private async Task PauseAsync(HttpContext http, string batch, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        await WriteAsync(http, await steer.PauseAsync(Caller.Of(http), batch, cancellation), cancellation);
    }

    private async Task ResumeAsync(HttpContext http, string batch, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        await WriteAsync(http, await steer.ResumeAsync(Caller.Of(http), batch, cancellation), cancellation);
    }

    private async Task CancelAsync(HttpContext http, string batch, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        await WriteAsync(http, await steer.CancelAsync(Caller.Of(http), batch, cancellation), cancellation);
    }

    private async Task RetryAsync(HttpContext http, string batch, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        using var body = await RequestBodies.ReadOptionalJsonAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var request = BatchBodies.ReadRetry(body.Bytes);
        await WriteAsync(http, await steer.RetryAsync(Caller.Of(http), batch, request, cancellation), cancellation);
    }

    private static Task WriteAsync(
        HttpContext http, BatchProgress progress, CancellationToken cancellation, int status = StatusCodes.Status200OK) =>
        JsonResponse.WriteAsync(http, BatchContract.Of(progress), Json.BatchContract, cancellation, status);
}
