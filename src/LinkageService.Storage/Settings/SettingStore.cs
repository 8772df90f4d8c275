namespace LinkageService.Storage.Settings;

/// <summary>What the service notes about itself, by name.</summary>
public static class SettingStore
{
    private const string FindSql = "SELECT content FROM setting WHERE name = @name";

    /// <summary>What is noted, or null.</summary>
    public static Task<string?> FindAsync(Session session, string name) => session.FirstAsync<string?>(FindSql, new { name });

    /// <summary>What is noted, held until the end of the change; null where nothing is.</summary>
    public static Task<string?> HoldAsync(WriteSession session, string name) =>
        session.FirstAsync<string?>(FindSql + session.ForUpdate, new { name });

    /// <summary>Notes it, unless something is noted already.</summary>
    /// <returns>1 when it was noted, else 0.</returns>
    public static Task<int> AddAsync(WriteSession session, string name, string content) =>
        session.InsertNewAsync(Tables.Setting, name, content);

    /// <summary>Notes it, in place of what was noted.</summary>
    public static Task SetAsync(WriteSession session, string name, string content) =>
        session.UpsertAsync(Tables.Setting, name, content);
}
