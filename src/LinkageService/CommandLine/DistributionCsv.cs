using CsvHelper;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Runs;

namespace LinkageService.CommandLine;

/// <summary>The statements as a table of text: a household a row, a step a column, then <c>total</c>, then what is only noted.</summary>
internal static class DistributionCsv
{
    /// <param name="distribution">The result.</param>
    /// <param name="output">Where to; stays open.</param>
    /// <param name="withMark">Whether a byte order mark goes first, by which office programs know UTF-8.</param>
    public static async Task WriteAsync(Distribution distribution, Stream output, bool withMark)
    {
        var steps = distribution.Steps.Where(step => step is { AmountsFen: not null, IsRecord: false }).ToArray();
        var records = distribution.Steps.Where(step => step is { AmountsFen: not null, IsRecord: true }).ToArray();
        await using var csv = CsvWriter.Create(output, new CsvWriterOptions { WriteByteOrderMark = withMark }, leaveOpen: true);
        csv.WriteRecord([
            "household_id", .. steps.Select(step => step.Step.Id), "total", .. records.Select(step => "record:" + step.Step.Id),
        ]);
        for (var household = 0; household < distribution.Roster.Count; household++)
        {
            var at = household;
            csv.WriteRecord([
                distribution.Roster.Id(at), .. steps.Select(step => Amount(step, at)), distribution.Total(at).ToString(),
                .. records.Select(step => Amount(step, at)),
            ]);
        }
    }

    private static string Amount(StepResult step, int household) => new Money(step.AmountsFen!.Value.Span[household]).ToString();
}
