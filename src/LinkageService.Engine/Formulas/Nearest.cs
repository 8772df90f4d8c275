namespace LinkageService.Engine.Formulas;

/// <summary>Finds the known word a mistyped one probably meant.</summary>
public static class Nearest
{
    /// <summary>
    /// The known word typed in another form, or at most two slips away (one for words of under six letters, none for a letter); null where
    /// none is.
    /// </summary>
    /// <param name="typed">What stands there.</param>
    /// <param name="known">What may stand there.</param>
    public static string? To(string typed, IEnumerable<string> known)
    {
        var words = known.ToArray();
        var limit = typed.Length == 1 ? 0 : typed.Length < 6 ? 1 : 2;
        return TypedWords.Find(typed, words) ?? words.Select(word => (Word: word, Distance: Distance(typed, word)))
            .Where(row => row.Distance <= limit)
            .OrderBy(row => row.Distance).ThenBy(row => row.Word, StringComparer.Ordinal)
            .Select(row => row.Word).FirstOrDefault();
    }

    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 2 || left.Length > 64)
        {
            return int.MaxValue;
        }

        // Two letters exchanged are one slip, like one too many, missing or wrong.
        var (before, last, row) = (new int[right.Length + 1], new int[right.Length + 1], Enumerable.Range(0, right.Length + 1).ToArray());
        for (var i = 1; i <= left.Length; i++)
        {
            (before, last, row) = (last, row, before);
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitute = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.Min(substitute, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }
        }

        return row[right.Length];
    }
}
