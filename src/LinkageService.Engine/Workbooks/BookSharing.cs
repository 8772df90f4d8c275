namespace LinkageService.Engine.Workbooks;

/// <summary>
/// Writes how a pool is shared out: every household's product and whole part, what they leave, and who gets the units that are left:
/// those with the largest remainders, among equals the ones who come first in the roster.
/// </summary>
internal sealed class BookSharing(Book book)
{
    // Two numbers multiplied in parts stay small: the pool is taken in thousands and the rest.
    private const long Part = 1_000;

    // How much more the products may become before they are multiplied in parts from the start.
    private const int Margin = 16;

    /// <summary>Shares out all of the pool.</summary>
    /// <param name="pool">Fen.</param>
    /// <param name="weights">Of every household, 0 or more.</param>
    /// <param name="unitFen">Every share is a whole multiple of it.</param>
    public ColumnTerm LargestRemainder(Term pool, ColumnTerm weights, long unitFen)
    {
        var (total, reduced) = Total(weights);
        var (whole, rest, under) = Divide(pool, reduced, total, unitFen);
        var left = book.Whole(book.T($"各户整数以后剩下的{Units(unitFen)}", $"what the whole parts leave{Units(unitFen)}"),
            BookMath.If(BookMath.Is(total, "=", 0), 0, BookMath.Floor(pool, unitFen) - RangeTerm.Sum(whole)));
        var bound = book.Whole(book.T("补到的最小余数", "smallest remainder that gets one"),
            BookMath.If(BookMath.Is(left, ">", 0), RangeTerm.Large(rest, left), under));
        var above = book.Whole(book.T("余数比它大的户数", "households with more"), RangeTerm.Beyond(rest, ">", bound));
        var same = BookMath.If(BookMath.Is(rest, "=", bound), 1, 0);
        var place = book.Running(book.T("同余数的第几户", "place among equals"), same, before => before + same);
        var more = book.Column(book.T($"补{Units(unitFen)}", $"one more{Units(unitFen)}"),
            BookMath.If(BookMath.Is(rest, ">", bound), 1,
                BookMath.If(BookMath.Both(BookMath.Is(rest, "=", bound), BookMath.Is(place, "<=", left - above)), 1, 0)));
        return book.Column(book.T("应分（分）", "share, fen"), unitFen == 1 ? whole + more : (whole + more) * unitFen);
    }

    /// <summary>Cuts every share; what is left stays.</summary>
    public ColumnTerm FloorAndKeep(Term pool, ColumnTerm weights, long unitFen)
    {
        var (total, reduced) = Total(weights);
        var (whole, _, _) = Divide(pool, reduced, total, unitFen);
        return unitFen == 1 ? whole : book.Column(book.T("应分（分）", "share, fen"), whole * unitFen);
    }

    /// <summary>Cuts the price of one unit, and what each gets at that price.</summary>
    public ColumnTerm PerUnitRate(Term pool, ColumnTerm weights, Term scale, long unitFen)
    {
        var total = book.Whole(book.T("权重合计", "total weight"), RangeTerm.Sum(weights));
        var over = book.Whole(book.T("资金 × 分母", "pool × denominator"), pool * scale);
        var price = BookMath.Floor(over, book.Whole(book.T("除数", "divisor"), BookMath.Max(1, total * unitFen)));
        var rate = book.Whole(
            book.T("每一单位（分，截去零头）", "price of a unit, fen, cut"), unitFen == 1 ? price : price * unitFen, isFen: true);
        var product = book.Column(book.T("单价 × 权重", "price × weight"), rate * weights, scale);
        var share = BookMath.Floor(product, unitFen == 1 ? scale : scale * unitFen);
        return book.Column(book.T("应分（分）", "share, fen"), unitFen == 1 ? share : share * unitFen);
    }

    /// <summary>The sum of the weights, 0 where there are none.</summary>
    public (Term Total, ColumnTerm Weights) Total(ColumnTerm weights)
    {
        var divisor = book.Whole(book.T("权重的公约数", "common divisor of the weights"), BookMath.Max(1, RangeTerm.Divisor(weights)));
        var reduced = divisor.At(0) == 1 ? weights
            : book.Column(book.T("权重 ÷ 公约数", "weight ÷ divisor"), BookMath.Exact(weights, divisor));
        return (book.Whole(book.T("权重合计", "total weight"), RangeTerm.Sum(reduced)), reduced);
    }

    private static string Units(long unitFen) => unitFen == 1 ? "" : $" ({unitFen}分)";

    private (ColumnTerm Whole, ColumnTerm Remainder, Term Under) Divide(Term pool, ColumnTerm weights, Term total, long unitFen)
    {
        var under = book.Whole(book.T("除数", "divisor"), BookMath.Max(1, total * unitFen));
        var largest = (Int128)pool.At(0) * weights.Values.Max();
        return largest * Margin > Term.Limit ? DivideInParts(pool, weights, under) : DivideAtOnce(pool, weights, under);
    }

    private (ColumnTerm Whole, ColumnTerm Remainder, Term Under) DivideAtOnce(Term pool, ColumnTerm weights, Term under)
    {
        var product = book.Column(book.T("资金（分）× 权重", "pool, fen × weight"), pool * weights, under);
        var whole = book.Column(book.T("整数部分", "whole part"), BookMath.Floor(product, under));
        return (whole, book.Column(book.T("余数", "remainder"), product - (whole * under), under), under);
    }

    // pool × weight ÷ total as one divides on paper: first the thousands, then what they leave with the rest.
    private (ColumnTerm Whole, ColumnTerm Remainder, Term Under) DivideInParts(Term pool, ColumnTerm weights, Term under)
    {
        var thousands = book.Whole(book.T("资金的千位以上", "thousands of the pool"), BookMath.Floor(pool, Part));
        var units = book.Whole(book.T("资金的千位以下", "the rest of the pool"), pool - (thousands * Part));
        var first = book.Column(book.T("千位以上 × 权重", "thousands × weight"), thousands * weights, under);
        var high = book.Column(book.T("整数部分（千）", "whole part, thousands"), BookMath.Floor(first, under));
        var second = book.Column(
            book.T("余下的 × 1000 + 千位以下 × 权重", "what is left × 1000 + rest × weight"),
            ((first - (high * under)) * Part) + (units * weights), under);
        var low = book.Column(book.T("整数部分（其余）", "whole part, rest"), BookMath.Floor(second, under));
        return (book.Column(book.T("整数部分", "whole part"), (high * Part) + low),
            book.Column(book.T("余数", "remainder"), second - (low * under), under), under);
    }
}
