using System.Security.Cryptography;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Organizations;

namespace LinkageService.Storage.Households;

/// <summary>
/// Facts are never changed, but for two things: numbers in them are sealed with a newer key, and what identifies a person is taken out.
/// The audit log then says of each change that brought such facts what its facts digest to from now on: the entry is about
/// <c>rewritten/</c>, the change, and the subject of the change's own entry. Verification takes the last of them.
/// </summary>
public static class RewrittenFacts
{
    /// <summary>What the audit log calls them begins with this.</summary>
    public const string Prefix = "rewritten/";

    private const string ImportPrefix = "import/";

    private const string UpdateSql = """
        UPDATE household_fact SET data = @data
        WHERE organization_id = @organization_id AND household_id = @household_id AND valid_from = @valid_from AND known_at = @known_at
        """;

    private const string UpdateOrganizationSql = """
        UPDATE organization_fact SET data = @data
        WHERE organization_id = @organization_id AND kind = @kind AND valid_from = @valid_from AND known_at = @known_at
        """;

    private static readonly string[] UpdateColumns = ["data", "organization_id", "household_id", "valid_from", "known_at"];
    private static readonly string[] UpdateOrganizationColumns = ["data", "organization_id", "kind", "valid_from", "known_at"];

    /// <summary>What the audit log calls the rewritten facts of a change.</summary>
    public static string SubjectOf(string change, string subject) => $"{Prefix}{change}/{subject}";

    /// <summary>Every fact about households of an organisation, by household, date and when it became known.</summary>
    public static Task<IReadOnlyList<HouseholdFact>> AllAsync(Session session, string organization) => session.ListAsync<HouseholdFact>(
        $"""
         SELECT {HouseholdStore.Columns} FROM household_fact WHERE organization_id = @organization
         ORDER BY household_id, valid_from, known_at
         """,
        new { organization });

    /// <summary>Writes facts anew, and tells the audit log of each change that brought any of them.</summary>
    /// <param name="session">The change; it holds the organisation.</param>
    /// <param name="organization">Id of the organisation whose facts they are.</param>
    /// <param name="before">Every fact of the organisation, from <see cref="AllAsync"/>.</param>
    /// <param name="after">The same, in the same order; only the data differs.</param>
    /// <param name="action">As the audit log calls it.</param>
    public static async Task WriteAsync(
        WriteSession session, string organization, IReadOnlyList<HouseholdFact> before, IReadOnlyList<HouseholdFact> after, string action)
    {
        var changes = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < before.Count; at++)
        {
            var fact = after[at];
            if (!string.Equals(before[at].Data, fact.Data, StringComparison.Ordinal))
            {
                changes.Add(fact.ChangeId);
                await session.ExecutePreparedAsync(
                    UpdateSql, UpdateColumns, fact.Data, organization, fact.HouseholdId, fact.ValidFrom, fact.KnownAt);
            }
        }

        var imports = (await session.ListAsync<string>(
            $"""
             SELECT DISTINCT change_id FROM audit
             WHERE organization_id = @organization AND subject = '{ImportPrefix}' || change_id AND after_digest IS NOT NULL
             """,
            new { organization })).ToHashSet(StringComparer.Ordinal);
        var groups = Enumerable.Range(0, before.Count).Where(at => changes.Contains(before[at].ChangeId))
            .GroupBy(at => (Change: before[at].ChangeId, Household: imports.Contains(before[at].ChangeId) ? null : before[at].HouseholdId));
        foreach (var group in groups)
        {
            var (was, now) = (group.Select(at => before[at]).ToArray(), group.Select(at => after[at]).ToArray());
            if (was.SequenceEqual(now))
            {
                continue;
            }

            var subject = group.Key.Household is { } household
                ? $"household/{organization}/{household}"
                : ImportPrefix + group.Key.Change;
            byte[] DigestOf(HouseholdFact[] facts) => group.Key.Household is null
                ? SHA256.HashData(facts.SelectMany(fact => fact.Digest(organization)).ToArray())
                : HouseholdFact.Digest(organization, facts);
            session.Audit(new AuditDraft(action, SubjectOf(group.Key.Change, subject), organization)
            {
                Before = DigestOf(was), After = DigestOf(now),
            });
        }
    }

    /// <summary>Writes a fact about an organisation anew, and tells the audit log.</summary>
    /// <param name="session">The change; it holds the organisation.</param>
    /// <param name="organization">Id of the organisation whose facts they are.</param>
    /// <param name="before">As it stands.</param>
    /// <param name="after">The same; only the data differs.</param>
    /// <param name="action">As the audit log calls it.</param>
    public static async Task WriteAsync(
        WriteSession session, string organization, OrganizationFact before, OrganizationFact after, string action)
    {
        await session.ExecutePreparedAsync(UpdateOrganizationSql, UpdateOrganizationColumns, after.Data, organization, after.Kind,
            after.ValidFrom, after.KnownAt);
        session.Audit(new AuditDraft(
            action, SubjectOf(after.ChangeId, OrganizationFact.Subject(organization, after.Kind)), organization)
        {
            Before = before.Digest(organization), After = after.Digest(organization),
        });
    }
}
