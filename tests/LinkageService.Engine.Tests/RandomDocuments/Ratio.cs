using System.Numerics;

namespace LinkageService.Engine.Tests.RandomDocuments;

/// <summary>A fraction of whole numbers, never reduced: nothing shared with the engine's arithmetic.</summary>
internal readonly record struct Ratio(BigInteger Over, BigInteger Under)
{
    public static Ratio Zero => new(0, 1);

    public static Ratio Whole(BigInteger value) => new(value, 1);

    /// <summary>The yuan of an amount of fen.</summary>
    public static Ratio Yuan(BigInteger fen) => new(fen, 100);

    public static Ratio operator +(Ratio a, Ratio b) => new((a.Over * b.Under) + (b.Over * a.Under), a.Under * b.Under);

    public static Ratio operator -(Ratio a, Ratio b) => new((a.Over * b.Under) - (b.Over * a.Under), a.Under * b.Under);

    public static Ratio operator *(Ratio a, Ratio b) => new(a.Over * b.Over, a.Under * b.Under);

    public static Ratio operator /(Ratio a, Ratio b) => b.Over.Sign < 0
        ? new(-a.Over * b.Under, a.Under * -b.Over)
        : new(a.Over * b.Under, a.Under * b.Over);

    public static bool operator <(Ratio a, Ratio b) => a.Over * b.Under < b.Over * a.Under;

    public static bool operator >(Ratio a, Ratio b) => b < a;

    public static bool operator <=(Ratio a, Ratio b) => !(b < a);

    public static bool operator >=(Ratio a, Ratio b) => !(a < b);

    public static Ratio Smaller(Ratio a, Ratio b) => a < b ? a : b;

    public static Ratio Larger(Ratio a, Ratio b) => a < b ? b : a;

    public BigInteger Floor()
    {
        var quotient = BigInteger.DivRem(Over, Under, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    public BigInteger Ceiling() => -new Ratio(-Over, Under).Floor();

    /// <summary>To the nearest whole number, half away from zero.</summary>
    public BigInteger HalfUp() => Over.Sign < 0 ? -new Ratio(-Over, Under).HalfUp() : (this + new Ratio(1, 2)).Floor();
}
