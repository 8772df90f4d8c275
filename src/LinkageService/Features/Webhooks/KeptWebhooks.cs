using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Webhooks;

namespace LinkageService.Features.Webhooks;

/// <summary>An address, and its secret where it was made just now.</summary>
/// <param name="Row">The address.</param>
/// <param name="Secret">Shown this once; null otherwise.</param>
internal sealed record KeptWebhook(WebhookRow Row, string? Secret = null)
{
    /// <summary>What did not arrive; null where nobody looked.</summary>
    public FailingDeliveries? Failing { get; init; }
}

/// <summary>The addresses that are told of events: lists them, makes, changes and removes them, gives them new secrets.</summary>
internal sealed class KeptWebhooks(Database database, WebhookSecrets secrets, Settings settings, TimeProvider time)
{
    /// <summary>Addresses of one service.</summary>
    public const int Max = 100;

    private readonly WebhookDraftValidator _draft = new();
    private readonly RotateSecretValidator _rotate = new();

    /// <summary>All that the caller sees, the oldest first.</summary>
    public Task<IReadOnlyList<KeptWebhook>> ListAsync(Caller caller, CancellationToken cancellation) =>
        database.SnapshotAsync<IReadOnlyList<KeptWebhook>>(async session =>
        {
            var seen = new List<KeptWebhook>();
            var failing = await DeliveryStore.FailingAsync(session);
            foreach (var row in await WebhookStore.ListAsync(session))
            {
                if (await SeesAsync(session, caller, row))
                {
                    seen.Add(new KeptWebhook(row)
                    {
                        Failing = failing.GetValueOrDefault(row.Id) ?? new FailingDeliveries(row.Id, Retrying: 0, Dead: 0),
                    });
                }
            }

            return seen;
        }, cancellation);

    /// <summary>The one of an id.</summary>
    /// <exception cref="RefusedException"><c>unknown_webhook</c>.</exception>
    public Task<KeptWebhook> GetAsync(Caller caller, string id, CancellationToken cancellation) =>
        database.SnapshotAsync(async session => new KeptWebhook(await RequireAsync(session, caller, id)), cancellation);

