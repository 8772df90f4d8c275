using LinkageService.Engine.Formulas;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Workbooks;

/// <summary>
/// Writes the formulas of a scheme as rows and columns of whole numbers: every operation that could lose something is done on
/// numerators and denominators, one to a cell.
/// </summary>
internal sealed class BookFormulas(Book book, BookScope scope)
{
    private BookGroups? _groups;

    /// <summary>The groups, which formulas count.</summary>
    public BookGroups Groups => _groups ??= new BookGroups(book, scope, this);

    /// <summary>What an expression comes to.</summary>
    public Quantity Of(Expression expression) => expression switch
    {
        Literal literal => Quantity.Of(literal.Value),
        Name name => scope.Names[name.Text],
        Negation negation => Negative(Of(negation.Operand)),
        Binary { Operator: '*' } product => Times(Label(product), Of(product.Left), Of(product.Right)),
        Binary { Operator: '/' } quotient => Times(Label(quotient), Of(quotient.Left), Inverse(quotient, Of(quotient.Right))),
        Binary { Operator: '+' } sum => Plus(Label(sum), Of(sum.Left), Of(sum.Right), isMinus: false),
        Binary { Operator: '-' } difference => Plus(Label(difference), Of(difference.Left), Of(difference.Right), isMinus: true),
        Call call => Invoke(call),
        _ => throw new InvariantBrokenException("every kind of expression is written"),
    };

    /// <summary>The same as numbers of a column of its own, which can be added up.</summary>
    public (ColumnTerm Num, Quantity Value) ColumnOf(Formula? formula, string otherwise)
    {
        var value = formula is null ? new Quantity(1, 1) : Of(formula.Expression);
        var label = formula is null ? otherwise : Label(formula.Expression);
        var column = value.Num as ColumnTerm ?? book.Column(label, value.Num, value.Den);
        return (column, value with { Num = column, IsColumn = true });
    }

    /// <summary>A product.</summary>
    public Quantity Times(string label, Quantity left, Quantity right)
    {
        var isNegative = left.MayBeNegative || right.MayBeNegative;
        if (left.IsColumn && right.IsColumn)
        {
            return new Quantity(
                book.Column(label, left.Num * right.Num), DenOf(label, left.Den * right.Den), IsColumn: true, isNegative);
        }

        if (!left.IsColumn && !right.IsColumn)
        {
            return book.Fraction(label, left.Num * right.Num, left.Den * right.Den, isNegative);
        }

        var (column, single) = left.IsColumn ? (left, right) : (right, left);
        var (factor, den) = Factor(label, single, column.Den);
        return Term.IsConstant(factor, 1)
            ? column with { Den = den }
            : new Quantity(book.Column(label, column.Num * factor, den), den, IsColumn: true, isNegative);
    }

    /// <summary>A sum or a difference.</summary>
    public Quantity Plus(string label, Quantity left, Quantity right, bool isMinus)
    {
        var isNegative = isMinus || left.MayBeNegative || right.MayBeNegative;
        var (first, second, den) = Common(label, left, right);
        var num = isMinus ? first - second : first + second;
        return left.IsColumn || right.IsColumn
            ? new Quantity(book.Column(label, num, den), den, IsColumn: true, isNegative)
            : book.Fraction(label, num, den, isNegative);
    }

    /// <summary>Fen of an amount: a whole number in the policy's rounding.</summary>
    public Term Fen(string label, Quantity yuan, Amounts.RoundingPolicy policy)
    {
        var (factor, den) = Factor(book.T("化成分", "in fen"), new Quantity(100, 1), yuan.Den);
        var num = Term.IsConstant(factor, 1) ? yuan.Num : book.Whole(book.T("分的分子", "fen, numerator"), yuan.Num * factor);
        var rounded = BookRounding.Round(num, den, policy, yuan.MayBeNegative,
            whole => book.Whole(book.T($"{label}：整分", $"{label}: whole fen"), whole));
        return book.Whole(label, rounded, isFen: true);
    }

