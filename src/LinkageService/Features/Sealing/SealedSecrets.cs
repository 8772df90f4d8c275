using LinkageService.Features.StatementChecks;
using LinkageService.Features.Webhooks;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.StatementChecks;
using LinkageService.Storage.Webhooks;

namespace LinkageService.Features.Sealing;

/// <summary>What bodies of events are signed with.</summary>
internal sealed class SealedWebhooks(WebhookSecrets secrets) : SealedPlace
{
    /// <inheritdoc/>
    public override (string Zh, string En) Name => ("推送密钥", "secrets of webhooks");

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> NextAsync(Session session, string after, int limit) =>
        [.. (await WebhookStore.ListAsync(session)).Select(row => row.Id).Where(id => string.CompareOrdinal(id, after) > 0).Take(limit)];

    /// <inheritdoc/>
    public override async Task<Renewal> HoldAsync(WriteSession session, string id) => Of(await WebhookStore.HoldAsync(session, id));

    /// <inheritdoc/>
    public override async Task<Renewal> FindAsync(Session session, string id) => Of(await WebhookStore.FindAsync(session, id));

    private Renewal Of(WebhookRow? row)
    {
        var after = row is null ? null : row with { Secrets = secrets.Renewed(row) };
        return row == after ? Renewal.None
            : new Renewal(1, session => WebhookStore.SaveAsync(session, row, after!, Action, "{}"));
    }
}

/// <summary>Answers of checks that somebody kept.</summary>
internal sealed class SealedStatementChecks(PrivateNumbers numbers) : SealedPlace
{
    /// <inheritdoc/>
    public override (string Zh, string En) Name => ("保存的核对", "kept checks");

    /// <inheritdoc/>
    public override Task<IReadOnlyList<string>> NextAsync(Session session, string after, int limit) => session.ListAsync<string>(
        "SELECT id FROM statement_check WHERE removed_at IS NULL AND id > @after ORDER BY id LIMIT @limit", new { after, limit });

    /// <inheritdoc/>
    public override async Task<Renewal> HoldAsync(WriteSession session, string id) =>
        await OfAsync(session, await StatementCheckStore.HoldAsync(session, id));

    /// <inheritdoc/>
    public override async Task<Renewal> FindAsync(Session session, string id) =>
        await OfAsync(session, await StatementCheckStore.FindAsync(session, id));

    private async Task<Renewal> OfAsync(Session session, StatementCheckRow? row)
    {
        if (row?.Id is not { } id
            || await StatementCheckStore.ContentAsync(session, id) is not { } content || numbers.IsRenewed(content))
        {
            return Renewal.None;
        }

        var now = numbers.Renew(content, KeptStatementChecks.Owner, id);
        return new Renewal(1, writing => StatementCheckStore.SealAsync(writing, row, content, now, Action));
    }
}
