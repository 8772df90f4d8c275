using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Schemes;

/// <summary>Who belongs to a group.</summary>
internal abstract record Condition(DocumentNode? At, string Field)
{
    /// <summary>This condition and those inside it.</summary>
    public virtual IEnumerable<Condition> Parts() => [this];
}

/// <summary>Carries a tag.</summary>
internal sealed record TagCondition(DocumentNode? At, string Field, string Tag) : Condition(At, Field);

/// <summary>Belongs to another group.</summary>
internal sealed record GroupCondition(DocumentNode? At, string Field, string Group) : Condition(At, Field);

/// <summary>Meets any, or all, of the conditions.</summary>
internal sealed record ManyCondition(DocumentNode? At, string Field, bool All, IReadOnlyList<Condition> Of) : Condition(At, Field)
{
    public override IEnumerable<Condition> Parts() => Of.SelectMany(part => part.Parts()).Prepend(this);
}

/// <summary>Does not meet the condition.</summary>
internal sealed record NotCondition(DocumentNode? At, string Field, Condition Of) : Condition(At, Field)
{
    public override IEnumerable<Condition> Parts() => Of.Parts().Prepend(this);
}

/// <summary>Holds more or less than a figure.</summary>
internal sealed record HoldingCondition(DocumentNode? At, string Field, string Holding, Comparison Comparison, Fraction Figure)
    : Condition(At, Field);

/// <summary>Has a figure, by a formula, that is more or less than another.</summary>
internal sealed record FormulaCondition(DocumentNode? At, string Field, FormulaComparison Comparison) : Condition(At, Field);
