using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage;

namespace LinkageService.Features.Webhooks;

/// <summary>The REST side of the addresses that are told of events.</summary>
internal sealed class WebhookEndpoints(KeptWebhooks webhooks, WebhookDeliveries deliveries, TimeProvider time, Limits limits)
{
    private const string All = "/v1/webhooks";
    private const string One = All + "/{webhook}";

    private static readonly WebhookContracts Json = WebhookContracts.Default;
    private static readonly string[] Fields = ["url", "organization", "types", "state"];

    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        Declare(routes.MapGet(All, ListAsync), "ListWebhooks", WebhookDocumentation.List);
        Declare(routes.MapPost(All, CreateAsync), "CreateWebhook", WebhookDocumentation.Create);
        Declare(routes.MapGet(One, GetAsync), "GetWebhook", WebhookDocumentation.Get);
        Declare(routes.MapPut(One, ChangeAsync), "ChangeWebhook", WebhookDocumentation.Change);
        Declare(routes.MapDelete(One, RemoveAsync), "RemoveWebhook", WebhookDocumentation.Remove);
        Declare(routes.MapPost(One + ":rotate", RotateAsync), "RotateWebhookSecret", WebhookDocumentation.Rotate);
        Declare(routes.MapPost(One + ":test", TestAsync), "TestWebhook", WebhookDocumentation.Test);
        Declare(routes.MapGet(One + "/deliveries", DeliveriesAsync), "ListWebhookDeliveries", WebhookDocumentation.Deliveries);
        Declare(routes.MapPost(One + "/deliveries/{delivery}:resend", ResendAsync), "ResendWebhookDelivery", WebhookDocumentation.Resend);
    }

    private static void Declare(RouteHandlerBuilder route, string name, EndpointDocumentation documentation) =>
        route.WithName(name).WithMetadata(documentation).Requires(Permission.ManageWebhooks);

    private async Task ListAsync(HttpContext http, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var found = await webhooks.ListAsync(Caller.Of(http), cancellation);
        var now = Moment.Of(time.GetUtcNow());
        await JsonResponse.WriteAsync(
            http, new WebhooksContract([.. found.Select(each => WebhookContract.Of(each, now))]), Json.WebhooksContract, cancellation);
    }

    private async Task CreateAsync(HttpContext http, CancellationToken cancellation)
    {
        var kept = await webhooks.CreateAsync(Caller.Of(http), await ReadAsync(http, cancellation), cancellation);
        http.Response.Headers.Location = All + "/" + kept.Row.Id;
        await WriteAsync(http, kept, cancellation, StatusCodes.Status201Created);
    }

    private async Task GetAsync(HttpContext http, string webhook, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var kept = await webhooks.GetAsync(Caller.Of(http), webhook, cancellation);
        await JsonResponse.WriteTaggedAsync(
            http, kept.Row.Revision, WebhookContract.Of(kept, Moment.Of(time.GetUtcNow())), Json.WebhookContract, cancellation);
    }

    private async Task ChangeAsync(HttpContext http, string webhook, CancellationToken cancellation)
    {
        var draft = await ReadAsync(http, cancellation) with { IfMatch = EntityTag.IfMatch(http.Request) };
        await WriteAsync(http, await webhooks.ChangeAsync(Caller.Of(http), webhook, draft, cancellation), cancellation);
    }

    private async Task RemoveAsync(HttpContext http, string webhook, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var removed = await webhooks.RemoveAsync(Caller.Of(http), webhook, EntityTag.IfMatch(http.Request), cancellation);
        await WriteAsync(http, removed, cancellation);
    }

    private async Task RotateAsync(HttpContext http, string webhook, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "keepHours");
        var hours = query.Whole("keepHours", RotateSecretValidator.Hours) ?? RotateSecretRequest.StandardKeepHours;
        var kept = await webhooks.RotateAsync(
            Caller.Of(http), new RotateSecretRequest(webhook, hours) { FormProblems = query.Problems }, cancellation);
        await WriteAsync(http, kept, cancellation);
    }

    private async Task TestAsync(HttpContext http, string webhook, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var outcome = await deliveries.TestAsync(Caller.Of(http), webhook, cancellation);
        await JsonResponse.WriteAsync(http, WebhookTestContract.Of(outcome), Json.WebhookTestContract, cancellation);
    }

    private async Task DeliveriesAsync(HttpContext http, string webhook, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "state", "cursor", "limit");
        var (state, page) = (query.Text("state"), query.Page());
        var found = await deliveries.ListAsync(
            Caller.Of(http), new ListDeliveriesRequest(webhook, state, page) { FormProblems = query.Problems }, cancellation);
        await JsonResponse.WriteAsync(http, DeliveryPageContract.Of(found), Json.DeliveryPageContract, cancellation);
    }

    private async Task ResendAsync(HttpContext http, string webhook, string delivery, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var sent = await deliveries.ResendAsync(Caller.Of(http), webhook, delivery, cancellation);
        await JsonResponse.WriteAsync(http, DeliveryContract.Of(sent), Json.DeliveryContract, cancellation);
    }

    private Task WriteAsync(
        HttpContext http, KeptWebhook kept, CancellationToken cancellation, int status = StatusCodes.Status200OK)
    {
        http.Response.Headers.ETag = EntityTag.Of(kept.Row.Revision);
        return JsonResponse.WriteAsync(
            http, WebhookContract.Of(kept, Moment.Of(time.GetUtcNow())), Json.WebhookContract, cancellation, status);
    }

    private async Task<WebhookDraft> ReadAsync(HttpContext http, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var fields = JsonFields.Read(body.Bytes, Fields);
        return new WebhookDraft
        {
            Url = fields.Text("url"), Organization = fields.Text("organization"), Types = fields.TextsOrNull("types"),
            State = fields.Text("state"), FormProblems = fields.Problems,
        };
    }
}
