namespace LinkageService.Storage;

/// <summary>
/// The database did not take the change or did not answer. Nothing of the change is stored, and it may be tried again, unless
/// this is an <see cref="OutcomeUnknownException"/>.
/// </summary>
/// <param name="reason">What the database said, for the log.</param>
/// <param name="inner">Where it came from.</param>
public class StorageUnavailableException(string reason, Exception? inner = null) : Exception(reason, inner);

/// <summary>
/// The database was told to commit and did not say whether it did: the change is stored whole, or nothing of it is, and which of
/// the two cannot be found out now. Later an audit entry of the change's id says that it is stored.
/// </summary>
/// <param name="reason">What the database said, for the log.</param>
/// <param name="change">Which change.</param>
/// <param name="inner">Where it came from.</param>
public sealed class OutcomeUnknownException(string reason, Change change, Exception? inner = null)
    : StorageUnavailableException(reason, inner)
{
    /// <summary>Which change.</summary>
    public Change Change => change;
}
