using System.Globalization;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Events;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Webhooks;

namespace LinkageService.Features.Webhooks;

/// <summary>What was on its way to an address: lists it, sends it again, and tries the address.</summary>
internal sealed class WebhookDeliveries(Database database, WebhookSender sender, TimeProvider time)
{
    private readonly ListDeliveriesValidator _list = new();

    /// <summary>The deliveries of an address, the latest event first.</summary>
    /// <exception cref="RefusedException"><c>unknown_webhook</c>, or no such cursor.</exception>
    public Task<Page<DeliveryRow>> ListAsync(Caller caller, ListDeliveriesRequest request, CancellationToken cancellation)
    {
        _list.Require(request);
        var before = request.Page.After.Length == 0 ? ((long, long)?)null : Read(request.Page.After) ?? throw BadCursor();
        return database.SnapshotAsync(async session =>
        {
            var webhook = await KeptWebhooks.RequireAsync(session, caller, request.Webhook);
            var rows = await DeliveryStore.ListAsync(session, webhook.Id, request.State, before, request.Page.Limit + 1);
            return Page<DeliveryRow>.Of(rows, request.Page.Limit, IdOf);
        }, cancellation);
    }

    /// <summary>Sends one again, as often as a new one is tried.</summary>
    /// <exception cref="RefusedException"><c>unknown_webhook</c>.</exception>
    public Task<DeliveryRow> ResendAsync(Caller caller, string id, string delivery, CancellationToken cancellation) =>
        database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            var webhook = await KeptWebhooks.RequireAsync(session, caller, id);
            var before = Read(delivery) is { } at ? await DeliveryStore.FindAsync(session, webhook.Id, at.Seq, at.Part) : null;
            if (before is null)
            {
                throw new RefusedException(Failure.Of(ProblemCodes.UnknownWebhook,
                    $"没有向它发过“{NumberProblems.Shorten(delivery)}”", $"no \"{NumberProblems.Shorten(delivery)}\" was on its way to it",
                    "delivery"));
            }

            var after = before with { State = DeliveryStates.Pending, Attempts = 0, NextAt = 0 };
            await DeliveryStore.SaveAsync(session, before, after);
            session.Audit(new AuditDraft("webhook.resend", "delivery/" + webhook.Id + "/" + delivery, webhook.OrganizationId)
            {
                Details = JsonDetails.Of(("type", before.Type)),
            });
            return after;
        }, cancellation);

    /// <summary>Sends an event of the type <c>webhook.test</c> at once, and says what came of it. It is tried once and not kept.</summary>
    /// <exception cref="RefusedException"><c>unknown_webhook</c>.</exception>
    public async Task<SendOutcome> TestAsync(Caller caller, string id, CancellationToken cancellation)
    {
        var webhook = await database.SnapshotAsync(session => KeptWebhooks.RequireAsync(session, caller, id), cancellation);
        var now = time.GetUtcNow();
        var data = new EventDataContract(
            webhook.OrganizationId, Run: null, Kind: null, Year: null, Corrects: null, Household: null, Import: null, Linkage: null,
            Scheme: null, Version: null, Paid: null, Returned: null, Unmatched: null, Link: null);
        var sent = new ServiceEvent(
            0, 1, Guid.CreateVersion7(now).ToString("N"), "webhook.test", WebhookRow.Prefix + webhook.Id, Moment.Of(now), data);
        return await sender.SendAsync(webhook, sent.Contract(), cancellation);
    }

    /// <summary>What a delivery is called: the sequence of its event, and which of the events of that sequence it is.</summary>
    public static string IdOf(DeliveryRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.Seq}-{row.Part}");

    private static (long Seq, long Part)? Read(string id) => id.Split('-') is [var seq, var part]
        && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var second) ? (first, second) : null;

    private static RefusedException BadCursor() => new(Failure.Of(
        ProblemCodes.InvalidValue, "用上一页的 next", "take next of the page before", "cursor"));
}