    /// <summary>Makes one, with its first secret: it is told of what happens from now on.</summary>
    /// <exception cref="RefusedException">It cannot be made so.</exception>
    public Task<KeptWebhook> CreateAsync(Caller caller, WebhookDraft draft, CancellationToken cancellation)
    {
        Require(draft);
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var (shown, stored) = secrets.New(id);
        return database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            if ((await WebhookStore.ListAsync(session)).Count >= Max)
            {
                throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                    $"最多 {Max} 个推送地址，请先删去不用的", $"there are at most {Max} webhooks: remove one first", "url"));
            }

            var now = Moment.Of(session.Change.At);
            var row = new WebhookRow(
                id, await OrganizationOfAsync(session, caller, draft), draft.Url!, TypesOf(draft), stored,
                draft.State ?? WebhookStates.Active, Revision: 1, caller.Name, now, now);
            await WebhookStore.SaveAsync(session, before: null, row, "webhook.create", DetailsOf(row));
            return new KeptWebhook(row, shown);
        }, cancellation);
    }

    /// <summary>Changes all that is said of one.</summary>
    /// <exception cref="RefusedException"><c>unknown_webhook</c>, or it cannot be so.</exception>
    public Task<KeptWebhook> ChangeAsync(Caller caller, string id, WebhookDraft draft, CancellationToken cancellation)
    {
        Require(draft);
        return database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            var before = await HoldAsync(session, caller, id);
            EntityTag.Check(draft.IfMatch, before.Revision);
            var after = Next(session, before) with
            {
                OrganizationId = await OrganizationOfAsync(session, caller, draft), Url = draft.Url!, Types = TypesOf(draft),
                State = draft.State ?? WebhookStates.Active,
            };
            await WebhookStore.SaveAsync(session, before, after, "webhook.change", DetailsOf(after));
            return new KeptWebhook(after);
        }, cancellation);
    }

    /// <summary>Removes one, with what was on its way to it.</summary>
    /// <exception cref="RefusedException"><c>unknown_webhook</c>.</exception>
    public Task<KeptWebhook> RemoveAsync(Caller caller, string id, string? ifMatch, CancellationToken cancellation) =>
        database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            var before = await HoldAsync(session, caller, id);
            EntityTag.Check(ifMatch, before.Revision);
            var after = Next(session, before) with { State = WebhookStates.Removed, Secrets = "" };
            await WebhookStore.SaveAsync(session, before, after, "webhook.remove", DetailsOf(after));
            return new KeptWebhook(after);
        }, cancellation);

    /// <summary>Gives one a new secret; those before sign on beside it for a while.</summary>
    /// <exception cref="RefusedException"><c>unknown_webhook</c>.</exception>
    public Task<KeptWebhook> RotateAsync(Caller caller, RotateSecretRequest request, CancellationToken cancellation)
    {
        _rotate.Require(request);
        return database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            var before = await HoldAsync(session, caller, request.Webhook);
            var (shown, stored) = secrets.New(before.Id);
            var until = Moment.Of(session.Change.At.AddHours(request.KeepHours));
            var after = Next(session, before) with
            {
                Secrets = WebhookSecrets.Added(before.Secrets, stored, Moment.Of(session.Change.At), until),
            };
            await WebhookStore.SaveAsync(session, before, after, "webhook.rotate", DetailsOf(after));
            return new KeptWebhook(after, shown);
        }, cancellation);
    }

    /// <summary>What the audit log is told: not the whole address, which may hold a word that opens it.</summary>
    public static string DetailsOf(WebhookRow row) => JsonDetails.Of(("host", new Uri(row.Url).Host), ("state", row.State));

    /// <summary>The one of an id, when the caller may see it.</summary>
    /// <exception cref="RefusedException"><c>unknown_webhook</c>.</exception>
    public static async Task<WebhookRow> RequireAsync(Session session, Caller caller, string id) =>
        await WebhookStore.FindAsync(session, id) is { } row && await SeesAsync(session, caller, row) ? row : throw Unknown(id);

    /// <summary>There is none, or it is not the caller's.</summary>
    public static RefusedException Unknown(string id) => new(Failure.Of(ProblemCodes.UnknownWebhook,
        $"没有推送地址“{NumberProblems.Shorten(id)}”", $"there is no webhook \"{NumberProblems.Shorten(id)}\"", "webhook"));

    private static async Task<WebhookRow> HoldAsync(WriteSession session, Caller caller, string id) =>
        await WebhookStore.HoldAsync(session, id) is { } row && await SeesAsync(session, caller, row) ? row : throw Unknown(id);

    private static async Task<bool> SeesAsync(Session session, Caller caller, WebhookRow row) => caller.Organization is null
        || (row.OrganizationId is { } own && await OrganizationStore.IsWithinAsync(session, own, caller.Organization));

    private static WebhookRow Next(WriteSession session, WebhookRow before) =>
        before with { Revision = before.Revision + 1, UpdatedAt = Moment.Of(session.Change.At) };

    private static string TypesOf(WebhookDraft draft) => string.Join('\n', (draft.Types ?? []).Distinct(StringComparer.Ordinal));

    private static async Task<string?> OrganizationOfAsync(Session session, Caller caller, WebhookDraft draft)
    {
        if (draft.Organization is { } stated)
        {
            await OrganizationScope.RequireAsync(session, caller, stated, "organization");
        }

        return draft.Organization ?? caller.Organization;
    }

    private void Require(WebhookDraft draft)
    {
        _draft.Require(draft);
        if (!Uri.TryCreate(draft.Url, UriKind.Absolute, out var url) || url.UserInfo.Length > 0 || url.Fragment.Length > 0
            || url.Host.Length == 0)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                "写作 https://主机/路径，不带用户名和 #", "it is written https://host/path, without a user name or #", "url"));
        }

        var isPlain = url.Scheme == Uri.UriSchemeHttp;
        if ((isPlain && !settings.WebhookHosts.MayBePlain(url.Host))
            || (AllowedHosts.AddressOf(url.Host) is { } address && !settings.WebhookHosts.MayConnect(url.Host, address, isPlain)))
        {
            throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                $"{url.Host} 要用 https 和公网地址；内网或 http 的地址要由运营方写进设置 Webhooks:AllowedHosts",
                $"{url.Host} takes https and an address of the public Internet; addresses inside, and http, are those that the operator "
                + "names in the setting Webhooks:AllowedHosts", "url"));
        }
    }
}
