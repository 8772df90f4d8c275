using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Audit;

namespace LinkageService.Features.Audit;

/// <summary>The end of the audit log, now or at the end of a day.</summary>
/// <param name="Last">Its last entry; null while there is none.</param>
/// <param name="Tree">The root over all entries up to it.</param>
internal sealed record FoundAuditHead(AuditHeadEntry? Last, AuditTreeHead Tree);

/// <summary>That an entry is under a root.</summary>
/// <param name="Page">The entry: the organisation's last.</param>
/// <param name="Tree">The root, and the way of the entry to it.</param>
internal sealed record FoundAuditProof(AuditPage Page, AuditTreeHead Tree)
{
    /// <summary>The organisation's last entry by then.</summary>
    public AuditEntry Entry => Page.Entries[0];
}

/// <summary>
/// Finds what is worth keeping of the audit log elsewhere: the root over all its entries, for whoever watches over all, and the way of an
/// organisation's last entry to that root, for whoever watches over one.
/// </summary>
internal sealed class FindAuditHead(Database database, AuditTree log)
{
    /// <summary>The head.</summary>
    /// <param name="on">At the end of which day, in China; null for now.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<FoundAuditHead> HandleAsync(DateOnly? on, CancellationToken cancellation) => database.SnapshotAsync(async session =>
    {
        var tree = await log.HeadAsync(session, await log.SizeAsync(session, EndOf(on)));
        var last = await AuditStore.LatestAsync(session, new AuditFilter(null, null, null), tree.Size + 1, 1);
        return new FoundAuditHead(last is [var entry] ? new AuditHeadEntry(entry.Seq, entry.Hash, entry.At) : null, tree);
    }, cancellation);

    /// <summary>The way of an organisation's last entry.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="organization">Whose.</param>
    /// <param name="on">At the end of which day, in China; null for now.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException"><c>unknown_organization</c>; <c>no_proof</c> where it had no entry yet.</exception>
    public Task<FoundAuditProof> ProofAsync(Caller caller, string organization, DateOnly? on, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            var size = await log.SizeAsync(session, EndOf(on));
            var entries = await AuditStore.LatestAsync(session, new AuditFilter(organization, null, null), size + 1, 1);
            return entries is [var last]
                ? new FoundAuditProof(
                    new AuditPage(entries, Next: null) { Sentences = await AuditSentences.OfAsync(session, entries) },
                    await log.HeadAsync(session, size, last.Seq))
                : throw new RefusedException(Failure.Of(ProblemCodes.NoProof,
                    "到那一天为止，审计记录里还没有这个组织", "the audit log had no entry of the organisation by that day", "on"));
        }, cancellation);

    private static long? EndOf(DateOnly? day) =>
        day is { } on && on < DateOnly.MaxValue ? Moment.Of(Dates.InChina(on.AddDays(1), TimeOnly.MinValue)) : null;
}
