namespace LinkageService.Engine.Formulas;

/// <summary>Finds the known word a mistyped one probably meant.</summary>
internal static class Nearest
{
    /// <summary>The known word at an edit distance of at most 2 (1 for short words), or null.</summary>
    public static string? To(string typed, IEnumerable<string> known)
    {
        var limit = typed.Length < 5 ? 1 : 2;
        return known.Select(word => (Word: word, Distance: Distance(typed, word)))
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

        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitute = corner + (left[i - 1] == right[j - 1] ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(substitute, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
