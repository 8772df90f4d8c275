using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Steps;

/// <summary>What a split within a label gave: to each value, and of that into each account.</summary>
/// <param name="Label">By whose values the money was kept apart.</param>
/// <param name="FenOf">The part of each value.</param>
/// <param name="PartsFen">For each value, what went into each account, in the order written.</param>
/// <param name="IsDivided">Whether the step divided the money among the values; false where it was kept apart before.</param>
internal sealed record LabelParts(LabelColumn Label, long[] FenOf, long[][] PartsFen, bool IsDivided);
