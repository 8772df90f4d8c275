using LinkageService.Engine.StatementChecks;

namespace LinkageService.Tests.Features.StatementChecks;

/// <summary>A fault that was planted: where it must be found, and what it must be called.</summary>
/// <param name="Rows">Rows at one of which it must be found; 0 for the sheet.</param>
/// <param name="Causes">The causes any of which is right.</param>
internal sealed record Planted(int[] Rows, params SheetCause[] Causes)
{
    /// <summary>The file; the sheet as CSV where it is none.</summary>
    public byte[]? File { get; init; }

    /// <summary>Last year's households.</summary>
    public IReadOnlyList<(string Id, string Name)>? LastYear { get; init; }
}

/// <summary>Twenty-two kinds of faults, each planted in a right sheet; null where the sheet drawn cannot have it.</summary>
internal static class PlantedFaults
{
    public static IReadOnlyList<(string Name, Func<Random, (MadeSheet Sheet, Planted Planted)?> Plant)> All { get; } =
    [
        ("rounded price", random => Shared(random, SheetCause.RoundedPrice, (line, total, all) =>
            RightSheets.HalfUp(RightSheets.HalfUp(total / all) * line.Holdings[0]))),
        ("each line rounded alone", random => Shared(random, SheetCause.RoundedAlone, (line, total, all) =>
            RightSheets.HalfUp(line.Holdings[0] * total / all))),
        ("truncated", random => Shared(random, SheetCause.Truncated, (line, total, all) =>
            (long)Math.Floor(line.Holdings[0] * total / all))),
        ("floating point", Floating),
        ("two rows swapped", Swapped),
        ("category missing", TagMissing),
        ("holding changed", HoldingChanged),
        ("household twice", Twice),
        ("sum leaves a row out", random => WrongSum(random, -1, SheetCause.SumLeavesRowsOut, (sheet, sum) => sum - sheet.Lines[3].Fen[^1])),
        ("not conserved", NotConserved),
        ("missing since last year", Missing),
        ("formula differs", random => Formula(random, SheetCause.FormulaDiffers)),
        ("typed number among formulas", random => Formula(random, SheetCause.ConstantAmongFormulas)),
        ("SUM too short", random => Formula(random, SheetCause.SumLeavesRowsOut)),
        ("page sum mistyped", random => WrongSum(random, 0, SheetCause.DigitMistyped, (_, sum) => Mistyped(sum, random))),
        ("part not in the row's total", random => Parts(random, SheetCause.PartLeftOut, line => line.Fen[2] - line.Fen[1], 2)),
        ("digits transposed", random => Row(random, SheetCause.DigitsTransposed, Transposed)),
        // Ten times the amount is that of ten times the holding too.
        ("point moved", random => Row(random, SheetCause.PointMoved, fen => fen * 10, SheetCause.HoldingChanged)),
        ("deduction not taken", random => Parts(random, SheetCause.DeductionNotTaken, line => line.Fen[4] + line.Fen[3], 4)),
        ("copied from the neighbour", Copied),
        ("left out", random => Row(random, SheetCause.LeftOut, _ => 0)),
        ("grand total transposed", random => WrongSum(random, -1, SheetCause.DigitsTransposed, (_, sum) => Transposed(sum))),
    ];

