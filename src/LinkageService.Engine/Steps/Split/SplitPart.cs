using LinkageService.Engine.Formulas;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>One destination of a split; without a share it takes what remains.</summary>
internal sealed record SplitPart(Account Account, Formula? Share);
