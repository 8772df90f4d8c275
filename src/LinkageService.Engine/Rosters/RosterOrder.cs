using System.Buffers.Binary;

namespace LinkageService.Engine.Rosters;

/// <summary>Sorting by member number: ids compared by their UTF-8 bytes, which is by Unicode code point.</summary>
internal static class RosterOrder
{
    public static ReadOnlySpan<byte> Id(ReadOnlySpan<byte> ids, ReadOnlySpan<int> starts, int household) =>
        ids[starts[household]..(starts[household + 1] - 1)];

    /// <summary>The households in order; null when they came in order, equal neighbours included.</summary>
    public static int[]? Of(ReadOnlySpan<byte> ids, ReadOnlySpan<int> starts)
    {
        var count = starts.Length - 1;
        var household = 1;
        while (household < count && Id(ids, starts, household - 1).SequenceCompareTo(Id(ids, starts, household)) <= 0)
        {
            household++;
        }

        return household >= count ? null : Sort(ids, starts, count);
    }

    public static long[] Arrange(long[] column, int[]? order, int count)
    {
        if (order is null)
        {
            return column.Length == count ? column : column[..count];
        }

        var arranged = GC.AllocateUninitializedArray<long>(count);
        for (var place = 0; place < count; place++)
        {
            arranged[place] = column[order[place]];
        }

        return arranged;
    }

    public static (byte[] Ids, int[] Starts) Arrange(ReadOnlySpan<byte> ids, int[] starts, int[]? order, int count)
    {
        if (order is null)
        {
            return (ids.ToArray(), starts[..(count + 1)]);
        }

        var (arranged, places) = (new byte[ids.Length], new int[count + 1]);
        var at = 0;
        for (var place = 0; place < count; place++)
        {
            var line = ids[starts[order[place]]..starts[order[place] + 1]];
            line.CopyTo(arranged.AsSpan(at));
            places[place] = at;
            at += line.Length;
        }

        places[count] = at;
        return (arranged, places);
    }

    // By the first eight bytes as a number, then equal runs by the whole id.
    private static int[] Sort(ReadOnlySpan<byte> ids, ReadOnlySpan<int> starts, int count)
    {
        var keys = new ulong[count];
        var order = new int[count];
        Span<byte> prefix = stackalloc byte[8];
        for (var household = 0; household < count; household++)
        {
            prefix.Clear();
            var id = Id(ids, starts, household);
            id[..Math.Min(8, id.Length)].CopyTo(prefix);
            keys[household] = BinaryPrimitives.ReadUInt64BigEndian(prefix);
            order[household] = household;
        }

        Array.Sort(keys, order);
        var (bytes, places) = (ids.ToArray(), starts.ToArray());
        for (var from = 0; from < count;)
        {
            var to = from + 1;
            while (to < count && keys[to] == keys[from])
            {
                to++;
            }

            if (to - from > 1)
            {
                Array.Sort(order, from, to - from, Comparer<int>.Create((left, right) =>
                {
                    var byId = Id(bytes, places, left).SequenceCompareTo(Id(bytes, places, right));
                    return byId != 0 ? byId : left.CompareTo(right);
                }));
            }

            from = to;
        }

        return order;
    }
}
