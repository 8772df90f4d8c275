using System.Globalization;
using System.Text;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Schemes;

/// <summary>
/// Characters of titles that nobody sees: with them two titles look alike and are two. Documents stored before stay as they are.
/// </summary>
internal static class UnseenInTitles
{
    private const string Title = "title";

    /// <summary>A problem for each title that has one.</summary>
    public static IReadOnlyList<Problem> Find(DocumentNode document)
    {
        var problems = new List<Problem>();
        Look(document, "", isTitle: false, problems);
        return problems;
    }

    private static void Look(DocumentNode node, string path, bool isTitle, List<Problem> problems)
    {
        switch (node)
        {
            case DocumentMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    Look(entry.Value, path.Length == 0 ? entry.Key : path + "." + entry.Key, isTitle || entry.Key == Title, problems);
                }

                break;
            case DocumentSequence sequence:
                for (var at = 0; at < sequence.Items.Count; at++)
                {
                    Look(sequence.Items[at], string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]"), isTitle, problems);
                }

                break;
            case DocumentScalar { Text: { } text } when isTitle && Fault(text) is { } fault:
                problems.Add(new Problem(ProblemCodes.SchemeInvalidValue, path, fault) { Line = node.Line, Column = node.Column });
                break;
        }
    }

    private static LocalizedText? Fault(string text)
    {
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            at++;
            if (rune.Value is not ('\n' or '\r' or '\t') && HouseholdIds.IsUnseen(rune))
            {
                return new LocalizedText(
                    $"标题第 {at} 个字符看不见（U+{rune.Value:X4}），多半是复制时带来的；请删掉它，或重新打一遍",
                    $"character {at} of the title cannot be seen (U+{rune.Value:X4}); delete it, or type the title anew");
            }
        }

        return null;
    }
}
