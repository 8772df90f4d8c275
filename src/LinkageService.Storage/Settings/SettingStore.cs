namespace LinkageService.Storage.Settings;

/// <summary>What the service notes about itself, by name.</summary>
public static class SettingStore
{
    /// <summary>What is noted, or null.</summary>
    public static Task<string?> FindAsync(Session session, string name) =>
        session.FirstAsync<string?>("SELECT content FROM setting WHERE name = @name", new { name });

    /// <summary>Notes it, unless something is noted already.</summary>
    /// <returns>1 when it was noted, else 0.</returns>
    public static Task<int> AddAsync(WriteSession session, string name, string content) =>
        session.InsertNewAsync(Tables.Setting, name, content);
}
