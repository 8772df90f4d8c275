using System.Globalization;
using System.Text;
using LinkageService.Features.Households;
using LinkageService.Features.Schemes;
using LinkageService.Tables;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Households;

/// <summary>
/// Rosters as villages keep them, each as .xlsx, as CSV in UTF-8 and as CSV in GB18030: read rightly, or refused with the right cell. What
/// is expected: a line a household, then what was passed over, what was understood, what is odd and what is wrong.
/// </summary>
public sealed class RosterCorpusTests
{
    private static readonly RosterTableColumns Columns = new(SchemeLibrary.Load());
    private static readonly RosterHeadings Headings = new(Columns);

    public static TheoryData<string> Names => [.. RosterCorpus.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Read_SheetOfAVillage_AsItIsMeant(string name)
    {
        var (drawing, expected, expectedOfCsv) = RosterCorpus.All[name];
        var sheet = new RosterSheet(drawing);
        Assert.Equal(Lines(expected), Lines(Show(await ReadAsync(sheet.ToXlsx()))));
        foreach (var encoding in new[] { "utf-8", "gb18030" })
        {
            Assert.Equal(Lines(expectedOfCsv ?? expected), Lines(Show(await ReadAsync(sheet.ToCsv(encoding)))));
        }
    }

    /// <summary>So people keep zeros in a CSV that Excel opens; it is shown as it is understood.</summary>
    [Fact]
    public async Task Read_CsvWhoseNumbersAreWrittenAsFormulas_AreTheTexts()
    {
        const string csv = "户编号,户主,家庭人口,土地\r\n=\"0001\",农户0001,3,=\"2.50\"\r\n\"=\"\"0002\"\"\",农户0002,2,1\r\n";
        Assert.Equal(
            Lines("""
                0001 农户0001 人3 land=2.50
                0002 农户0002 人2 land=1
                懂 A2 ="0001" → 0001
                懂 A3 ="0002" → 0002
                懂 D2 ="2.50" → 2.50
                """),
            Lines(Show(await ReadAsync(Encoding.UTF8.GetBytes(csv)))));
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\n").Trim();

    /// <summary>What was read, a line each.</summary>
    internal static string Show(ImportDraft draft)
    {
        var text = new StringBuilder();
        foreach (var entry in draft.Households.Select(household => household.Entry))
        {
            text.Append(CultureInfo.InvariantCulture, $"{entry.Id} {entry.Name}");
            text.Append(entry.Members is { } members ? $" 人{members}" : "");
            text.Append(string.Concat(entry.Holdings.Select(holding => $" {holding.Key}={holding.Value}")));
            text.Append(entry.Tags.Count > 0 ? " 类别" + string.Join('+', entry.Tags) : "");
            text.Append(entry.Account is { } account ? $" 账户{account.Holder}/{account.Bank}/{account.Number}" : "");
            text.Append(entry.Phone is { } phone ? " 电话" + phone : "").Append(entry.Remark is { } remark ? " 备注" + remark : "");
            text.Append(string.Concat(entry.Persons.Select(Show)));
            text.Append('\n');
        }

        var reading = draft.Reading!;
        text.Append(string.Concat(reading.Skipped.Select(row => $"略 {row.Row} {row.Kind}\n")));
        text.Append(string.Concat(reading.Columns.SelectMany(column => column.Examples)
            .Select(cell => $"懂 {cell.Cell} {cell.Written} → {cell.Read}".TrimEnd() + "\n")));
        text.Append(string.Concat(reading.Columns.Where(column => column is { Heading.Length: > 0, Column: null })
            .Select(column => $"不认识 {column.Heading}\n")));
        text.Append(string.Concat(reading.Totals.Where(total => total.Stated is not null)
            .Select(total => $"合计 {total.Letter} {total.Sum} {total.Stated} {total.Difference}\n")));
        text.Append(string.Concat(draft.Warnings.Select(warning => $"疑 {warning.Cell} {warning.Code}\n")));
        text.Append(string.Concat(draft.Problems.Select(problem =>
            $"错 {(problem.Cell.Length == 0 ? problem.Row : problem.Cell)} {problem.Problem.Code.Name}\n")));
        return text.ToString();
    }

    private static string Show(PersonEntry person)
    {
        string?[] said = [person.Name + (person.IsHead ? "*" : ""), person.Relation, person.IdNumber, $"{person.Joined:yyyy-MM-dd}"];
        return $" [{string.Join(' ', said.Where(text => !string.IsNullOrEmpty(text)))}]";
    }

    /// <summary>Reads a file as an import does.</summary>
    internal static async Task<ImportDraft> ReadAsync(byte[] file)
    {
        using var reader = await TableReader.OpenAsync(
            new MemoryStream(file), sheet: null, TableLimits.Default, CancellationToken.None, Headings.Find, RosterHeadings.IsGroup);
        return RosterTableReader.Read(reader, Columns, ImportMemory.Unbounded(), CancellationToken.None);
    }
}
