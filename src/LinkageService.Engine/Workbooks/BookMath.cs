namespace LinkageService.Engine.Workbooks;

/// <summary>The functions of a spreadsheet that the workbook uses, as terms.</summary>
internal static class BookMath
{
    public static Term If(Term condition, Term then, Term otherwise) => new IfTerm(condition, then, otherwise);

    public static Term Is(Term left, string sign, Term right) => new CompareTerm(sign, left, right);

    /// <summary>1 where both hold.</summary>
    public static Term Both(Term first, Term second) => new FunctionTerm(
        "AND", of => of.All(one => one != 0) ? 1 : 0, first, second);

    public static Term Floor(Term over, Term under) => Term.IsConstant(under, 1) ? over : new FloorTerm(over, under);

    public static Term Exact(Term over, Term under) => Term.IsConstant(under, 1) ? over : new ExactTerm(over, under);

    public static Term Min(params IReadOnlyList<Term> of) => new FunctionTerm("MIN", values => values.Min(), of);

    public static Term Max(params IReadOnlyList<Term> of) => new FunctionTerm("MAX", values => values.Max(), of);

    public static Term Abs(Term of) => new FunctionTerm("ABS", values => Math.Abs(values[0]), of);

    public static Term Sign(Term of) => new FunctionTerm("SIGN", values => Math.Sign(values[0]), of);

    public static Term Gcd(Term first, Term second) => first is ConstantTerm one && second is ConstantTerm two
        ? Gcd(one.Value, two.Value)
        : new FunctionTerm("GCD", values => Gcd(values[0], values[1]), first, second);

    public static long Gcd(long first, long second)
    {
        (first, second) = (Math.Abs(first), Math.Abs(second));
        while (second != 0)
        {
            (first, second) = (second, first % second);
        }

        return first;
    }
}
