using LinkageService.Engine.Amounts;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Steps;

/// <summary>What an allocation within a label did for one of its values.</summary>
/// <param name="PoolFen">What was kept for the value.</param>
/// <param name="Figures">How it came to whole fen.</param>
/// <param name="Working">What the share of one of its households needs; null where nothing was shared.</param>
internal sealed record ValueShare(long PoolFen, ApportionmentFigures Figures, AllocateWorking? Working);

/// <summary>What an allocation within a label worked with.</summary>
/// <param name="Label">By whose values the households were kept apart.</param>
/// <param name="Shares">For each of its values.</param>
internal sealed record AllocateWithinWorking(LabelColumn Label, ValueShare[] Shares);
