namespace LinkageService.Engine.Schemes;

/// <summary>One key of a mapping.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">Its value.</param>
/// <param name="Line">Line of the key.</param>
/// <param name="Column">Column of the key.</param>
public sealed record DocumentEntry(string Key, DocumentNode Value, int Line = 0, int Column = 0);
