namespace LinkageService.Features.Schemes;

/// <summary>A line of two texts side by side.</summary>
/// <param name="Left">Its number in the left text, from 1; null where the left has no such line.</param>
/// <param name="LeftText">The line of the left text.</param>
/// <param name="Right">Its number in the right text, from 1; null where the right has no such line.</param>
/// <param name="RightText">The line of the right text.</param>
internal sealed record ComparedLine(int? Left, string LeftText, int? Right, string RightText)
{
    /// <summary>Whether both texts have it.</summary>
    public bool IsSame => Left is not null && Right is not null && LeftText == RightText;
}

/// <summary>Lays two texts side by side, line by line: what both have stands in one row, as much of it as possible.</summary>
internal static class LineDifference
{
    /// <summary>Cells of the table of common lines; beyond, the middle of the texts is taken as changed throughout.</summary>
    private const int MaxCells = 16_000_000;

    /// <summary>The lines of both, in order; changed lines that follow each other stand beside each other.</summary>
    public static IReadOnlyList<ComparedLine> Of(string left, string right)
    {
        var (before, after) = (Lines(left), Lines(right));
        var head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < before.Length - head && tail < after.Length - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        var rows = new List<ComparedLine>(Math.Max(before.Length, after.Length));
        for (var i = 0; i < head; i++)
        {
            rows.Add(new ComparedLine(i + 1, before[i], i + 1, after[i]));
        }

        AddMiddle(rows, before.AsSpan(head, before.Length - head - tail), after.AsSpan(head, after.Length - head - tail), head);
        for (var i = tail; i > 0; i--)
        {
            rows.Add(new ComparedLine(before.Length - i + 1, before[^i], after.Length - i + 1, after[^i]));
        }

        return rows;
    }

    private static void AddMiddle(List<ComparedLine> rows, ReadOnlySpan<string> before, ReadOnlySpan<string> after, int head)
    {
        var common = CommonLines(before, after);
        var (i, j) = (0, 0);
        var (removed, added) = (new List<int>(), new List<int>());
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                AddChanged(rows, before, after, head, removed, added);
                rows.Add(new ComparedLine(head + i + 1, before[i], head + j + 1, after[j]));
                (i, j) = (i + 1, j + 1);
            }
            else if (j >= after.Length || (i < before.Length && Longest(common, i + 1, j) >= Longest(common, i, j + 1)))
            {
                removed.Add(i++);
            }
            else
            {
                added.Add(j++);
            }
        }

        AddChanged(rows, before, after, head, removed, added);
    }

    private static void AddChanged(
        List<ComparedLine> rows, ReadOnlySpan<string> before, ReadOnlySpan<string> after, int head, List<int> removed, List<int> added)
    {
        for (var at = 0; at < Math.Max(removed.Count, added.Count); at++)
        {
            int? left = at < removed.Count ? removed[at] : null;
            int? right = at < added.Count ? added[at] : null;
            rows.Add(new ComparedLine(
                head + left + 1, left is { } l ? before[l] : "", head + right + 1, right is { } r ? after[r] : ""));
        }

        removed.Clear();
        added.Clear();
    }

    // How many lines the rests of both have in common, in order; null when that would take too long.
    private static int[,]? CommonLines(ReadOnlySpan<string> before, ReadOnlySpan<string> after)
    {
        if ((long)(before.Length + 1) * (after.Length + 1) > MaxCells)
        {
            return null;
        }

        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private static int Longest(int[,]? common, int i, int j) => common?[i, j] ?? 0;

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
