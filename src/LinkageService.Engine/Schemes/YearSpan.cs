using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>Reads a span of years, <c>{ from: 2020, to: 2025 }</c>, either end of which may be left out.</summary>
internal static class YearSpan
{
    /// <summary>The years of a field; null for an end that is not there, and for both where they cannot be read.</summary>
    /// <param name="parent">The mapping the field is in.</param>
    /// <param name="key">What the field is called there.</param>
    /// <param name="node">What stands there.</param>
    /// <param name="hasEnd">Whether one end must be there.</param>
    public static (int? From, int? To) Read(FieldReader parent, string key, DocumentNode node, bool hasEnd = false)
    {
        if (FieldReader.Open(node, parent.FieldOf(key), parent.Problems, Shapes.Years(key, node)) is not { } range)
        {
            return (null, null);
        }

        var (from, to) = (range.Whole("from", 1900, 2999), range.Whole("to", 1900, 2999));
        if (hasEnd && !range.Has("from") && !range.Has("to"))
        {
            parent.Invalid(key, $"{key} 里写 from 或 to", $"{key} has from or to");
        }

        range.Done();
        if (from is not { } first || to is not { } last || first <= last)
        {
            return (from, to);
        }

        parent.Problems.Add(ProblemCodes.SchemeInvalidValue, parent.FieldOf(key), node,
            $"起始年 from（{first}）晚于截止年 to（{last}），没有一年在里面", $"the first year, from {first}, is after the last, to {last}: no year is within",
            new LocalizedText($"两头写反了就写作 {key}: {{ from: {last}, to: {first} }}",
                $"If they were exchanged, write {key}: {{ from: {last}, to: {first} }}"));
        return (null, null);
    }
}
