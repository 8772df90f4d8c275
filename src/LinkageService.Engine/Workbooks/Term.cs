using System.Globalization;

namespace LinkageService.Engine.Workbooks;

/// <summary>
/// A part of a formula of the workbook: how a spreadsheet writes it, and the whole number it comes to. Both are said once, so that
/// the values beside the formulas are those of the formulas.
/// </summary>
internal abstract class Term
{
    /// <summary>The largest whole number the workbook may hold.</summary>
    /// <value>15 digits: a spreadsheet keeps 53 bits, and Excel compares and shows the first 15 digits.</value>
    public const long Limit = 999_999_999_999_999;

    /// <summary>How strongly it binds: 1 comparisons, 2 sums, 3 products, 4 the rest.</summary>
    public virtual int Rank => 4;

    /// <summary>The value; of a column, of the household at a place in the roster.</summary>
    public abstract long At(int household);

    /// <summary>Writes it.</summary>
    public abstract void Write(TermWriter writer);

    public static implicit operator Term(long value) => new ConstantTerm(value);

    public static Term operator +(Term left, Term right) => IsConstant(left, 0) ? right : IsConstant(right, 0) ? left
        : Binary('+', left, right);

    public static Term operator -(Term left, Term right) => IsConstant(right, 0) ? left : Binary('-', left, right);

    public static Term operator *(Term left, Term right) => IsConstant(left, 1) ? right : IsConstant(right, 1) ? left
        : Binary('*', left, right);

    /// <summary>Whether it is this number.</summary>
    public static bool IsConstant(Term term, long value) => term is ConstantTerm constant && constant.Value == value;

    // What is known when the workbook is written is no formula.
    private static Term Binary(char sign, Term left, Term right)
    {
        var term = new BinaryTerm(sign, left, right);
        return left is ConstantTerm && right is ConstantTerm ? term.At(0) : term;
    }

    /// <summary>Refuses what a spreadsheet would not keep exactly.</summary>
    public static long Within(Int128 value) => Int128.Abs(value) <= Limit ? (long)value : throw new BeyondPrecisionException();
}

/// <summary>A number that 15 digits do not hold.</summary>
internal sealed class BeyondPrecisionException : Exception;

/// <summary>A number.</summary>
internal sealed class ConstantTerm(long value) : Term
{
    public long Value => value;

    public override int Rank => value < 0 ? 2 : 4;

    public override long At(int household) => value;

    public override void Write(TermWriter writer) => writer.Add(value.ToString(CultureInfo.InvariantCulture));
}

/// <summary><c>+ - *</c>.</summary>
internal sealed class BinaryTerm(char sign, Term left, Term right) : Term
{
    public override int Rank => sign == '*' ? 3 : 2;

    public override long At(int household)
    {
        var (first, second) = ((Int128)left.At(household), (Int128)right.At(household));
        return Within(sign switch
        {
            '+' => first + second,
            '-' => first - second,
            '*' => first * second,
            _ => throw new System.Diagnostics.UnreachableException(),
        });
    }

    public override void Write(TermWriter writer)
    {
        writer.Add(left, Rank);
        writer.Add(sign.ToString());
        writer.Add(right, Rank + (sign == '-' ? 1 : 0));
    }
}

/// <summary>A comparison, 1 or 0.</summary>
internal sealed class CompareTerm(string sign, Term left, Term right) : Term
{
    public override int Rank => 1;

    public override long At(int household)
    {
        var order = left.At(household).CompareTo(right.At(household));
        var holds = sign switch
        {
            ">" => order > 0,
            ">=" => order >= 0,
            "<" => order < 0,
            "<=" => order <= 0,
            "=" => order == 0,
            "<>" => order != 0,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return holds ? 1 : 0;
    }

    public override void Write(TermWriter writer)
    {
        writer.Add(left, 2);
        writer.Add(sign);
        writer.Add(right, 2);
    }
}

/// <summary><c>IF(condition, then, otherwise)</c>.</summary>
internal sealed class IfTerm(Term condition, Term then, Term otherwise) : Term
{
    public override long At(int household) => condition.At(household) != 0 ? then.At(household) : otherwise.At(household);

    public override void Write(TermWriter writer) => writer.Call("IF", condition, then, otherwise);
}

/// <summary>A quotient that leaves nothing: the divisor is known to divide.</summary>
internal sealed class ExactTerm(Term over, Term under) : Term
{
    public override int Rank => 3;

    public override long At(int household)
    {
        var (quotient, rest) = Math.DivRem(over.At(household), under.At(household));
        Invariant.Holds(rest == 0, "what is divided in a workbook is divisible");
        return quotient;
    }

    public override void Write(TermWriter writer)
    {
        writer.Add(over, 3);
        writer.Add("/");
        writer.Add(under, 4);
    }
}

/// <summary>
/// The whole part of a quotient of numbers that are not negative. <c>INT</c> of a spreadsheet first rounds to 15 digits, so that a
/// quotient just below a whole number can come out as that number: then one is taken back.
/// </summary>
internal sealed class FloorTerm(Term over, Term under) : Term
{
    public override int Rank => 2;

    public override long At(int household) => over.At(household) / under.At(household);

    public override void Write(TermWriter writer)
    {
        WriteInt(writer);
        writer.Add("-IF(");
        WriteInt(writer);
        writer.Add("*");
        writer.Add(under, 4);
        writer.Add(">");
        writer.Add(over, 2);
        writer.Add(",1,0)");
    }

    private void WriteInt(TermWriter writer)
    {
        writer.Add("INT(");
        writer.Add(over, 3);
        writer.Add("/");
        writer.Add(under, 4);
        writer.Add(")");
    }
}

/// <summary>A function of whole numbers that every spreadsheet knows.</summary>
internal sealed class FunctionTerm(string name, Func<IReadOnlyList<long>, long> compute, params IReadOnlyList<Term> arguments) : Term
{
    public override long At(int household) => compute([.. arguments.Select(argument => argument.At(household))]);

    public override void Write(TermWriter writer) => writer.Call(name, arguments);
}
