using LinkageService.Engine.Formulas;

namespace LinkageService.Engine.Steps;

/// <summary>What a payment worked with.</summary>
/// <param name="Yuan">The exact amounts before rounding, each times its factor.</param>
/// <param name="Plain">The amounts before the factors.</param>
/// <param name="Factors">The factors, in written order.</param>
internal sealed record PayWorking(Column Yuan, Column Plain, IReadOnlyList<WorkedFactor> Factors)
{
    /// <summary>Without factors.</summary>
    public PayWorking(Column yuan)
        : this(yuan, yuan, [])
    {
    }
}
