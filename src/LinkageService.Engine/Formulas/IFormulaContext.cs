using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Formulas;

/// <summary>What a formula reads: at the present moment of a run, or at a past one for an explanation.</summary>
internal interface IFormulaContext
{
    int Households { get; }

    FormulaValue Value(string name);

    int Members(string group);

    Money Balance(string pool);

    /// <summary>What is in a fund or carried account, or what a payer has paid.</summary>
    Money Kept(Schemes.Account account);

    Column Received(IReadOnlyList<string> steps);

    /// <summary>A table of tiers, as it is in the year of the run.</summary>
    Schemes.TierTable Tiers(string name);
}
