using System.Diagnostics;
using LinkageService.Documents;
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
    public static object? Read(string text, FactField field, string money, out LocalizedText? fault)
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
            FactType.Household => HouseholdIds.Normalize(WrittenText.Id(text).Trim()),
            FactType.AccountNumber or FactType.BankCode or FactType.PlotCode => WrittenText.Number(text),
            FactType.Text => WrittenText.Words(text.Trim()),
            FactType.Rows or FactType.Record => throw new UnreachableException(),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>A date as people write it, as it is written here; another text as it is.</summary>
    public static string Date(string text) => RosterWords.TryDate(text, out var date) ? Dates.Text(date) : text;

    // "" of a dash is nothing stated.
    private static string? Number(string text, string unit, out LocalizedText? fault) =>
        WrittenNumber.Read(text, unit, out fault) is { } number ? number.Length == 0 ? null : number : text.Trim();

    private static object? Whole(string number, string text, out LocalizedText? fault)
    {
        fault = null;
        if (SheetNumber.TryWhole(number, out var whole))
        {
            return whole;
        }

        var shown = NumberProblems.Shorten(text);
        fault = new LocalizedText($"写的是“{shown}”，请写成整数，如 15", $"it says \"{shown}\"; write a whole number, such as 15");
        return null;
    }

    private static object? Flag(string plain, string text, out LocalizedText? fault)
    {
        fault = null;
        if (RosterWords.TryFlag(plain, out var flag))
        {
            return flag;
        }

        var shown = NumberProblems.Shorten(text);
        fault = new LocalizedText($"写的是“{shown}”，请写“是”或“否”", $"it says \"{shown}\"; write yes or no");
        return null;
    }

    private static string? Word(string plain, string text, FactField field, out LocalizedText? fault)
    {
        fault = null;
        foreach (var word in field.Words)
        {
            if (plain == word.Word || plain == Nfkc.Of(word.Title.Zh) || plain.Equals(word.Title.En, StringComparison.OrdinalIgnoreCase))
            {
                return word.Word;
            }
        }

        var shown = NumberProblems.Shorten(text);
        fault = new LocalizedText(
            $"写的是“{shown}”，可以填：{string.Join("、", field.Words.Select(word => word.Title.Zh))}",
            $"it says \"{shown}\"; write one of: {string.Join(", ", field.Words.Select(word => word.Title.En))}");
        return null;
    }
}
