using System.Diagnostics;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Unicode;
using LinkageService.Features.Households;

namespace LinkageService.Features.Facts;

/// <summary>
/// Reads a cell of a table of facts as people write it. What cannot be told stays as written, and the rules of the field refuse it.
/// </summary>
internal static class FactCells
{
    /// <summary>The value of a cell; null where a dash says that nothing is stated.</summary>
    /// <param name="text">What stands in it, not blank.</param>
    /// <param name="field">What its column holds.</param>
    /// <param name="money">What an amount without a unit is counted in: 元, or 万元 where the table says so.</param>
    /// <param name="fault">What is wrong with it; null leaves that to the rules of the field.</param>
    public static object? Read(string text, FactField field, string money, out Problem? fault)
    {
        fault = null;
        var plain = Nfkc.Of(text).Trim();
        return field.Type switch
        {
            FactType.Yuan or FactType.SignedYuan => Number(text, money, out fault),
            FactType.Quantity => Number(text, field.Label.Zh.Contains('亩', StringComparison.Ordinal) ? "亩" : "", out fault),
            FactType.Share => string.Concat(plain.Where(letter => !char.IsWhiteSpace(letter))),
            FactType.Days or FactType.Year => Whole(plain.TrimEnd('年', '天', '日'), text, out fault),
            FactType.YesNo => Flag(plain, text, out fault),
            FactType.Word => Word(plain, text, field, out fault),
            FactType.Date => Date(plain),
            FactType.Household => Said(HouseholdIds.Normalize(WrittenText.Id(text).Trim()), text, out fault),
            FactType.AccountNumber or FactType.BankCode or FactType.PlotCode => Said(WrittenText.Number(text), text, out fault),
            FactType.Text => Said(WrittenText.Words(text.Trim()), text, out fault),
            FactType.Rows or FactType.Record => throw new UnreachableException(),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>A date as people write it, as it is written here; another text as it is.</summary>
    public static string Date(string text) => RosterWords.TryDate(text, out var date) ? Dates.Text(date) : text;

    // "" of a dash is nothing stated.
    private static string? Number(string text, string unit, out Problem? fault)
    {
        if (WrittenNumber.Read(text, unit, out var refusal) is { } number)
        {
            fault = null;
            return number.Length == 0 ? null : number;
        }

        var shown = NumberProblems.Shorten(text);
        var spelling = NumberSpelling.Of(text) is { } plain && !plain.EndsWith('%') ? plain : "1234.56";
        fault = refusal is null
            ? new Problem(ProblemCodes.NotANumber, "", new LocalizedText(
                $"写的是“{shown}”，请写成数字，如 {spelling}；千分位、“元”和“万元”也读", $"it says \"{shown}\"; write a number, such as {spelling}"))
            : Wrong(refusal);
        return refusal is null ? text.Trim() : null;
    }

    // 同上 is about another row, which a table that is sorted anew no longer has above it.
    private static string Said(string read, string text, out Problem? fault)
    {
        var shown = NumberProblems.Shorten(text);
        fault = WrittenText.IsDitto(text.Trim())
            ? Wrong(new LocalizedText($"写的是“{shown}”：请写出这一格自己的内容", $"it says \"{shown}\": write what this cell itself holds"))
            : null;
        return read;
    }

    private static Problem Wrong(LocalizedText words) => new(ProblemCodes.InvalidValue, "", words);

    private static object? Whole(string number, string text, out Problem? fault)
    {
        fault = null;
        if (SheetNumber.TryWhole(number, out var whole))
        {
            return whole;
        }

        var shown = NumberProblems.Shorten(text);
        fault = Wrong(new LocalizedText($"写的是“{shown}”，请写成整数，如 15", $"it says \"{shown}\"; write a whole number, such as 15"));
        return null;
    }

    private static object? Flag(string plain, string text, out Problem? fault)
    {
        fault = null;
        if (RosterWords.TryFlag(plain, out var flag))
        {
            return flag;
        }

        var shown = NumberProblems.Shorten(text);
        fault = Wrong(new LocalizedText($"写的是“{shown}”，请写“是”或“否”", $"it says \"{shown}\"; write yes or no"));
        return null;
    }

    private static string? Word(string plain, string text, FactField field, out Problem? fault)
    {
        fault = null;
        foreach (var word in field.Words)
        {
            if (plain == word.Word || plain == Nfkc.Of(word.Title.Zh) || plain.Equals(word.Title.En, StringComparison.OrdinalIgnoreCase)
                || FactSynonyms.Means(word, plain))
            {
                return word.Word;
            }
        }

        var shown = NumberProblems.Shorten(text);
        fault = Wrong(new LocalizedText(
            $"写的是“{shown}”，可以填：{string.Join("、", field.Words.Select(word => word.Title.Zh))}",
            $"it says \"{shown}\"; write one of: {string.Join(", ", field.Words.Select(word => word.Title.En))}"));
        return null;
    }
}
