using LinkageService.Engine.Amounts;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Formulas;

/// <summary>A parsed formula; <c>At</c> is the column in its text, from 1.</summary>
internal abstract record Expression(int At);

/// <summary>A literal: <c>1.5</c>, <c>5%</c>, <c>300000.00 yuan</c>, <c>2 mu</c>.</summary>
internal sealed record Literal(int At, Fraction Value, string? Unit, bool IsPercent = false) : Expression(At)
{
    /// <summary>The number without its unit, in per cent where it was written so: <c>5%</c> and <c>0.05</c> are two texts.</summary>
    public string Text => IsPercent ? Value * 100 + "%" : Value.ToString();
}

/// <summary>A parameter, input or holding, or <c>year</c>.</summary>
internal sealed record Name(int At, string Text) : Expression(At)
{
    /// <summary>
    /// The members it counts, where it is <c>members</c> or <c>members(age >= 70)</c>; a document may declare the former.
    /// </summary>
    public MemberCount? Members { get; init; }

    /// <summary>The name of a column of members.</summary>
    public static Name Of(int at, MemberCount count) => new(at, count.Name) { Members = count };
}

/// <summary>The opposite of a value.</summary>
internal sealed record Negation(int At, Expression Operand) : Expression(At);

/// <summary><c>+ - * /</c>.</summary>
internal sealed record Binary(int At, char Operator, Expression Left, Expression Right) : Expression(At);

/// <summary><c>min max sum count received pool tiers fund carry payer</c>.</summary>
internal sealed record Call(int At, string Function, IReadOnlyList<Expression> Arguments) : Expression(At);
