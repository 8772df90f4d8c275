using System.Globalization;
using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Workbooks;

/// <summary>The sheet of the figures that may be changed: inputs, parameters, tables of tiers, as exact fractions.</summary>
internal sealed class BookFigures(Book book, BookScope scope)
{
    private const int Value = 2;
    private const int Unit = 3;
    private const int Scaled = 4;
    private const int Scale = 5;
    private const int Num = 6;
    private const int Den = 7;
    private const int Words = 8;
    private const int MaxDecimals = 12;

    private GridSheet Sheet => book.Figures;

    /// <summary>The name under which the fen of an input are kept: no formula has it.</summary>
    public static string FenOf(string input) => "=" + input;

    /// <summary>Writes the rows.</summary>
    /// <param name="taking">Whose rates of tax are figures too; null for none.</param>
    public void Write(WorkbookTaking? taking)
    {
        book.Step = Sheet.Name;
        var first = Sheet.Row + 1;
        scope.Names["year"] = new Quantity(book.Run.Terms.Year, 1);
        foreach (var input in book.Scheme.Inputs)
        {
            var value = book.Run.Terms.Inputs[input.Name];
            var quantity = Row(TitleOf(input.Title, input.Name), book.T(input.UnitWords), "", value, (input.Decimals, input.Type switch
            {
                InputType.Money => WorkbookLook.InputAmount,
                InputType.Rate => WorkbookLook.InputRate,
                InputType.Count or InputType.Price or InputType.Quantity => WorkbookLook.Input,
                _ => throw new System.Diagnostics.UnreachableException(),
            }));
            scope.Names[input.Name] = quantity;
            Bound(input.Figure, quantity);
            if (input.IsPool)
            {
                var fen = Quantity.Whole((value * 100).Numerator);
                var cell = new CellTerm(Sheet.Name, Scaled, Sheet.Row, fen);
                scope.Balances[new Account(AccountKind.Pool, input.Name)] = cell;
                scope.Names[FenOf(input.Name)] = new Quantity(cell, 1);
            }
        }

        foreach (var parameter in book.Scheme.Parameters)
        {
            var value = book.Run.Terms.Parameters[parameter.Name];
            var quantity = Row(
                TitleOf(parameter.Title, parameter.Name), book.T(parameter.UnitWords), parameter.Clause ?? "", value, Of(parameter));
            scope.Names[parameter.Name] = quantity;
            Bound(parameter, quantity);
        }

        foreach (var table in book.Scheme.Tiers)
        {
            scope.Tiers[table.Name] = Tiers(table.In(book.Run.Terms.Year));
        }

        foreach (var term in taking?.Terms ?? [])
        {
            var title = BookTaking.TitleOf(book, term.Benefit);
            scope.Names[BookTaking.RateOf(term.Benefit)] = Row(
                new LocalizedText($"{title}：个税税率", $"{title}: rate of tax"), "", "", term.Rate, (MaxDecimals, WorkbookLook.InputRate));
        }

        Check(first);
    }

    // With its unit in brackets, where the document has it so; else by the name of the document.
    private LocalizedText TitleOf(LocalizedText title, string name) =>
        title.Zh.Length > 0 && title.En.Length > 0 ? title : book.Titles.Of(name);

