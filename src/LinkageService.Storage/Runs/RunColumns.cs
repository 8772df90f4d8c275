using System.Buffers;
using LinkageService.Engine.Rosters;
using LinkageService.Storage.Blocks;

namespace LinkageService.Storage.Runs;

/// <summary>One part of a run, unpacked: its ids and every column over all households.</summary>
/// <param name="Households">How many.</param>
/// <param name="IdLines">The ids in order, UTF-8, each ended by a line feed.</param>
/// <param name="Columns">The values, in the order in which they were packed.</param>
public sealed record RunColumns(int Households, byte[] IdLines, long[][] Columns)
{
    /// <summary>Unpacks blocks, in order.</summary>
    /// <exception cref="DamagedBlockException">One of them is no block.</exception>
    public static RunColumns Of(IReadOnlyList<byte[]> payloads)
    {
        var blocks = payloads.Select(payload => ColumnBlock.Read(payload)).ToArray();
        var households = blocks.Sum(block => block.Count);
        var width = blocks.Length == 0 ? 0 : blocks[0].ColumnCount;
        var columns = Enumerable.Range(0, width).Select(_ => new long[households]).ToArray();
        var ids = new ArrayBufferWriter<byte>();
        var at = 0;
        foreach (var block in blocks)
        {
            if (block.ColumnCount != width)
            {
                throw new DamagedBlockException("its columns are not those of the other blocks");
            }

            block.CopyIdLines(ids);
            for (var column = 0; column < width; column++)
            {
                block.CopyColumn(column, columns[column].AsSpan(at, block.Count));
            }

            at += block.Count;
        }

        return new RunColumns(households, ids.WrittenSpan.ToArray(), columns);
    }

    /// <summary>The roster of a calculation (<see cref="RunParts.Calculation"/>), as it was.</summary>
    /// <param name="schema">The columns of the scheme the run used.</param>
    /// <param name="window">The days of its share-days; null for none.</param>
    /// <param name="labelValues">The values of each label of the scheme, whose places the columns name.</param>
    /// <exception cref="DamagedBlockException">There are too few columns for the scheme.</exception>
    public Roster ToRoster(RosterSchema schema, HoldingWindow? window, IReadOnlyDictionary<string, IReadOnlyList<string>> labelValues)
    {
        var (holdings, labels, tags) = (schema.Holdings.Count, schema.Labels.Count, schema.TagsRead.Count);
        if (Columns.Length <= holdings + labels + tags)
        {
            throw new DamagedBlockException("it has fewer columns than the scheme reads");
        }

        var read = schema.Labels.Select((label, at) => labelValues.TryGetValue(label.Name, out var values)
            ? new LabelColumn(label.Name, values, Array.ConvertAll(Columns[holdings + at], code => (int)code))
            : throw new DamagedBlockException("the values of its labels are not kept with it")).ToArray();
        var first = holdings + labels;
        var masks = Columns[first..(first + tags + 1)].Select(column => GroupMask.Where(Households, at => column[at] != 0)).ToArray();
        return RosterColumns.ToRoster(schema, IdLines, Columns[..holdings], masks[..tags], masks[tags], window, read);
    }
}

/// <summary>One household of a part: all its values.</summary>
/// <param name="Household">Its id.</param>
/// <param name="Values">In the order of the columns.</param>
public readonly record struct HouseholdValues(string Household, long[] Values);
