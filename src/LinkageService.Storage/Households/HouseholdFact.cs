using System.Security.Cryptography;

namespace LinkageService.Storage.Households;

/// <summary>
/// How a household stands from a date on, until the date of its next fact. Facts are never changed: a correction is a fact of
/// the same date known later, and of two facts of one date the one known last counts.
/// </summary>
/// <param name="HouseholdId">The member number.</param>
/// <param name="ValidFrom">The first date it holds for, yyyy-MM-dd.</param>
/// <param name="KnownAt">When it became known, in microseconds.</param>
/// <param name="Present">1 when the household is on the roster, 0 when it has left.</param>
/// <param name="Data">JSON: name, members, tags, holdings, account, persons; private numbers are encrypted inside.</param>
/// <param name="Actor">Who said so.</param>
/// <param name="ChangeId">The change that brought it.</param>
public sealed record HouseholdFact(
    string HouseholdId, string ValidFrom, long KnownAt, long Present, string Data, string Actor, string ChangeId)
{
    /// <summary>SHA-256 of the stored row.</summary>
    public byte[] Digest(string organization) => Tables.HouseholdFact.Digest(
        organization, HouseholdId, ValidFrom, KnownAt, Present, Data, Actor, ChangeId);

    /// <summary>What the audit log keeps of a change: the digest of its only fact, or SHA-256 over those of several.</summary>
    /// <param name="organization">Whose.</param>
    /// <param name="facts">Of one household, in the order of dates.</param>
    public static byte[] Digest(string organization, IReadOnlyList<HouseholdFact> facts) => facts.Count == 1
        ? facts[0].Digest(organization)
        : SHA256.HashData(facts.SelectMany(fact => fact.Digest(organization)).ToArray());
}
