using LinkageService.Storage;

namespace LinkageService.Features.Sealing;

/// <summary>
/// Where sealed numbers are stored: the one list of it. Each place is walked by id; what belongs to an id is renewed in one change, so that
/// texts that are compared with one another are renewed together.
/// </summary>
internal abstract class SealedPlace
{
    /// <summary>What the audit log calls a renewal.</summary>
    public const string Action = "key_file.renew";

    /// <summary>Its name in what people read.</summary>
    public abstract (string Zh, string En) Name { get; }

    /// <summary>The next ids after one, in order.</summary>
    public abstract Task<IReadOnlyList<string>> NextAsync(Session session, string after, int limit);

    /// <summary>What is sealed under an id with another key than the newest.</summary>
    public abstract Task<Renewal> FindAsync(Session session, string id);

    /// <summary>The same, held until the end of a change.</summary>
    public abstract Task<Renewal> HoldAsync(WriteSession session, string id);
}

/// <summary>What an earlier key sealed.</summary>
/// <param name="Values">How many numbers.</param>
/// <param name="WriteAsync">Writes them, sealed with the newest key, in the change that held them.</param>
internal sealed record Renewal(int Values, Func<WriteSession, Task> WriteAsync)
{
    /// <summary>Nothing.</summary>
    public static Renewal None { get; } = new(0, _ => Task.CompletedTask);
}
