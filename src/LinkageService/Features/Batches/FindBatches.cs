using System.Globalization;
using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Batches;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Batches;

/// <summary>A batch and how far it is.</summary>
/// <param name="Row">It.</param>
/// <param name="Figures">What came of it so far.</param>
/// <param name="Causes">Why organisations failed.</param>
/// <param name="Now">When that was, in microseconds.</param>
internal sealed record BatchProgress(BatchRow Row, BatchFigures Figures, IReadOnlyList<BatchCauseRow> Causes, long Now)
{
    /// <summary>The latest act on its runs; null for none.</summary>
    public BatchActProgress? Act { get; init; }

    /// <summary>Whether nothing more comes of it by itself.</summary>
    public bool IsOver => Row.State is BatchStates.Finished or BatchStates.Cancelled && Act is not { Row.IsUnderWay: true };

    private const long Minute = 60_000_000;

    /// <summary>Organisations a minute: of the last while as long as it runs, over all of it afterwards.</summary>
    public long PerMinute
    {
        get
        {
            var tried = Figures.Done + Figures.Failed;
            return Row.State switch
            {
                BatchStates.Running => Figures.Recent * Minute / Math.Max(Now - Math.Max(Figures.RecentFrom, Row.CreatedAt), 1_000_000),
                _ => tried * Minute / Math.Max(Figures.LastAt - Row.CreatedAt, 1_000),
            };
        }
    }

    /// <summary>Seconds until it is finished, at that pace; null while none is known.</summary>
    public long? SecondsLeft => Row.State != BatchStates.Running ? null
        : Figures.Waiting == 0 ? 0
        : PerMinute == 0 ? null : ((Figures.Waiting * 60) + PerMinute - 1) / PerMinute;
}

/// <summary>An act on the runs of a batch and how far it is.</summary>
/// <param name="Row">It.</param>
/// <param name="Figures">What came of it so far.</param>
/// <param name="Causes">Why runs cannot be done, or could not.</param>
/// <param name="Now">When that was, in microseconds.</param>
internal sealed record BatchActProgress(BatchActRow Row, BatchActFigures Figures, IReadOnlyList<BatchCauseRow> Causes, long Now)
{
    private const long Second = 1_000_000;

    /// <summary>How many are to be looked at, or to be done.</summary>
    public long Left => Row.State switch
    {
        BatchActStates.Checking => Figures.Waiting,
        BatchActStates.Running => Figures.Ready,
        BatchActStates.Checked or BatchActStates.Finished or BatchActStates.Cancelled => 0,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Seconds until that is done, at the pace so far; null while none is known, or nothing is under way.</summary>
    public long? SecondsLeft
    {
        get
        {
            var (begun, tried) = Row.State == BatchActStates.Running
                ? (Row.ConfirmedAt, Figures.Done + Figures.Failed)
                : (Row.CreatedAt, Figures.Ready + Figures.Blocked);
            return !Row.IsUnderWay || tried == 0 ? null : ((Left * Math.Max(Now - begun, 1)) + (tried * Second) - 1) / (tried * Second);
        }
    }
}

/// <summary>Reads batches: those of the caller's organisation and of those below it. Others answer as if they were not there.</summary>
internal sealed class FindBatches(Database database, TimeProvider time)
{
    private static readonly TimeSpan While = TimeSpan.FromSeconds(15);

    private readonly PageValidator _page = new();
    private readonly ListBatchOrganizationsValidator _list = new();

    /// <summary>One batch.</summary>
    /// <exception cref="RefusedException"><c>unknown_batch</c>.</exception>
    public Task<BatchProgress> GetAsync(Caller caller, string id, CancellationToken cancellation) =>
        database.SnapshotAsync(async session => await ProgressAsync(session, await RequireAsync(session, caller, id)), cancellation);

    /// <summary>Batches, the latest first.</summary>
    public Task<Page<BatchRow>> ListAsync(Caller caller, PageRequest page, CancellationToken cancellation)
    {
        _page.Require(page);
        return database.ReadAsync(async session =>
        {
            var rows = await BatchStore.ListAsync(session, caller.Organization, page.After, page.Limit + 1);
            return Page<BatchRow>.Of(rows, page.Limit, each => each.Id);
        }, cancellation);
    }

    /// <summary>The organisations of a batch, in its order.</summary>
    /// <exception cref="RefusedException"><c>unknown_batch</c>, or no such cursor.</exception>
    public Task<Page<BatchOrganizationRow>> OrganizationsAsync(
        Caller caller, ListBatchOrganizationsRequest request, CancellationToken cancellation)
    {
        _list.Require(request);
        var after = request.Page.After.Length == 0 ? -1
            : long.TryParse(request.Page.After, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place
            : throw new RefusedException(Failure.Of(
                ProblemCodes.InvalidValue, "用上一页的 next", "take next of the page before", "cursor"));
        return database.SnapshotAsync(async session =>
        {
            var batch = await RequireAsync(session, caller, request.Batch);
            var act = await BatchActStore.LatestAsync(session, batch.Id);
            var rows = await BatchStore.OrganizationsAsync(
                session, batch, new BatchOrganizationFilter(request.State, request.RunState, request.ActState, act?.Id), after,
                request.Page.Limit + 1);
            return Page<BatchOrganizationRow>.Of(
                rows, request.Page.Limit, each => each.Place.ToString(CultureInfo.InvariantCulture));
        }, cancellation);
    }

    /// <summary>How far a batch is.</summary>
    /// <param name="session">A snapshot.</param>
    /// <param name="row">The batch.</param>
    private async Task<BatchProgress> ProgressAsync(Session session, BatchRow row)
    {
        var now = time.GetUtcNow();
        var figures = await BatchStore.FiguresAsync(session, row, Moment.Of(now - While));
        var causes = figures.Failed == 0 ? [] : await BatchStore.CausesAsync(session, row);
        var act = await BatchActStore.LatestAsync(session, row.Id);
        return new BatchProgress(row, figures, causes, Moment.Of(now))
        {
            Act = act is null ? null : new BatchActProgress(
                act, await BatchActStore.FiguresAsync(session, act), await BatchActStore.CausesAsync(session, act), Moment.Of(now)),
        };
    }

    /// <summary>The batch, when the caller may see it.</summary>
    /// <exception cref="RefusedException"><c>unknown_batch</c>.</exception>
    public static async Task<BatchRow> RequireAsync(Session session, Caller caller, string id) =>
        await BatchStore.FindAsync(session, id) is { } row && await SeesAsync(session, caller, row) ? row : throw Unknown(id);

    /// <summary>Whether the caller sees a batch.</summary>
    public static async Task<bool> SeesAsync(Session session, Caller caller, BatchRow row) => caller.Organization is null
        || (row.OrganizationId is { } own && await OrganizationStore.IsWithinAsync(session, own, caller.Organization));

    /// <summary>There is none, or it is not the caller's.</summary>
    public static RefusedException Unknown(string id) => new(Failure.Of(ProblemCodes.UnknownBatch,
        $"没有批次“{NumberProblems.Shorten(id)}”", $"there is no batch \"{NumberProblems.Shorten(id)}\"", "batch"));
}
