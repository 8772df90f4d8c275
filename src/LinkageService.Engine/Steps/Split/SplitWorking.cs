namespace LinkageService.Engine.Steps;

/// <summary>What a split gave each of its parts, in fen, in the order written.</summary>
internal sealed record SplitWorking(long[] PartsFen);
