namespace LinkageService.Engine.Corrections;

/// <summary>What an earlier correction that charged a fund let households keep: it is not taken back later.</summary>
/// <param name="Books">What everyone was paid beyond what the last correction found to be right, by step.</param>
/// <param name="Fund">The fund that was charged, and bears it.</param>
public sealed record KeptBefore(RunBooks Books, string Fund);
