using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Corrections;

/// <summary>Everyone on either of two rosters, in order, and their places on both.</summary>
internal sealed class HouseholdUnion
{
    private readonly int[] _left;
    private readonly int[] _right;

    private HouseholdUnion(string[] ids, int[] left, int[] right) => (Ids, _left, _right) = (ids, left, right);

    public IReadOnlyList<string> Ids { get; }

    /// <summary>The place on the first roster, or -1.</summary>
    public int Left(int household) => _left[household];

    /// <summary>The place on the second roster, or -1.</summary>
    public int Right(int household) => _right[household];

    public static HouseholdUnion Of(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        var (ids, lefts, rights) = (new List<string>(left.Count), new List<int>(left.Count), new List<int>(left.Count));
        for (int i = 0, j = 0; i < left.Count || j < right.Count;)
        {
            var order = i == left.Count ? 1 : j == right.Count ? -1 : HouseholdOrder.Instance.Compare(left[i], right[j]);
            ids.Add(order <= 0 ? left[i] : right[j]);
            lefts.Add(order <= 0 ? i++ : -1);
            rights.Add(order >= 0 ? j++ : -1);
        }

        return new HouseholdUnion([.. ids], [.. lefts], [.. rights]);
    }

    /// <summary>The first column plus or minus the second; an absent household has 0, and so has an absent column.</summary>
    public long[] Join(ReadOnlyMemory<long> left, ReadOnlyMemory<long> right, int sign)
    {
        var joined = new long[Ids.Count];
        for (var household = 0; household < joined.Length; household++)
        {
            joined[household] = At(left, _left[household]) + (sign * At(right, _right[household]));
        }

        return joined;
    }

    /// <summary>The first roster's members; of those who are not on it, the second's.</summary>
    public GroupMask Join(GroupMask left, GroupMask right) => GroupMask.Where(Ids.Count, household =>
        _left[household] >= 0 ? left.Contains(_left[household]) : right.Contains(_right[household]));

    private static long At(ReadOnlyMemory<long> column, int place) => place < 0 || column.IsEmpty ? 0 : column.Span[place];
}