    private static (int Decimals, WorkbookLook Look) Of(SchemeParameter parameter) => parameter.Type switch
    {
        ParameterType.Rate => (MaxDecimals, WorkbookLook.InputRate),
        ParameterType.Money or ParameterType.Number or ParameterType.Parts => (
            parameter.Decimals, parameter is { Type: ParameterType.Money, Decimals: Money.Decimals } ? WorkbookLook.InputAmount
                : WorkbookLook.Input),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private List<(Quantity? Limit, Quantity Value)> Tiers(TierTable table)
    {
        var tiers = new List<(Quantity?, Quantity)>();
        var title = book.T(book.Titles.Of(table.Name));
        foreach (var (tier, at) in table.Tiers.Select((tier, at) => (tier, at + 1)))
        {
            var limit = tier.Limit is not { } end ? null : Row(
                new LocalizedText($"{title}：第 {at} 档到", $"{title}: tier {at} up to"), "", "", end,
                (MaxDecimals, WorkbookLook.Input));
            tiers.Add((limit, Row(new LocalizedText($"{title}：第 {at} 档", $"{title}: tier {at}"), "", "", tier.Value,
                Of(table.Gives))));
        }

        return tiers;
    }

    private Quantity Row(LocalizedText title, string unit, string words, Fraction value, (int Decimals, WorkbookLook Look) shown)
    {
        var row = Sheet.Add(WorkbookLook.Text, book.T(title));
        Sheet.Put(row, Unit, new WorkbookCell(WorkbookLook.Text, unit));
        Sheet.Put(row, Words, new WorkbookCell(WorkbookLook.Text, words));
        var (scaled, scale) = Decimals(value, shown.Decimals) is { } decimals
            ? OfDecimal(row, value, decimals, shown)
            : (Sheet.PutCell(row, Scaled, Quantity.Whole(value.Numerator), WorkbookLook.Input),
                Sheet.PutCell(row, Scale, Quantity.Whole(value.Denominator), WorkbookLook.Input));
        if (Decimals(value, shown.Decimals) is null)
        {
            Sheet.Put(row, Value, Book.Decimal(new Quantity(scaled, scale), Sheet.Name, row));
        }

        var common = BookMath.Gcd(scaled, scale);
        return new Quantity(
            Sheet.PutCell(row, Num, BookMath.Exact(scaled, common)), Sheet.PutCell(row, Den, BookMath.Exact(scale, common)));
    }

    // The number as people write it; the whole number and the power of ten are found from it.
    private (CellTerm Scaled, CellTerm Scale) OfDecimal(
        int row, Fraction value, int decimals, (int Decimals, WorkbookLook Look) shown)
    {
        var isMoney = shown.Look == WorkbookLook.InputAmount;
        var power = isMoney ? Money.Decimals : decimals;
        var whole = Quantity.Whole((value * BigInteger.Pow(10, power)).Numerator);
        Sheet.Put(row, Value, new WorkbookCell(shown.Look, value.ToString()) { IsNumber = true });
        var cell = $"${TermWriter.ColumnName(Value)}${row.ToString(CultureInfo.InvariantCulture)}";
        var scale = Sheet.PutCell(row, Scale, isMoney ? (Term)100
            : new RawTerm(_ => PowerText(cell, shown.Decimals), _ => (long)BigInteger.Pow(10, power)));
        var of = $"ROUND({cell}*${TermWriter.ColumnName(Scale)}${row.ToString(CultureInfo.InvariantCulture)},0)";
        return (Sheet.PutCell(row, Scaled, new RawTerm(_ => of, _ => whole)), scale);
    }

    // The smallest power of ten that makes the number a whole one.
    private static string PowerText(string cell, int decimals)
    {
        var text = BigInteger.Pow(10, decimals).ToString(CultureInfo.InvariantCulture);
        for (var power = decimals - 1; power >= 0; power--)
        {
            var scale = BigInteger.Pow(10, power).ToString(CultureInfo.InvariantCulture);
            text = power == 0 ? $"IF(ROUND({cell},0)={cell},1,{text})"
                : $"IF(ROUND({cell}*{scale},0)/{scale}={cell},{scale},{text})";
        }

        return text;
    }

    private static int? Decimals(Fraction value, int most)
    {
        for (var decimals = 0; decimals <= most; decimals++)
        {
            if ((BigInteger.Pow(10, decimals) % value.Denominator).IsZero)
            {
                // What a spreadsheet keeps of a number as it is typed.
                return BigInteger.Abs(value.Numerator * BigInteger.Pow(10, decimals) / value.Denominator) <= Term.Limit / 10
                    ? decimals : null;
            }
        }

        return null;
    }

    private void Bound(SchemeParameter? parameter, Quantity value)
    {
        if (parameter?.Max is { } max && max.Numerator <= Term.Limit && max.Denominator <= 1_000_000)
        {
            var limit = Quantity.Of(max);
            book.Require(BookMath.If(BookMath.Is(value.Num * limit.Den, ">", limit.Num * value.Den), 1, 0),
                $"“{book.T(book.Titles.Of(parameter.Name))}”超过 {parameter.Show(max)}",
                $"\"{book.T(book.Titles.Of(parameter.Name))}\" is above {parameter.Show(max)}");
        }

        if (parameter?.Min is { Sign: > 0 } min && min.Denominator <= 1_000_000)
        {
            var limit = Quantity.Of(min);
            book.Require(BookMath.If(BookMath.Is(value.Num * limit.Den, "<", limit.Num * value.Den), 1, 0),
                $"“{book.T(book.Titles.Of(parameter.Name))}”低于 {parameter.Show(min)}",
                $"\"{book.T(book.Titles.Of(parameter.Name))}\" is below {parameter.Show(min)}");
        }
    }

    private void Check(int first)
    {
        if (Sheet.Row < first)
        {
            return;
        }

        string Range(int column) => string.Create(CultureInfo.InvariantCulture,
            $"'{Sheet.Name}'!${TermWriter.ColumnName(column)}${first}:${TermWriter.ColumnName(column)}${Sheet.Row}");
        book.Require(new RawTerm(
                _ => $"SUMPRODUCT((ABS({Range(Value)}*{Range(Scale)}-{Range(Scaled)})>0.000001)*1)", _ => 0),
            "有的数小数位数太多", "a figure has too many decimals");
        book.Require(new RawTerm(_ => $"COUNTIF({Range(Value)},\"<0\")", _ => 0), "有的数是负数", "a figure is below zero");
    }
}
