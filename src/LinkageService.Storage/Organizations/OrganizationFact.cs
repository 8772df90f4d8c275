namespace LinkageService.Storage.Organizations;

/// <summary>
/// What is stated of an organisation from a date on, until the date of the next fact of its kind. Facts are never changed: a correction
/// is a fact of the same date known later, and of two facts of one date the one known last counts.
/// </summary>
/// <param name="Kind">Which of the closed list of kinds, such as <c>charter</c>.</param>
/// <param name="ValidFrom">The first date it holds for, yyyy-MM-dd; of a kind that is stated by year, the last day of the year.</param>
/// <param name="KnownAt">When it became known, in microseconds.</param>
/// <param name="Present">1 for what is stated, 0 where nothing is stated for the date after all.</param>
/// <param name="Data">JSON; amounts are whole fen, the number of an account is encrypted. Empty where nothing is stated.</param>
/// <param name="Actor">Who said so.</param>
/// <param name="ChangeId">The change that brought it.</param>
public sealed record OrganizationFact(
    string Kind, string ValidFrom, long KnownAt, long Present, string Data, string Actor, string ChangeId)
{
    /// <summary>SHA-256 of the stored row.</summary>
    public byte[] Digest(string organization) => Tables.OrganizationFact.Digest(Values(organization));

    /// <summary>What the audit log calls the facts of a kind.</summary>
    public static string Subject(string organization, string kind) => $"fact/{organization}/{kind}";

    /// <summary>Its values in the order of the table.</summary>
    internal object?[] Values(string organization) => [organization, Kind, ValidFrom, KnownAt, Present, Data, Actor, ChangeId];
}
