using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Tables;
using LinkageService.Tables.Csv;

namespace LinkageService.Features.Payments.Files;

/// <summary>
/// A bank's text with bars between its fields, as ICBC has it: lines that begin with # are its own, those of them with bars are headings,
/// which hold until the next.
/// </summary>
internal static class BarText
{
    private const int MaxFields = 1_000;

    /// <summary>Whether the start of a text is one: its first line that is no title has bars, more of them than commas and tabs.</summary>
    public static bool IsOne(string start)
    {
        foreach (var line in start.Split('\n').Select(line => line.Trim('\uFEFF', '\r', ' ')).Where(line => line.Length > 0).Take(10))
        {
            if (line.Count(letter => letter == '|') >= 2)
            {
                return line.Count(letter => letter == '|') > line.Count(letter => letter is ',' or '\t');
            }

            if (!line.StartsWith('#'))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Reads it to its end.</summary>
    public static PaymentResultFile Read(Stream file, PaymentResultLimits limits, CancellationToken cancellation)
    {
        var encoding = CsvEncoding.Of(file);
        file.Position = 0;
        using var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var (isInFen, number) = (false, 0);
        ResultSheet? sheet = null;
        TableRow? headings = null;
        while (text.ReadLine() is { } line)
        {
            cancellation.ThrowIfCancellationRequested();
            number++;
            var isOwn = line.TrimStart('\uFEFF', ' ').StartsWith('#');
            isInFen |= isOwn && line.Contains("分为单位", StringComparison.Ordinal);
            if (Fields(line, number) is not { } row)
            {
                continue;
            }

            if ((isOwn || sheet is null) && LooksLikeHeadings(row))
            {
                headings = row;
                sheet ??= new ResultSheet(ResultColumns.Of(row, isInFen), limits, hasCells: false);
            }
            else if (!isOwn && sheet is not null)
            {
                sheet.Read(row);
            }
            else
            {
                // The head with the sum, before the headings of payments.
                headings ??= row;
            }
        }

        return sheet is not null ? sheet.Finish(PaymentResultForm.BarText)
            : headings is not null ? throw Refused(headings)
            : throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue, "文件里没有一笔", "the file holds no payment", "file"));
    }

    private static RefusedException Refused(TableRow headings)
    {
        ResultColumns.Of(headings);
        return new RefusedException(Failure.Of(ProblemCodes.InvalidValue, "没有找到表头", "no headings were found", "file"));
    }

    private static bool LooksLikeHeadings(TableRow row)
    {
        var known = row.Cells.Select(ResultColumns.Find).OfType<ResultField>().Distinct().ToArray();
        return known.Length >= 3 && known.Any(field => field is ResultField.Account or ResultField.EndToEndId or ResultField.Household);
    }

    private static TableRow? Fields(string line, int number)
    {
        var cells = line.TrimStart('\uFEFF', ' ').TrimStart('#').TrimEnd('\r').Split('|');
        if (cells.Length > MaxFields)
        {
            throw TableException.Csv(number, $"有 {cells.Length} 格，最多 {MaxFields} 格", $"{cells.Length} fields, at most {MaxFields}");
        }

        return cells.Length < 3 ? null : new TableRow(number, cells);
    }
}
