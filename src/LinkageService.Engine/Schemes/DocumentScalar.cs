using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>One value, exactly as written: <c>0.00</c> stays <c>0.00</c>.</summary>
/// <param name="Text">The text; null for an empty value.</param>
/// <param name="Line">Line in the text.</param>
/// <param name="Column">Column in the text.</param>
public sealed record DocumentScalar(string? Text, int Line = 0, int Column = 0) : DocumentNode(Line, Column)
{
    /// <inheritdoc/>
    public override string Describe() => Text is null ? "(empty)" : "\"" + NumberProblems.Shorten(Text) + "\"";
}
