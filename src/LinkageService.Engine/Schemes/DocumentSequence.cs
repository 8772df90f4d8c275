namespace LinkageService.Engine.Schemes;

/// <summary>A list.</summary>
/// <param name="Items">In the order written.</param>
/// <param name="Line">Line in the text.</param>
/// <param name="Column">Column in the text.</param>
public sealed record DocumentSequence(IReadOnlyList<DocumentNode> Items, int Line = 0, int Column = 0) : DocumentNode(Line, Column)
{
    /// <inheritdoc/>
    public override string Describe() => "[…]";
}
