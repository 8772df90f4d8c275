namespace LinkageService.Engine.Schemes;

/// <summary>Names with values.</summary>
/// <param name="Entries">In the order written; a repeated key appears twice and is reported by the reader.</param>
/// <param name="Line">Line in the text.</param>
/// <param name="Column">Column in the text.</param>
public sealed record DocumentMapping(IReadOnlyList<DocumentEntry> Entries, int Line = 0, int Column = 0) : DocumentNode(Line, Column)
{
    /// <inheritdoc/>
    public override string Describe() => "{…}";

    /// <summary>The value of a key, or null.</summary>
    public DocumentNode? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (string.Equals(entry.Key, key, StringComparison.Ordinal))
            {
                return entry.Value;
            }
        }

        return null;
    }
}
