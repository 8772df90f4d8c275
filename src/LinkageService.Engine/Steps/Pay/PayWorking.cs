using LinkageService.Engine.Formulas;

namespace LinkageService.Engine.Steps;

/// <summary>What a payment worked with: the exact amounts before rounding.</summary>
internal sealed record PayWorking(Column Yuan);
