namespace LinkageService.Storage.Blocks;

/// <summary>The bytes are not a block this program wrote: changed, cut short, or of another version.</summary>
public sealed class DamagedBlockException : Exception
{
    /// <param name="what">What does not fit, in words for the operator's log.</param>
    public DamagedBlockException(string what)
        : base("The stored block cannot be read: " + what + ".")
    {
    }
}
