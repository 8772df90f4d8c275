namespace LinkageService.Storage;

/// <summary>The database did not take the change or did not answer; nothing of the change is stored, and it may be tried again.</summary>
/// <param name="reason">What the database said, for the log.</param>
/// <param name="inner">Where it came from.</param>
public sealed class StorageUnavailableException(string reason, Exception? inner = null) : Exception(reason, inner);
