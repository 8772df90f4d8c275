using System.Globalization;

namespace LinkageService.Engine.Schemes;

/// <summary>Finds where a field stands in the text: <c>steps[2].when.group</c> from the document, <c>when.group</c>
/// from the step.</summary>
internal static class DocumentPlaces
{
    /// <summary>The value at the path, or its key where the value is a list or mapping; as far as the path leads.</summary>
    public static DocumentNode Follow(DocumentNode from, string path)
    {
        DocumentNode place = from;
        foreach (var segment in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment[0] == '[')
            {
                var index = int.Parse(segment[1..^1], CultureInfo.InvariantCulture);
                if (from is not DocumentSequence sequence || index >= sequence.Items.Count)
                {
                    break;
                }

                place = from = sequence.Items[index];
                continue;
            }

            if ((from as DocumentMapping)?.Entries.FirstOrDefault(entry =>
                string.Equals(entry.Key, segment, StringComparison.Ordinal)) is not { } found)
            {
                break;
            }

            from = found.Value;
            place = from is DocumentScalar ? from : new DocumentScalar(found.Key, found.Line, found.Column);
        }

        return place;
    }
}
