namespace LinkageService.Engine.Formulas;

/// <summary>What a value measures: yuan, a unit of a holding, yuan per unit, or nothing (plain).</summary>
public sealed class Dimension : IEquatable<Dimension>
{
    private readonly (string Unit, int Power)[] _units;

    private Dimension(IEnumerable<(string Unit, int Power)> units) =>
        _units = units.Where(unit => unit.Power != 0).OrderBy(unit => unit.Unit, StringComparer.Ordinal).ToArray();

    /// <summary>A number without a unit.</summary>
    public static Dimension Plain { get; } = new([]);

    /// <summary>Money.</summary>
    public static Dimension Yuan { get; } = new([("yuan", 1)]);

    /// <summary>The units and how often each is multiplied, negative where it is divided by.</summary>
    internal IReadOnlyList<(string Unit, int Power)> Units => _units;

    /// <summary>Whether it has no unit.</summary>
    public bool IsPlain => _units.Length == 0;

    /// <summary>Whether it is money.</summary>
    public bool IsYuan => Equals(Yuan);

    /// <summary>The dimension of one unit.</summary>
    public static Dimension Of(string unit) => new([(unit, 1)]);

    /// <summary>The dimension of a product.</summary>
    public static Dimension operator *(Dimension left, Dimension right) => Combine(left, right, 1);

    /// <summary>The dimension of a quotient.</summary>
    public static Dimension operator /(Dimension left, Dimension right) => Combine(left, right, -1);

    /// <inheritdoc/>
    public bool Equals(Dimension? other) => other is not null && _units.AsSpan().SequenceEqual(other._units);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Dimension);

    /// <inheritdoc/>
    public override int GetHashCode() => _units.Aggregate(17, (hash, unit) => HashCode.Combine(hash, unit.Unit, unit.Power));

    /// <summary><c>yuan</c>, <c>yuan/mu</c>, <c>mu²</c>; <c>plain</c> without a unit.</summary>
    public override string ToString()
    {
        var above = string.Join('·', _units.Where(unit => unit.Power > 0).Select(unit => Raised(unit.Unit, unit.Power)));
        var below = string.Join('·', _units.Where(unit => unit.Power < 0).Select(unit => Raised(unit.Unit, -unit.Power)));
        return (above, below) switch
        {
            ("", "") => "plain",
            (_, "") => above,
            ("", _) => "1/" + below,
            _ => above + "/" + below,
        };
    }

    private static string Raised(string unit, int power) => power == 1 ? unit : unit + "^" + power;

    private static Dimension Combine(Dimension left, Dimension right, int sign) => new(
        left._units.Concat(right._units.Select(unit => (unit.Unit, Power: unit.Power * sign)))
            .GroupBy(unit => unit.Unit, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Sum(unit => unit.Power))));
}
