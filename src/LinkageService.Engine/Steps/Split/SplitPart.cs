using LinkageService.Engine.Formulas;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>One destination of a split; without a share it takes what remains.</summary>
internal sealed record SplitPart(Account Account, Formula? Share);

/// <summary>What one value of a label has of the whole, whatever its households hold: 东村 5.</summary>
internal sealed record ValuePart(string Value, Formula Share);
