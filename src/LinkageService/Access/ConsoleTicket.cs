namespace LinkageService.Access;

/// <summary>What a browser carries of who uses it: a name (Auth:Mode Local), or the id of a key that was shown once.</summary>
/// <param name="User">The name picked on this machine.</param>
/// <param name="KeyId">The id of the key; it is looked up at every act, so that a revoked one opens nothing.</param>
public sealed record ConsoleTicket(string? User, string? KeyId)
{
    /// <summary>Nobody picked a name or showed a key.</summary>
    public static ConsoleTicket None { get; } = new(null, null);
}
