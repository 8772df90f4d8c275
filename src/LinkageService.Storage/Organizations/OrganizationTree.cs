namespace LinkageService.Storage.Organizations;

/// <summary>Who is above whom.</summary>
public static class OrganizationTree
{
    // Any number that no other lock of this database has.
    private const long PostgresLock = 0x4C69_6E6B_6167_6532;

    /// <summary>Lets no other change of parents happen until the end of this one, so that two cannot close a circle together.</summary>
    public static async Task HoldAsync(WriteSession session)
    {
        if (session.IsPostgres)
        {
            await session.FirstAsync<long>("SELECT 1::BIGINT FROM pg_advisory_xact_lock(@PostgresLock)", new { PostgresLock });
        }
    }

    /// <summary>
    /// Whether an organisation may stand below a parent: the parent is not below it, and no branch gets more than
    /// <see cref="OrganizationStore.MaxDepth"/> levels.
    /// </summary>
    public static async Task<bool> MayStandBelowAsync(WriteSession session, string id, string parent)
    {
        if (await OrganizationStore.IsWithinAsync(session, parent, id))
        {
            return false;
        }

        return await LevelsAboveAsync(session, parent) + await LevelsBelowAsync(session, id) <= OrganizationStore.MaxDepth;
    }

    // The organisation itself is counted.
    private static async Task<long> LevelsAboveAsync(Session session, string id) => await session.FirstAsync<long>(
        """
        WITH RECURSIVE above (id, parent, level) AS (
            SELECT id, parent, 1 FROM organization WHERE id = @id
            UNION ALL
            SELECT organization.id, organization.parent, above.level + 1
            FROM organization JOIN above ON organization.id = above.parent WHERE above.level <= @MaxDepth)
        SELECT CAST(COALESCE(MAX(level), 0) AS BIGINT) FROM above
        """,
        new { id, OrganizationStore.MaxDepth });

    // One that is about to be made counts too.
    private static async Task<long> LevelsBelowAsync(Session session, string id) => await session.FirstAsync<long>(
        """
        WITH RECURSIVE below (id, level) AS (
            SELECT id, 1 FROM organization WHERE id = @id
            UNION ALL
            SELECT organization.id, below.level + 1
            FROM organization JOIN below ON organization.parent = below.id WHERE below.level <= @MaxDepth)
        SELECT CAST(COALESCE(MAX(level), 1) AS BIGINT) FROM below
        """,
        new { id, OrganizationStore.MaxDepth });

    /// <summary>Organisations by id: an organisation with all below it, or all there are.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="root">The organisation with those below it; null for all.</param>
    /// <param name="after">Only ids after this one; empty for the first.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="search">Only those with this in their name, id or region; null for all.</param>
    public static Task<IReadOnlyList<OrganizationRow>> PageAsync(
        Session session, string? root, string after, int limit, string? search = null, long? updatedSince = null)
    {
        // % and _ stand for themselves.
        var like = search is null ? null : "%" + search.ToLowerInvariant().Replace("!", "!!", StringComparison.Ordinal)
            .Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal) + "%";
        var found = search is null ? ""
            : "AND (LOWER(name) LIKE @like ESCAPE '!' OR id LIKE @like ESCAPE '!' OR region LIKE @like ESCAPE '!')";
        found += updatedSince is null ? ""
            : " AND EXISTS (SELECT 1 FROM audit WHERE subject = 'organization/' || organization.id AND at >= @updatedSince)";
        return session.ListAsync<OrganizationRow>(
            root is null
                ? $"SELECT {OrganizationStore.Columns} FROM organization WHERE id > @after {found} ORDER BY id LIMIT @limit"
                : $"""
                   WITH RECURSIVE below (below_id, level) AS (
                       SELECT id, 1 FROM organization WHERE id = @root
                       UNION ALL
                       SELECT organization.id, below.level + 1
                       FROM organization JOIN below ON organization.parent = below.below_id WHERE below.level <= @MaxDepth)
                   SELECT {OrganizationStore.Columns} FROM organization JOIN below ON below_id = id
                   WHERE id > @after {found} ORDER BY id LIMIT @limit
                   """,
            new { root, after, limit, like, updatedSince, OrganizationStore.MaxDepth });
    }

    /// <summary>The organisations right below one, by id.</summary>
    public static Task<IReadOnlyList<OrganizationRow>> BelowAsync(Session session, string parent, int limit) =>
        session.ListAsync<OrganizationRow>(
            $"SELECT {OrganizationStore.Columns} FROM organization WHERE parent = @parent ORDER BY id LIMIT @limit",
            new { parent, limit });
}