    /// <summary>Two digits beside each other exchanged; the same where all are alike.</summary>
    public static long Transposed(long fen)
    {
        var digits = MadeSheet.Yuan(fen).Replace(".", "", StringComparison.Ordinal).ToCharArray();
        for (var at = 0; at + 1 < digits.Length; at++)
        {
            if (digits[at] != digits[at + 1] && (at > 0 || digits[1] != '0'))
            {
                (digits[at], digits[at + 1]) = (digits[at + 1], digits[at]);
                return long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        return fen;
    }

    private static long Mistyped(long fen, Random random)
    {
        var digits = MadeSheet.Yuan(fen).Replace(".", "", StringComparison.Ordinal).ToCharArray();
        digits[^2] = (char)('0' + ((digits[^2] - '0' + random.Next(1, 9)) % 10));
        return long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static int Any(MadeSheet sheet, Random random) => random.Next(1, sheet.Lines.Count - 1);

    private static int RowOf(MadeSheet sheet, int line)
    {
        sheet.Rows();
        return sheet.Lines[line].Row;
    }

    private static (MadeSheet, Planted)? Shared(Random random, SheetCause cause, Func<MadeLine, long, decimal, long> reckon)
    {
        var sheet = RightSheets.Shares(random);
        var (total, all) = (sheet.Lines.Sum(line => line.Fen[0]), sheet.Lines.Sum(line => line.Holdings[0]));
        sheet.Lines.ForEach(line => line.Fen[0] = reckon(line, total, all));
        sheet.Asked = MadeSheet.Yuan(total);
        return sheet.Lines.Sum(line => line.Fen[0]) == total ? null : (sheet, new Planted([0], cause));
    }

    // What a program shows that multiplies as binary64 and cuts.
    private static (MadeSheet, Planted)? Floating(Random random)
    {
        var sheet = RightSheets.Price(random);
        var price = SheetPrice(sheet);
        foreach (var line in sheet.Lines.Skip(1))
        {
            var cut = (long)((double)line.Holdings[0] * (price / 100.0) * 100);
            if (cut != line.Fen[0] && decimal.Floor(line.Holdings[0] * price) == line.Holdings[0] * price)
            {
                line.Fen[0] = cut;
                return (sheet, new Planted([RowOf(sheet, sheet.Lines.IndexOf(line))], SheetCause.FloatingPoint));
            }
        }

        return null;
    }

    private static long SheetPrice(MadeSheet sheet) => long.Parse(
        string.Concat(sheet.Titles[0].Where(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture);

    private static (MadeSheet, Planted)? Swapped(Random random)
    {
        var sheet = RightSheets.Shares(random);
        var at = Any(sheet, random);
        var (here, next) = (sheet.Lines[at], sheet.Lines[at + 1]);
        (here.Fen[0], next.Fen[0]) = (next.Fen[0], here.Fen[0]);
        return here.Fen[0] == next.Fen[0] ? null : (sheet, new Planted([RowOf(sheet, at)], SheetCause.Swapped));
    }

    private static (MadeSheet, Planted)? TagMissing(Random random)
    {
        var sheet = RightSheets.Registered(random);
        var at = sheet.Lines.FindIndex(line => line.Tags.Count > 0);
        if (sheet.Lines.Count(line => line.Tags.Count > 0) < 4)
        {
            return null;
        }

        sheet.Lines[at].Tags.Clear();
        return (sheet, new Planted([RowOf(sheet, at)], SheetCause.TagMissing));
    }

    // The amount was reckoned with another holding than the sheet says, and all others with the total of it.
    private static (MadeSheet, Planted)? HoldingChanged(Random random)
    {
        var sheet = RightSheets.Shares(random);
        var line = sheet.Lines[Any(sheet, random)];
        var right = line.Holdings[0];
        line.Holdings[0] += line.Holdings[0] >= 2 ? -1 : 1;
        RightSheets.Share(sheet.Lines, sheet.Lines.Sum(each => each.Fen[0]), each => each.Holdings[0], 0);
        line.Holdings[0] = right;
        return (sheet, new Planted([RowOf(sheet, sheet.Lines.IndexOf(line))], SheetCause.HoldingChanged, SheetCause.CopiedFromNeighbour));
    }

    private static (MadeSheet, Planted)? Twice(Random random)
    {
        var sheet = RightSheets.Price(random);
        sheet.Lines.Insert(random.Next(2, sheet.Lines.Count), sheet.Lines[0].Copy());
        var second = sheet.Lines.FindLastIndex(line => line.Id == sheet.Lines[0].Id);
        return (sheet, new Planted([RowOf(sheet, second)], SheetCause.Duplicate));
    }

    private static (MadeSheet, Planted)? WrongSum(Random random, int which, SheetCause cause, Func<MadeSheet, long, long> wrong)
    {
        var sheet = RightSheets.Price(random);
        sheet.Page = which >= 0 ? 6 : 0;
        var sum = (which >= 0 ? sheet.Lines.Take(6) : sheet.Lines).Sum(line => line.Fen[0]);
        var written = wrong(sheet, sum);
        sheet.Written[(which, 0)] = written;
        var row = sheet.Rows().FindIndex(cells => cells[0] == (which >= 0 ? "本页小计" : "合计")) + 1;
        return written == sum ? null : (sheet, new Planted([row], cause));
    }

    private static (MadeSheet, Planted)? NotConserved(Random random)
    {
        var sheet = RightSheets.Shares(random);
        sheet.Titles.Clear();
        sheet.Asked = MadeSheet.Yuan(sheet.Lines.Sum(line => line.Fen[0]) + (random.Next(1, 90) * 1_000));
        return (sheet, new Planted([0], SheetCause.NotConserved));
    }

    private static (MadeSheet, Planted)? Missing(Random random)
    {
        var sheet = RightSheets.Price(random);
        var before = sheet.Lines.Select(line => (line.Id, line.Name)).ToArray();
        sheet.Lines.RemoveAt(Any(sheet, random));
        return (sheet, new Planted([0], SheetCause.MissingSinceLastYear) { LastYear = before });
    }

    private static (MadeSheet, Planted)? Formula(Random random, SheetCause cause)
    {
        var sheet = RightSheets.Price(random);
        var price = SheetPrice(sheet);
        var rows = sheet.Rows();
        var formulas = sheet.Lines.ToDictionary(
            line => (line.Row, 4), line => $"ROUND(C{line.Row}*{price / 100m},2)");
        var (first, last) = (sheet.Lines[0].Row, sheet.Lines[^1].Row);
        var sum = rows.FindIndex(cells => cells[0] == "合计") + 1;
        formulas[(sum, 4)] = $"SUM(D{first}:D{last})";
        var odd = sheet.Lines[Any(sheet, random)].Row;
        switch (cause)
        {
            case SheetCause.FormulaDiffers:
                formulas[(odd, 4)] = $"ROUND(C{odd - 1}*{price / 100m},2)";
                break;
            case SheetCause.ConstantAmongFormulas:
                formulas.Remove((odd, 4));
                break;
            default:
                formulas[(sum, 4)] = $"SUM(D{first}:D{last - 2})";
                odd = sum;
                break;
        }

        return (sheet, new Planted([odd], cause) { File = sheet.Xlsx(formulas) });
    }

    private static (MadeSheet, Planted)? Parts(Random random, SheetCause cause, Func<MadeLine, long> wrong, int total)
    {
        var sheet = RightSheets.Net(random);
        var at = sheet.Lines.FindIndex(2, line => wrong(line) != line.Fen[total]);
        if (at < 0)
        {
            return null;
        }

        sheet.Lines[at].Fen[total] = wrong(sheet.Lines[at]);
        return (sheet, new Planted([RowOf(sheet, at)], cause));
    }

    private static (MadeSheet, Planted)? Row(
        Random random, SheetCause cause, Func<long, long> wrong, params SheetCause[] also)
    {
        var sheet = RightSheets.Price(random);
        var line = sheet.Lines[Any(sheet, random)];
        var right = line.Fen[0];
        line.Fen[0] = wrong(right);
        return line.Fen[0] == right ? null : (sheet, new Planted([RowOf(sheet, sheet.Lines.IndexOf(line))], [cause, .. also]));
    }

    private static (MadeSheet, Planted)? Copied(Random random)
    {
        var sheet = RightSheets.Shares(random);
        var at = Any(sheet, random);
        if (sheet.Lines[at].Fen[0] == sheet.Lines[at - 1].Fen[0])
        {
            return null;
        }

        sheet.Lines[at].Fen[0] = sheet.Lines[at - 1].Fen[0];
        return (sheet, new Planted([RowOf(sheet, at)], SheetCause.CopiedFromNeighbour));
    }
}
