using System.Buffers;
using System.Text;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Storage.Blocks;

namespace LinkageService.Storage.Runs;

/// <summary>Turns the columns of a distribution into rows. All of it is done by whoever asks, before the change begins.</summary>
public static class RunPacking
{
    // The writer asks for room for the largest block there could be; making that anew for each run costs more than packing it.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _output;

    /// <summary>The blocks of a calculation: <see cref="RunParts.Calculation"/>.</summary>
    public static IReadOnlyList<RunBlockRow> Blocks(string runId, Distribution distribution)
    {
        var roster = distribution.Roster;
        var columns = new List<BlockColumn>();
        for (var holding = 0; holding < roster.Schema.Holdings.Count; holding++)
        {
            columns.Add(BlockColumn.Of(roster.HoldingMemory(holding)));
        }

        columns.AddRange(roster.Labels.Select(label => BlockColumn.Of(label.Codes.Select(code => (long)code).ToArray())));
        columns.AddRange(roster.Schema.TagsRead.Select(tag => BlockColumn.Of(roster.Tagged(tag))));
        columns.Add(BlockColumn.Of(roster.Registered));
        columns.AddRange(distribution.Steps.Where(step => step.AmountsFen is not null)
            .Select(step => BlockColumn.Of(step.AmountsFen!.Value)));
        return Blocks(runId, RunParts.Calculation, roster.IdLinesMemory, roster.Count, columns.ToArray());
    }

    /// <summary>The blocks of one part.</summary>
    /// <param name="runId">Whose.</param>
    /// <param name="part"><see cref="RunParts"/>.</param>
    /// <param name="idLines">The ids in ascending order of their UTF-8 bytes, each ended by a line feed.</param>
    /// <param name="households">How many.</param>
    /// <param name="columns">Their values, in the same order.</param>
    public static IReadOnlyList<RunBlockRow> Blocks(
        string runId, long part, ReadOnlyMemory<byte> idLines, int households, BlockColumn[] columns)
    {
        var rows = new List<RunBlockRow>(ColumnBlockWriter.BlocksOf(households));
        var output = _output ??= new ArrayBufferWriter<byte>();
        var rest = idLines;
        for (var from = 0; from < households; from += ColumnBlock.MaxHouseholds)
        {
            var count = Math.Min(ColumnBlock.MaxHouseholds, households - from);
            var lines = from + count == households ? rest : rest[..LengthOf(rest.Span, count)];
            rest = rest[lines.Length..];
            output.ResetWrittenCount();
            ColumnBlockWriter.Write(output, lines.Span, count, columns, from);
            var payload = output.WrittenSpan.ToArray();
            var first = Encoding.UTF8.GetString(lines.Span[..lines.Span.IndexOf((byte)'\n')]);
            rows.Add(new RunBlockRow(runId, part, first, count, payload, RunBlockRow.DigestOf(runId, part, first, count, payload)));
        }

        return rows;
    }

    /// <summary>The figures of a calculation for reports, by benefit in the order of the steps.</summary>
    public static IReadOnlyList<RunBenefitRow> Benefits(string runId, Distribution distribution) => distribution.Steps
        .Where(step => step is { AmountsFen: not null, IsRecord: false })
        .GroupBy(step => step.Step.Benefit, StringComparer.Ordinal)
        .Select(steps => Benefit(runId, steps.Key, steps.Select(step => step.AmountsFen!.Value).ToArray(), distribution.Roster.Registered))
        .ToArray();

    private static RunBenefitRow Benefit(string runId, string benefit, ReadOnlyMemory<long>[] columns, GroupMask registered)
    {
        var (amounts, hasLine) = (new long[registered.Households], new bool[registered.Households]);
        foreach (var column in columns)
        {
            var values = column.Span;
            for (var household = 0; household < values.Length; household++)
            {
                amounts[household] += values[household];
                hasLine[household] |= values[household] != 0;
            }
        }

        var (households, amount, registeredHouseholds, registeredAmount) = (0L, 0L, 0L, 0L);
        for (var household = 0; household < amounts.Length; household++)
        {
            if (!hasLine[household])
            {
                continue;
            }

            households++;
            amount += amounts[household];
            if (registered.Contains(household))
            {
                registeredHouseholds++;
                registeredAmount += amounts[household];
            }
        }

        return new RunBenefitRow(runId, benefit, households, amount, registeredHouseholds, registeredAmount);
    }

    private static int LengthOf(ReadOnlySpan<byte> lines, int count)
    {
        var length = 0;
        for (var line = 0; line < count; line++)
        {
            length += lines[length..].IndexOf((byte)'\n') + 1;
        }

        return length;
    }
}
