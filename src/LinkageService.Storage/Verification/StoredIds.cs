namespace LinkageService.Storage.Verification;

/// <summary>What there is to be verified.</summary>
public static class StoredIds
{
    /// <summary>The runs of a kind, in the order they were made.</summary>
    public static Task<IReadOnlyList<string>> RunsAsync(Session session, string kind) =>
        session.ListAsync<string>("SELECT id FROM run WHERE kind = @kind ORDER BY id", new { kind });
}
