using Grpc.Core;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Webhooks;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Webhooks;

/// <summary>The gRPC side of the addresses that are told of events: <c>linkage.v1.Webhooks</c>.</summary>
internal sealed class GrpcWebhooks(KeptWebhooks webhooks, WebhookDeliveries deliveries, TimeProvider time)
    : Proto.Webhooks.WebhooksBase
{
    /// <inheritdoc/>
    [Requires(Permission.ManageWebhooks)]
    public override async Task<Proto.ListWebhooksResponse> ListWebhooks(Proto.ListWebhooksRequest request, ServerCallContext context)
    {
        var response = new Proto.ListWebhooksResponse();
        response.Webhooks.AddRange((await webhooks.ListAsync(CallerOf(context), context.CancellationToken)).Select(Message));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ManageWebhooks)]
    public override async Task<Proto.GetWebhookResponse> GetWebhook(Proto.GetWebhookRequest request, ServerCallContext context) => new()
    {
        Webhook = Message(await webhooks.GetAsync(CallerOf(context), request.Webhook, context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.ManageWebhooks)]
    public override async Task<Proto.CreateWebhookResponse> CreateWebhook(
        Proto.CreateWebhookRequest request, ServerCallContext context)
    {
        var kept = await webhooks.CreateAsync(CallerOf(context), Draft(request.Webhook), context.CancellationToken);
        return new Proto.CreateWebhookResponse { Webhook = Message(kept), Secret = kept.Secret };
    }

    /// <inheritdoc/>
    [Requires(Permission.ManageWebhooks)]
    public override async Task<Proto.ChangeWebhookResponse> ChangeWebhook(
        Proto.ChangeWebhookRequest request, ServerCallContext context)
    {
        var draft = Draft(request.Webhook) with { IfMatch = MessageFields.Text(request.Etag) };
        var kept = await webhooks.ChangeAsync(CallerOf(context), request.Webhook?.Id ?? "", draft, context.CancellationToken);
        return new Proto.ChangeWebhookResponse { Webhook = Message(kept) };
    }

    /// <inheritdoc/>
    [Requires(Permission.ManageWebhooks)]
    public override async Task<Proto.RemoveWebhookResponse> RemoveWebhook(
        Proto.RemoveWebhookRequest request, ServerCallContext context) => new()
    {
        Webhook = Message(await webhooks.RemoveAsync(
            CallerOf(context), request.Webhook, MessageFields.Text(request.Etag), context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.ManageWebhooks)]
    public override async Task<Proto.RotateWebhookSecretResponse> RotateWebhookSecret(
        Proto.RotateWebhookSecretRequest request, ServerCallContext context)
    {
        var asked = new RotateSecretRequest(request.Webhook, request.KeepHours ?? RotateSecretRequest.StandardKeepHours);
        var kept = await webhooks.RotateAsync(CallerOf(context), asked, context.CancellationToken);
        return new Proto.RotateWebhookSecretResponse { Webhook = Message(kept), Secret = kept.Secret };
    }

    /// <inheritdoc/>
    [Requires(Permission.ManageWebhooks)]
    public override async Task<Proto.TestWebhookResponse> TestWebhook(Proto.TestWebhookRequest request, ServerCallContext context)
    {
        var outcome = await deliveries.TestAsync(CallerOf(context), request.Webhook, context.CancellationToken);
        return new Proto.TestWebhookResponse { Taken = outcome.IsTaken, Status = outcome.Status ?? 0, Error = outcome.Error };
    }

    /// <inheritdoc/>
    [Requires(Permission.ManageWebhooks)]
    public override async Task<Proto.ListWebhookDeliveriesResponse> ListWebhookDeliveries(
        Proto.ListWebhookDeliveriesRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var page = fields.Page(request.Cursor, request.Limit);
        var found = await deliveries.ListAsync(
            CallerOf(context),
            new ListDeliveriesRequest(request.Webhook, MessageFields.Text(request.State), page) { FormProblems = fields.Problems },
            context.CancellationToken);
        var response = new Proto.ListWebhookDeliveriesResponse { NextCursor = found.NextCursor ?? "" };
        response.Deliveries.AddRange(found.Items.Select(Message));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ManageWebhooks)]
    public override async Task<Proto.ResendWebhookDeliveryResponse> ResendWebhookDelivery(
        Proto.ResendWebhookDeliveryRequest request, ServerCallContext context) => new()
    {
        Delivery = Message(await deliveries.ResendAsync(
            CallerOf(context), request.Webhook, request.Delivery, context.CancellationToken)),
    };

    private static WebhookDraft Draft(Proto.Webhook? said)
    {
        var fields = new MessageFields();
        fields.Require("webhook", said);
        fields.Check();
        return new WebhookDraft
        {
            Url = MessageFields.Text(said!.Url), Organization = MessageFields.Text(said.Organization),
            Types = MessageFields.AllOrSome(said.Types_), State = MessageFields.Text(said.State),
        };
    }

    private Proto.Webhook Message(KeptWebhook kept)
    {
        var of = WebhookContract.Of(kept, Moment.Of(time.GetUtcNow()));
        return new Proto.Webhook
        {
            Id = of.Id, Url = of.Url, Organization = of.Organization ?? "", Types_ = { of.Types }, State = of.State, Secrets = of.Secrets,
            CreatedBy = of.CreatedBy, CreatedAt = of.CreatedAt, UpdatedAt = of.UpdatedAt, Etag = EntityTag.Of(kept.Row.Revision),
            Retrying = of.Retrying ?? 0, Dead = of.Dead ?? 0,
        };
    }

    private static Proto.WebhookDelivery Message(DeliveryRow row)
    {
        var of = DeliveryContract.Of(row);
        return new Proto.WebhookDelivery
        {
            Id = of.Id, Type = of.Type, Organization = of.Organization ?? "", State = of.State, Attempts = (int)of.Attempts,
            NextAt = of.NextAt ?? "", Status = of.Status ?? 0, Error = of.Error ?? "", UpdatedAt = of.UpdatedAt,
        };
    }

    private static Caller CallerOf(ServerCallContext context) => Caller.Of(context.GetHttpContext());
}