    /// <summary>Fen of an amount of every household, 0 for those who are not of the group.</summary>
    public ColumnTerm FenColumn(string heading, Quantity yuan, Amounts.RoundingPolicy policy, Term members, long unitFen)
    {
        var (factor, den) = Factor(book.T("化成分", "in fen"), new Quantity(100, unitFen), yuan.Den);
        var num = book.Column(book.T($"{heading}（分母见上）", $"{heading} (denominator above)"), yuan.Num * factor * members, den);
        var rounded = BookRounding.Round(num, den, policy, yuan.MayBeNegative, whole => book.Column(book.T("整分", "whole"), whole));
        return book.Column(heading, unitFen == 1 ? rounded : rounded * unitFen);
    }

    /// <summary>Asks that none of the group has less than nothing.</summary>
    public void RequireNoneNegative(Quantity value, Term members)
    {
        if (value.MayBeNegative)
        {
            var column = book.Column(book.T("负数的户", "below zero"), BookMath.If(BookMath.Is(value.Num, "<", 0), 1, 0) * members);
            book.Require(RangeTerm.Sum(column), "有户算出负数", "a household comes to less than zero");
        }
    }

    /// <summary>A denominator in a cell of its own.</summary>
    private Term DenOf(string label, Term den) => den is ConstantTerm or CellTerm ? den
        : book.Whole(book.T($"{label}：分母", $"{label}: denominator"), den);

    // What a column is multiplied by, and what it is parts of then; reduced first, so that the numbers stay small.
    private (Term Factor, Term Den) Factor(string label, Quantity single, Term den)
    {
        if (single.Num is ConstantTerm num && single.Den is ConstantTerm under && den is ConstantTerm parts)
        {
            var divisor = Math.Max(1, BookMath.Gcd(num.Value, parts.Value));
            var reduced = BookMath.Gcd(num.Value / divisor, under.Value);
            return (num.Value / divisor / reduced, Term.Within((Int128)(parts.Value / divisor) * (under.Value / reduced)));
        }

        var common = book.Whole(book.T($"{label}：公约数", $"{label}: common divisor"), BookMath.Gcd(single.Num, den));
        return (book.Whole(book.T($"{label}：乘数", $"{label}: factor"), BookMath.Exact(single.Num, common)),
            book.Whole(book.T($"{label}：分母", $"{label}: denominator"), BookMath.Exact(den, common) * single.Den));
    }

    private (Term First, Term Second, Term Den) Common(string label, Quantity left, Quantity right)
    {
        if (left.Den is ConstantTerm one && right.Den is ConstantTerm two)
        {
            var divisor = BookMath.Gcd(one.Value, two.Value);
            return (left.Num * (two.Value / divisor), right.Num * (one.Value / divisor),
                Term.Within((Int128)(one.Value / divisor) * two.Value));
        }

        var common = book.Whole(book.T($"{label}：公约数", $"{label}: common divisor"), BookMath.Gcd(left.Den, right.Den));
        var (first, second) = (BookMath.Exact(right.Den, common), BookMath.Exact(left.Den, common));
        return (left.Num * book.Whole(book.T($"{label}：前项乘数", $"{label}: first factor"), first),
            right.Num * book.Whole(book.T($"{label}：后项乘数", $"{label}: second factor"), second),
            book.Whole(book.T($"{label}：公分母", $"{label}: common denominator"), second * right.Den));
    }

    private Quantity Negative(Quantity value) => value with { Num = 0 - value.Num, MayBeNegative = true };

    private Quantity Inverse(Binary quotient, Quantity divisor)
    {
        var label = book.T($"{Label(quotient)}：除数", $"{Label(quotient)}: divisor");
        if (divisor.Num is ConstantTerm { Value: not 0 } known)
        {
            return new Quantity(divisor.Den * Math.Sign(known.Value), Math.Abs(known.Value), MayBeNegative: known.Value < 0);
        }

        var num = book.Whole(label, divisor.Num);
        book.Require(BookMath.If(BookMath.Is(num, "=", 0), 1, 0), "除数为 0", "the divisor is 0");
        var under = divisor.MayBeNegative ? BookMath.Abs(num) : num;
        return new Quantity(
            book.Whole(label + " 1", divisor.MayBeNegative ? BookMath.Sign(num) * divisor.Den : divisor.Den),
            book.Whole(label + " 2", BookMath.Max(1, under)), MayBeNegative: divisor.MayBeNegative);
    }

