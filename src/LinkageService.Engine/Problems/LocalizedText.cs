namespace LinkageService.Engine.Problems;

/// <summary>The same words in Chinese and English.</summary>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
public sealed record LocalizedText(string Zh, string En)
{
    /// <summary>No words.</summary>
    public static LocalizedText Empty { get; } = new("", "");
}
