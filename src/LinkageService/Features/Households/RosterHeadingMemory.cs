using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Households;

/// <summary>
/// What a heading of an organisation's rosters stands for, once somebody has said it: the next clerk, and the next file at any door, has
/// it too. What others of its county said counts where it said nothing itself and they agree, unless it does not share. A reading names
/// each heading that was understood so, and who said it.
/// </summary>
internal sealed class RosterHeadingMemory(Database database, TimeProvider time, RosterTableColumns columns)
{
    // What is longer is no heading, and no key of a table.
    private const int MaxCharacters = 200;

    /// <summary>The headings as an organisation has them.</summary>
    public async Task<RosterTableColumns> ColumnsAsync(string organization, CancellationToken cancellation)
    {
        var (own, others) = await database.ReadAsync(async session => (
            await RosterHeadingStore.AllAsync(session, organization), await OfCountyAsync(session, organization)), cancellation);
        if (own.Count + others.Count == 0)
        {
            return columns;
        }

        var known = own.ToDictionary(row => row.Heading, row => row.TakenFor, StringComparer.Ordinal);
        var sharedBy = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var heading in others.GroupBy(each => each.Heading, StringComparer.Ordinal))
        {
            // What they do not agree on, or what is known anyway, is left as it is.
            var first = heading.First();
            if (!known.ContainsKey(heading.Key) && heading.All(each => each.TakenFor == first.TakenFor)
                && columns.Find(heading.Key) is not { IsKept: true })
            {
                (known[heading.Key], sharedBy[heading.Key]) = (first.TakenFor, first.Name);
            }
        }

        return columns.With(known, sharedBy);
    }

    /// <summary>Whether what an organisation says of headings is shared with others of its county.</summary>
    /// <exception cref="Errors.RefusedException">The organisation is not there, or not the caller's.</exception>
    public Task<bool> IsSharedAsync(Caller caller, string organization, CancellationToken cancellation) =>
        database.ReadAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            return await RosterSharing.IsSharedAsync(session, organization);
        }, cancellation);

    /// <summary>Says whether it is, both ways.</summary>
    /// <exception cref="Errors.RefusedException">The organisation is not there, or not the caller's.</exception>
    public async Task ShareAsync(Caller caller, string organization, bool isShared, CancellationToken cancellation)
    {
        if (await IsSharedAsync(caller, organization, cancellation) != isShared)
        {
            await database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
            {
                await OrganizationScope.RequireAsync(session, caller, organization);
                await RosterSharing.ChooseAsync(session, organization, isShared);
                return true;
            }, cancellation);
        }
    }

    private static async Task<IReadOnlyList<SharedHeading>> OfCountyAsync(Session session, string organization) =>
        await OrganizationStore.FindAsync(session, organization) is { } row && await RosterSharing.IsSharedAsync(session, organization)
            ? await RosterSharing.OfCountyAsync(session, organization, row.Region)
            : [];

    /// <summary>Whether a column can be remembered: it has a heading, not too long, which no other column of its file has.</summary>
    public static bool MayRemember(IReadOnlyList<CheckedColumn> file, int place) =>
        file[place].Written.Length <= MaxCharacters && RosterTableColumns.KeyOf(file[place].Written) is { Length: > 0 } key
        && !key.Any(letter => char.IsControl(letter) || char.IsSurrogate(letter))
        && file.Count(column => RosterTableColumns.KeyOf(column.Written) == key) == 1;

    /// <summary>Remembers what a heading stands for; what it is known for anyway needs no memory.</summary>
    /// <param name="caller">Who says it.</param>
    /// <param name="organization">Of whose rosters.</param>
    /// <param name="heading">As it is written.</param>
    /// <param name="column">What it stands for; null forgets what was said.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="isByPerson">Whether it is said of a table with a row for each person.</param>
    /// <exception cref="Errors.RefusedException">The organisation is not there, or not the caller's.</exception>
    public async Task RememberAsync(
        Caller caller, string organization, string heading, RosterColumn? column, CancellationToken cancellation, bool isByPerson = false)
    {
        // In a table of persons it is worth saying too that a quantity is the whole household's.
        var isKnownAnyway = column == columns.Find(heading) && !(isByPerson && column is { Field: RosterField.Holding });
        var takenFor = column is null || isKnownAnyway ? "" : column.OurHeading;
        var row = new RosterHeadingRow(organization, RosterTableColumns.KeyOf(heading), takenFor);
        var isKnown = await database.ReadAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            var before = (await RosterHeadingStore.AllAsync(session, organization)).FirstOrDefault(each => each.Heading == row.Heading);
            return (before?.TakenFor ?? "") == takenFor;
        }, cancellation);
        if (isKnown)
        {
            return;
        }

        await database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            await RosterHeadingStore.PutAsync(
                session, row, JsonDetails.Of(("heading", heading.Trim()), ("takenFor", takenFor.Length == 0 ? null : takenFor)));
            return true;
        }, cancellation);
    }
}
