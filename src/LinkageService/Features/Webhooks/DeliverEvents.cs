using System.Collections.Concurrent;
using LinkageService.Errors;
using LinkageService.Features.Events;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Webhooks;

namespace LinkageService.Features.Webhooks;

/// <summary>
/// Brings events to the addresses that want them, at least once, and of each organisation in their order: an event that is not taken keeps
/// those behind it waiting until it is, or until it is tried no more. Of several services on one database one delivers to an address.
/// </summary>
internal sealed class DeliverEvents(Database database, WebhookSender sender, TimeProvider time, ILogger<DeliverEvents> log)
    : BackgroundService
{
    private const int EventsAtOnce = 500;
    private const int DueAtOnce = 64;
    private const int SendsAtOnce = 8;

    // What waits beyond this stays in the audit log, where it is anyway.
    private const int MaxPending = 10_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    // An embedded database has one service: what a killed one held is its own again at once.
    private readonly string _holder = database.IsPostgres ? Guid.NewGuid().ToString("N") : "embedded";
    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Pause);
            do
            {
                await BeginAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }

        await Task.WhenAll(_running.Values);
    }

    private async Task BeginAsync(CancellationToken stopping)
    {
        try
        {
            foreach (var webhook in await database.ReadAsync(WebhookStore.ListAsync, stopping))
            {
                if (webhook.State == WebhookStates.Active && _running.GetValueOrDefault(webhook.Id) is null or { IsCompleted: true })
                {
                    _running[webhook.Id] = Task.Run(() => DeliverAsync(webhook.Id, stopping), CancellationToken.None);
                }
            }
        }
        catch (StorageUnavailableException exception)
        {
            log.StorageUnavailable(exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever it is, the service goes on, and so does the next round.
            log.DeliveryFailed(exception, "/v1/webhooks");
        }
    }

    private async Task DeliverAsync(string webhook, CancellationToken stopping)
    {
        try
        {
            if (await FindWorkAsync(webhook, stopping) is not null && await HoldAsync(webhook, stopping))
            {
                await DeliverHeldAsync(webhook, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops, or another one holds the address now.
        }
        catch (StorageUnavailableException exception)
        {
            log.StorageUnavailable(exception.Message);
        }
        catch (Exception exception)
        {
            log.DeliveryFailed(exception, webhook);
        }
    }

    private async Task DeliverHeldAsync(string webhook, CancellationToken stopping)
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var renewal = RenewAsync(webhook, held);
        try
        {
            while (await FindWorkAsync(webhook, held.Token) is { } work)
            {
                await DoAsync(work, held.Token);
            }
        }
        finally
        {
            await held.CancelAsync();
            await renewal;
            await NoteAsync(async session =>
            {
                await DeliveryStore.ForgetAsync(session, webhook, Moment.Of(time.GetUtcNow() - Kept));
                await DeliveryStore.ReleaseAsync(session, webhook, _holder);
            }, CancellationToken.None);
        }
    }

    // What there is to do; null for nothing.
    private Task<Work?> FindWorkAsync(string id, CancellationToken cancellation) => database.SnapshotAsync<Work?>(async session =>
    {
        if (await WebhookStore.FindAsync(session, id) is not { State: WebhookStates.Active } webhook
            || await DeliveryStore.CursorAsync(session, id) is not { } cursor)
        {
            return null;
        }

        var due = await DeliveryStore.DueAsync(session, id, Moment.Of(time.GetUtcNow()), DueAtOnce);
        if (await DeliveryStore.PendingAsync(session, id) >= MaxPending)
        {
            return due.Count == 0 ? null : new Work(webhook, cursor, new EventPage([], cursor, IsMore: false), due);
        }

        // Entries that nobody is told of are skipped a thousand at a time, so that they cost no write each.
        var types = webhook.Types.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var filter = new AuditFilter(Organization: null, Subject: null, webhook.OrganizationId);
        var page = await ListEvents.ReadAsync(session, filter, types, cursor, EventsAtOnce);
        return due.Count > 0 || page.Events.Count > 0 || page.Next - cursor > 1000 ? new Work(webhook, cursor, page, due) : null;
    }, cancellation);

    private async Task DoAsync(Work work, CancellationToken cancellation)
    {
        if (work.Page.Next > work.Cursor)
        {
            var now = Moment.Of(time.GetUtcNow());
            var rows = work.Page.Events.Select(each => new DeliveryRow(
                work.Webhook.Id, each.Seq, each.Part, each.Data.Organization ?? "", each.Type, DeliveryStates.Pending, Attempts: 0,
                NextAt: 0, Status: null, Error: "", now)).ToArray();
            await NoteAsync(
                session => DeliveryStore.AddAsync(session, work.Webhook.Id, work.Cursor, work.Page.Next, rows), cancellation);
        }

        await Parallel.ForEachAsync(
            work.Due, new ParallelOptions { MaxDegreeOfParallelism = SendsAtOnce, CancellationToken = cancellation },
            async (row, stop) => await TryAsync(work.Webhook, row, stop));
    }

    private async Task TryAsync(WebhookRow webhook, DeliveryRow row, CancellationToken cancellation)
    {
        var of = await database.SnapshotAsync(session => EventOfAsync(session, row), cancellation)
            ?? throw new InvalidOperationException($"The audit log has no event {row.Seq}/{row.Part}.");
        var outcome = await sender.SendAsync(webhook, of.Contract(), cancellation);
        var now = time.GetUtcNow();
        var pause = outcome.IsTaken ? null : DeliverySchedule.After(row.Attempts + 1, outcome.RetryAfter);
        var after = row with
        {
            State = outcome.IsTaken ? DeliveryStates.Delivered : pause is null ? DeliveryStates.Dead : DeliveryStates.Pending,
            Attempts = row.Attempts + 1, NextAt = pause is { } wait ? Moment.Of(now + wait) : row.NextAt, Status = outcome.Status,
            Error = outcome.Error, UpdatedAt = Moment.Of(now),
        };
        await NoteAsync(session => DeliveryStore.SaveAsync(session, row, after), cancellation);
        if (outcome.Error == DeliveryErrors.Gone)
        {
            await StopAsync(webhook.Id, now);
        }
    }

    /// <summary>The event of a delivery, read out of the audit log again; null where it is not there.</summary>
    public static async Task<ServiceEvent?> EventOfAsync(Session session, DeliveryRow row)
    {
        var entries = await AuditStore.ListAsync(session, new AuditFilter(null, null, Within: null), row.Seq - 1, limit: 1);
        return (await ListEvents.OfAsync(session, entries)).FirstOrDefault(each => each.Seq == row.Seq && each.Part == row.Part);
    }

    // 410 Gone: the receiver wants no more.
    private Task StopAsync(string id, DateTimeOffset now) => NoteAsync(async session =>
    {
        if (await WebhookStore.HoldAsync(session, id) is { State: WebhookStates.Active } before)
        {
            var after = before with { State = WebhookStates.Gone, Revision = before.Revision + 1, UpdatedAt = Moment.Of(now) };
            await WebhookStore.SaveAsync(session, before, after, "webhook.stop", KeptWebhooks.DetailsOf(after));
        }
    }, CancellationToken.None);

    private Task<bool> HoldAsync(string webhook, CancellationToken cancellation) => database.WriteAsync(
        Note(), session => DeliveryStore.TakeAsync(session, webhook, _holder, Hold), cancellation);

    private async Task RenewAsync(string webhook, CancellationTokenSource held)
    {
        try
        {
            do
            {
                await Task.Delay(Renewal, held.Token);
            }
            while (await HoldAsync(webhook, held.Token));
        }
        catch (OperationCanceledException)
        {
            // Done with the address.
        }
        catch (StorageUnavailableException)
        {
            // Whether it is still held cannot be found out.
        }

        await held.CancelAsync();
    }

    private Task NoteAsync(Func<WriteSession, Task> write, CancellationToken cancellation) => database.WriteAsync(
        Note(), async session =>
        {
            await write(session);
            return true;
        }, cancellation);

    private Change Note() => new("webhook", time.GetUtcNow()) { IsNote = true };

    private sealed record Work(WebhookRow Webhook, long Cursor, EventPage Page, IReadOnlyList<DeliveryRow> Due);
}
