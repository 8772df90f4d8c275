using System.Text.Json;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.StatementChecks;

namespace LinkageService.Features.StatementChecks;

/// <summary>
/// Checks that somebody kept: what was answered, sealed like an ID number, with who kept it, when, and the hash of the file. The sheet
/// itself is not kept.
/// </summary>
internal sealed class KeptStatementChecks(Database database, PrivateNumbers numbers, TimeProvider time)
{
    // No organisation is called that.
    internal const string Owner = "/statement-checks";

    private readonly PageValidator _page = new();

    /// <summary>Whether a caller may keep one, and of which organisation it is then.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="organization">The organisation that is stated; null takes the one of the caller.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException"><c>forbidden</c>, or <c>unknown_organization</c>.</exception>
    public async Task<string?> RequireAsync(Caller caller, string? organization, CancellationToken cancellation)
    {
        if (!caller.May(Permission.PrepareRuns))
        {
            throw new RefusedException(Gate.Forbidden(caller, Permission.PrepareRuns));
        }

        if (organization is not null)
        {
            await database.SnapshotAsync(
                session => OrganizationScope.RequireAsync(session, caller, organization, "organization"), cancellation);
        }

        return organization ?? caller.Organization;
    }

    /// <summary>Keeps the answer of a check.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="found">The answer.</param>
    /// <param name="organization">Whose sheet it is; null takes the organisation of the caller.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException"><c>forbidden</c>, or <c>unknown_organization</c>.</exception>
    public async Task<CheckedStatement> KeepAsync(
        Caller caller, CheckedStatement found, string? organization, CancellationToken cancellation)
    {
        var owner = await RequireAsync(caller, organization, cancellation);
        var json = JsonSerializer.Serialize(StoredStatementCheck.Of(found), StoredStatementChecks.Default.StoredStatementCheck);
        return await database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            var row = new StatementCheckRow(
                Guid.CreateVersion7(session.Change.At).ToString("N"), owner, found.FileName, found.FileDigest, found.Report.Households,
                found.Report.Faults, caller.Name, Moment.Of(session.Change.At), RemovedBy: null, RemovedAt: null);
            await StatementCheckStore.AddAsync(session, row, numbers.Encrypt(json, Owner, row.Id), DetailsOf(row));
            return found with { Kept = row };
        }, cancellation);
    }

    /// <summary>Those that the caller sees, the latest first.</summary>
    /// <exception cref="RefusedException">No such page.</exception>
    public Task<Page<StatementCheckRow>> ListAsync(Caller caller, PageRequest page, CancellationToken cancellation)
    {
        _page.Require(page);
        return database.SnapshotAsync(async session => Page<StatementCheckRow>.Of(
            await StatementCheckStore.ListAsync(session, caller.Organization, page.After, page.Limit + 1), page.Limit, row => row.Id),
            cancellation);
    }

    /// <summary>One, as it was answered.</summary>
    /// <exception cref="RefusedException"><c>unknown_statement_check</c>.</exception>
    public Task<CheckedStatement> GetAsync(Caller caller, string id, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
        {
            var row = await RequireAsync(session, caller, id);
            var json = numbers.Decrypt((await StatementCheckStore.ContentAsync(session, row.Id))!, Owner, row.Id);
            var stored = JsonSerializer.Deserialize(json, StoredStatementChecks.Default.StoredStatementCheck)!;
            return stored.Restore(row.FileName) with { FileDigest = row.FileDigest, Kept = row };
        }, cancellation);

    /// <summary>Takes one out: who kept it, when, and the hash of the file stay.</summary>
    /// <exception cref="RefusedException"><c>unknown_statement_check</c>.</exception>
    public Task<StatementCheckRow> RemoveAsync(Caller caller, string id, CancellationToken cancellation) =>
        database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            var before = await RequireAsync(session, caller, id);
            var after = before with { FileName = "", RemovedBy = caller.Name, RemovedAt = Moment.Of(session.Change.At) };
            await StatementCheckStore.RemoveAsync(session, before, after, DetailsOf(after));
            return after;
        }, cancellation);

    private static async Task<StatementCheckRow> RequireAsync(Session session, Caller caller, string id)
    {
        var row = await StatementCheckStore.FindAsync(session, id);
        var isSeen = row is not null && (caller.Organization is null
            || (row.OrganizationId is { } own && await OrganizationScope.SeesAsync(session, caller, own)));
        return isSeen ? row! : throw new RefusedException(Failure.Of(ProblemCodes.UnknownStatementCheck,
            $"没有保存过核对“{NumberProblems.Shorten(id)}”，或已经删去",
            $"no check \"{NumberProblems.Shorten(id)}\" was kept, or it was removed", "check"));
    }

    // The name of the file goes with the check when it is removed, and entries of the audit log stay.
    private static string DetailsOf(StatementCheckRow row) => JsonDetails.Of(
        ("file", DigestText.Of(row.FileDigest)), ("households", row.Households), ("faults", row.Faults));
}
