using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;

namespace LinkageService.Engine.Schemes.Linter;

/// <summary>
/// What a formula lies between by the document alone: parameters as they are in the year unless a run states others, figures of
/// the year whatever they are, holdings whatever the roster has.
/// </summary>
internal sealed class FormulaBounds(Scheme scheme, int year)
{
    /// <summary>What each pool holds at this point.</summary>
    public Dictionary<string, Bounds> Pools { get; } = new(StringComparer.Ordinal);

    /// <summary>The value of one household, or the one value.</summary>
    public Bounds Of(Expression expression) => expression switch
    {
        Literal literal => Bounds.Of(literal.Value),
        Name name => OfName(name.Text),
        Negation negation => -Of(negation.Operand),
        Binary binary => OfBinary(binary),
        Call call => OfCall(call),
        _ => throw new UnreachableException(),
    };

    private Bounds OfName(string name)
    {
        if (scheme.Parameters.FirstOrDefault(parameter => parameter.Name == name) is { } parameter)
        {
            return parameter.ValueOf(year) is { } value ? Bounds.Of(value) : Range(parameter);
        }

        if (scheme.Inputs.FirstOrDefault(input => input.Name == name) is { } input)
        {
            return input.Figure is { Max: not null } figure
                ? Range(figure) : new Bounds(LinearForm.OfFigure(name), LinearForm.OfFigure(name));
        }

        // A column that a record step carried on may be less than nothing.
        return scheme.Holdings.FirstOrDefault(holding => holding.Name == name) is { Carried: not null }
            ? Bounds.Unknown : Bounds.NotNegative;
    }

    private static Bounds Range(SchemeParameter parameter) => Bounds.Between(parameter.Min ?? Fraction.Zero, parameter.Max);

    private Bounds OfBinary(Binary binary)
    {
        var (left, right) = (Of(binary.Left), Of(binary.Right));
        return binary.Operator switch
        {
            '+' => left + right,
            '-' => left - right,
            '*' => left * right,
            '/' => left / right,
            _ => throw new UnreachableException(),
        };
    }

    private Bounds OfCall(Call call) => call.Function switch
    {
        "min" => call.Arguments.Select(Of).Aggregate(Bounds.Min),
        "max" => call.Arguments.Select(Of).Aggregate(Bounds.Max),
        // A roster has one household at least.
        "sum" => Of(call.Arguments[0]).Low is { IsNonNegative: true } one ? new Bounds(one, High: null) : Bounds.Unknown,
        "count" => Bounds.NotNegative,
        "pool" => call.Arguments[0] is Name pool ? Pools.GetValueOrDefault(pool.Text, Bounds.NotNegative) : Bounds.NotNegative,
        "received" => Bounds.Unknown,
        "tiers" => OfTiers(call),
        _ => throw new UnreachableException(),
    };

    // All of the figure by the smallest and by the largest value of the table.
    private Bounds OfTiers(Call call)
    {
        var table = scheme.Tiers.First(table => call.Arguments[0] is Name name && table.Name == name.Text).In(year);
        var (least, most) = (table.Tiers.Min(tier => tier.Value), table.Tiers.Max(tier => tier.Value));
        var value = Bounds.Between(least, most);
        return table.Mode == TierMode.Fixed ? value : Of(call.Arguments[1]) * value;
    }
}
