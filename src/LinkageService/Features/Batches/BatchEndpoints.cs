using System.Text;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Http;

namespace LinkageService.Features.Batches;

/// <summary>The REST side of batches.</summary>
internal sealed class BatchEndpoints(CreateBatch create, FindBatches find, SteerBatch steer, WatchBatch watch, Limits limits)
{
    /// <summary>The content type of server-sent events.</summary>
    public const string EventStream = "text/event-stream";

    private const string All = "/v1/batches";
    private const string One = All + "/{batch}";

    private static readonly BatchContracts Json = BatchContracts.Default;
    private static readonly string[] Fields =
        ["year", "scheme", "recordDate", "from", "lastYear", "parameters", "inputs", "organizations", "region", "parent", "all", "dryRun"];

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
        Declare(routes.MapPost(One + ":pause", PauseAsync), "PauseBatch", BatchDocumentation.Pause, Permission.PrepareRuns);
        Declare(routes.MapPost(One + ":resume", ResumeAsync), "ResumeBatch", BatchDocumentation.Resume, Permission.PrepareRuns);
        Declare(routes.MapPost(One + ":cancel", CancelAsync), "CancelBatch", BatchDocumentation.Cancel, Permission.PrepareRuns);
        Declare(routes.MapPost(One + ":retry", RetryAsync), "RetryBatch", BatchDocumentation.Retry, Permission.PrepareRuns);
    }

    private static RouteHandlerBuilder Declare(
        RouteHandlerBuilder route, string name, EndpointDocumentation documentation, Permission permission) =>
        route.WithName(name).WithMetadata(documentation).Requires(permission);

    private async Task CreateAsync(HttpContext http, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var request = Read(JsonFields.Read(body.Bytes, Fields)) with
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
        var query = QueryFields.Of(http.Request, "state", "cursor", "limit");
        var (state, page) = (query.Text("state"), query.Page());
        var found = await find.OrganizationsAsync(
            Caller.Of(http), new ListBatchOrganizationsRequest(batch, state, page) { FormProblems = query.Problems }, cancellation);
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
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var fields = JsonFields.Read(body.Bytes.IsEmpty ? "{}"u8.ToArray() : body.Bytes, "organizations");
        var members = Members(fields);
        var request = new RetryBatchRequest(members) { FormProblems = fields.Problems };
        await WriteAsync(http, await steer.RetryAsync(Caller.Of(http), batch, request, cancellation), cancellation);
    }

    private static CreateBatchRequest Read(JsonFields fields)
    {
        var (recordDate, from) = (fields.Date("recordDate"), fields.Date("from"));
        return new CreateBatchRequest
        {
            Year = fields.Whole("year", AccountYears.Range), Scheme = fields.Text("scheme"),
            RecordDate = recordDate is { } date ? Dates.Text(date) : null, From = from is { } first ? Dates.Text(first) : null,
            LastYear = fields.Flag("lastYear") ?? false, Parameters = fields.Figures("parameters"), Inputs = fields.Figures("inputs"),
            Organizations = Members(fields), Region = fields.Text("region"), Parent = fields.Text("parent"),
            All = fields.Flag("all") ?? false, IsDryRun = fields.Flag("dryRun") ?? false, FormProblems = fields.Problems,
        };
    }

    private static IReadOnlyList<BatchMember> Members(JsonFields fields) =>
        [.. fields.Objects("organizations", "id", "scheme", "parameters", "inputs").Select(member => new BatchMember(
            member.Text("id"), member.Text("scheme"), member.Figures("parameters"), member.Figures("inputs")))];

    private static Task WriteAsync(
        HttpContext http, BatchProgress progress, CancellationToken cancellation, int status = StatusCodes.Status200OK) =>
        JsonResponse.WriteAsync(http, BatchContract.Of(progress), Json.BatchContract, cancellation, status);
}
