using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Schemes.Linter;

/// <summary>What a value lies between, whatever the figures of the year; null where there is no such bound.</summary>
/// <param name="Low">Never above it.</param>
/// <param name="High">Never below it.</param>
internal readonly record struct Bounds(LinearForm? Low, LinearForm? High)
{
    /// <summary>Anything, less than nothing too.</summary>
    public static Bounds Unknown => default;

    /// <summary>Anything but less than nothing.</summary>
    public static Bounds NotNegative { get; } = new(LinearForm.Zero, High: null);

    /// <summary>The one value, where the document alone says it.</summary>
    public Fraction? Constant =>
        Low is { IsConstant: true } low && High is { IsConstant: true } high && low.Constant == high.Constant ? low.Constant : null;

    private bool IsNeverNegative => Low is { IsNonNegative: true };

    public static Bounds Of(Fraction value) => Between(value, value);

    public static Bounds Between(Fraction low, Fraction? high) =>
        new(LinearForm.Of(low), high is { } limit ? LinearForm.Of(limit) : null);

    public static Bounds operator +(Bounds left, Bounds right) =>
        Kept(LinearForm.Sum(left.Low, right.Low), LinearForm.Sum(left.High, right.High));

    public static Bounds operator -(Bounds left, Bounds right) => left + (-right);

    public static Bounds operator -(Bounds of) => new(LinearForm.Negative(of.High), LinearForm.Negative(of.Low));

    public static Bounds operator *(Bounds left, Bounds right) => Times(left, right) ?? Times(right, left)
        ?? (left.IsNeverNegative && right.IsNeverNegative ? NotNegative : Unknown);

    public static Bounds operator /(Bounds left, Bounds right)
    {
        if (right.Low is { IsConstant: true, Constant: { Sign: > 0 } low })
        {
            var highest = right.High is { IsConstant: true } high ? Fraction.One / high.Constant : Fraction.Zero;
            return left * Between(highest, Fraction.One / low);
        }

        return left.IsNeverNegative && right.IsNeverNegative ? NotNegative : Unknown;
    }

    /// <summary>The smaller of the two.</summary>
    public static Bounds Min(Bounds left, Bounds right) =>
        new(LinearForm.Below(left.Low, right.Low), left.High is null ? right.High : Closer(left.High, right.High, -1));

    /// <summary>The larger of the two.</summary>
    public static Bounds Max(Bounds left, Bounds right) =>
        new(left.Low is null ? right.Low : Closer(left.Low, right.Low, 1), LinearForm.Above(left.High, right.High));

    // Of two bounds that both hold, the one that says more where that is plain; else the first.
    private static LinearForm Closer(LinearForm first, LinearForm? second, int sign) =>
        LinearForm.Sum(second, LinearForm.Negative(first)) is { } difference
            && (sign > 0 ? difference : LinearForm.Negative(difference)).IsNonNegative ? second! : first;

    // By a factor that is a number of the document, or lies between two.
    private static Bounds? Times(Bounds of, Bounds factor)
    {
        if (factor.Low is not { IsConstant: true, Constant: { Sign: >= 0 } low })
        {
            return null;
        }

        Fraction? high = factor.High is { IsConstant: true } limit ? limit.Constant : null;
        if (of.IsNeverNegative)
        {
            return Kept(of.Low!.Times(low), high is { } most ? of.High?.Times(most) : null);
        }

        return high == low ? Kept(of.Low?.Times(low), of.High?.Times(low)) : null;
    }

    private static Bounds Kept(LinearForm? low, LinearForm? high) => new(low?.Kept(), high?.Kept());
}
