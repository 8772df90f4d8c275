using LinkageService.Storage.Households;

namespace LinkageService.Storage.Verification;

/// <summary>
/// What the audit log says of facts that were rewritten since the change that brought them: each entry goes on from the one before, the
/// first from that of the change.
/// </summary>
internal sealed class RewrittenDigests
{
    private const string Sql = $"""
        SELECT subject, before_digest, after_digest FROM audit WHERE subject LIKE '{RewrittenFacts.Prefix}%' ORDER BY seq
        """;

    private readonly Dictionary<string, (byte[] First, byte[] Last, bool IsWhole)> _known = new(StringComparer.Ordinal);

    /// <summary>Reads them all: one for each change and renewal or erasure.</summary>
    public static async Task<RewrittenDigests> ReadAsync(Session session)
    {
        var read = new RewrittenDigests();
        await foreach (var row in session.RowsAsync(Sql))
        {
            // An entry with another type of value is found by the walk over the chain.
            if (row is [string subject, byte[] before, byte[] after])
            {
                read._known[subject] = read._known.TryGetValue(subject, out var known)
                    ? (known.First, after, known.IsWhole && known.Last.AsSpan().SequenceEqual(before))
                    : (before, after, true);
            }
        }

        return read;
    }

    /// <summary>What the facts of a change digest to now.</summary>
    /// <param name="change">The change that brought them.</param>
    /// <param name="subject">What its entry is about; null where there is none.</param>
    /// <param name="after">The digest of its entry.</param>
    /// <param name="findings">Takes entries that do not go on from one another.</param>
    public byte[]? Last(string change, string? subject, byte[]? after, FindingList findings)
    {
        var name = subject is null ? "" : RewrittenFacts.SubjectOf(change, subject);
        if (!_known.TryGetValue(name, out var known))
        {
            return after;
        }

        if (!known.IsWhole || after is null || !known.First.AsSpan().SequenceEqual(after))
        {
            findings.Add(name, "改写的记录与改写前的对不上", "what was rewritten is not what was there before");
            _known.Remove(name);
        }

        return known.Last;
    }
}
