using LinkageService.Storage;

namespace LinkageService.Features.Households;

/// <summary>A roster: the same three values give the same roster for ever, because facts are only added.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="AsOf">The date, yyyy-MM-dd.</param>
/// <param name="KnownAt">Only facts known at this moment count; never later than the last fact, or it would change.</param>
public readonly record struct RosterKey(string Organization, string AsOf, long KnownAt);

/// <summary>Keeps who is on the rosters that are looked at, for all sessions together: some 50 bytes a household.</summary>
internal sealed class RosterIndexes(Database database)
{
    private const int MaxHouseholds = 400_000;

    private readonly ColumnCache<RosterKey, RosterIndex> _kept = new(MaxHouseholds, index => index.Count);

    /// <summary>Households kept now.</summary>
    public long Households => _kept.Households;

    /// <summary>Who is on a roster.</summary>
    public Task<RosterIndex> OfAsync(RosterKey key, CancellationToken cancellation) => _kept.GetAsync(
        key,
        () => database.SnapshotAsync(session => RosterIndex.ReadAsync(session, key.Organization, key.AsOf, key.KnownAt)),
        cancellation);
}
