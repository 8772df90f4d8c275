namespace LinkageService.Engine.Steps;

/// <summary>What a split gave each of its parts, in fen, in the order written.</summary>
internal sealed record SplitWorking(long[] PartsFen)
{
    /// <summary>The same for each value of a label; null for a split that is not within one.</summary>
    public LabelParts? Within { get; init; }
}