    private Quantity Invoke(Call call) => call.Function switch
    {
        "sum" => Sum(call),
        "count" => new Quantity(Groups.CountOf(BookScope.NameOf(call.Arguments[0])), 1),
        "pool" => Yuan(call, scope.Pool(BookScope.NameOf(call.Arguments[0]))),
        "received" => Received(call),
        "tiers" => BookTiers.Of(book, this, scope.Tiers[BookScope.NameOf(call.Arguments[0])],
            book.Scheme.Tiers.First(table => table.Name == BookScope.NameOf(call.Arguments[0])), Of(call.Arguments[1]), Label(call)),
        _ when FormulaChecker.AccountOf(call) is { } account => Yuan(call, scope.Balances[account]),
        "min" or "max" => call.Arguments.Select(Of).Aggregate((left, right) => Extreme(call, left, right)),
        _ => throw new InvariantBrokenException("every function is written"),
    };

    private Quantity Yuan(Call call, Term fen) => book.Fraction(Label(call), fen, 100, mayBeNegative: false);

    private Quantity Received(Call call)
    {
        var fen = scope.Received(call.Arguments.Select(BookScope.NameOf));
        return new Quantity(fen is BinaryTerm ? book.Column(Label(call), fen) : fen, 100, IsColumn: true, MayBeNegative: true);
    }

    private Quantity Sum(Call call)
    {
        var value = Of(call.Arguments[0]);
        if (!value.IsColumn)
        {
            return book.Fraction(Label(call), value.Num * book.Households, value.Den, value.MayBeNegative);
        }

        var column = value.Num as ColumnTerm ?? book.Column(Label(call.Arguments[0]), value.Num, value.Den);
        return book.Fraction(Label(call), RangeTerm.Sum(column), value.Den, value.MayBeNegative);
    }

    /// <summary>The smaller or larger of two.</summary>
    public Quantity Extreme(Call call, Quantity left, Quantity right) => Extreme(Label(call), call.Function == "min", left, right);

    /// <summary>The smaller or larger of two.</summary>
    public Quantity Extreme(string label, bool isMin, Quantity left, Quantity right)
    {
        var isNegative = isMin ? left.MayBeNegative || right.MayBeNegative : left.MayBeNegative && right.MayBeNegative;
        if (left.IsColumn || right.IsColumn)
        {
            var (first, second, den) = Common(label, left, right);
            return new Quantity(
                book.Column(label, isMin ? BookMath.Min(first, second) : BookMath.Max(first, second), den), den, IsColumn: true,
                isNegative);
        }

        var row = book.Steps.Add(WorkbookLook.Text, book.Step, label);
        var (over, under) = (
            book.Steps.PutCell(row, Book.At.RawNum, left.Num * right.Den), book.Steps.PutCell(row, Book.At.RawDen, right.Num * left.Den));
        var takesFirst = BookMath.Is(over, isMin ? "<=" : ">=", under);
        return book.Shown(row, new Quantity(
            book.Steps.PutCell(row, Book.At.Num, BookMath.If(takesFirst, left.Num, right.Num)),
            book.Steps.PutCell(row, Book.At.Den, BookMath.If(takesFirst, left.Den, right.Den)), MayBeNegative: isNegative));
    }

    /// <summary>Where a figure stands to a bound: both over one denominator.</summary>
    public (Term Figure, Term Bound, Term Den, bool IsColumn) Sides(string label, Quantity figure, Quantity bound)
    {
        var (first, second, den) = Common(label, figure, bound);
        return (first, second, den, figure.IsColumn || bound.IsColumn);
    }

    /// <summary>An expression in words.</summary>
    public string Label(Expression expression) => book.T(book.Titles.Of(new Formula("", "", expression)));
}
