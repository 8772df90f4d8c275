using LinkageService.Engine.Checks;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Exports.Print;

/// <summary>Why something is done, in somebody's own words, as a paper that everybody may read has it.</summary>
internal static class PaperReason
{
    private const int DigitsOfANumber = 9;

    /// <summary>Why it is corrected, paid a second time, or approved although a check was not met: each a paragraph.</summary>
    public static IEnumerable<string> Of(ExportSheet sheet)
    {
        var words = sheet.Words;
        if (sheet.Run.Correction is { } correction)
        {
            yield return words.T("更正原因：", "Why: ") + ForEverybody(correction.Reason, words)
                + words.T("。只列有变动的农户。", ". Only households with a change are listed.");
        }

        if (sheet.Run.Life.RepeatReason is { } reason)
        {
            yield return words.T("本年度按同一方案另有核算，这次另外发放的原因：",
                "There is another run of the year by the same scheme; why this one is paid as well: ") + ForEverybody(reason, words);
        }

        foreach (var each in sheet.Run.Life.Overrides ?? [])
        {
            var title = LegalChecks.Find(each.Code)?.Title ?? new LocalizedText(each.Code, each.Code);
            yield return words.T($"“{title.Zh}”一项没有通过，批准的原因：", $"\"{title.En}\" was not met; why it was approved: ")
                + ForEverybody(each.Reason, words);
        }
    }

    /// <summary>The words, or that they are not for everybody: where they name a status, or hold an ID, card or telephone number.</summary>
    public static string ForEverybody(string reason, ExportWords words) => StatusDisclosure.IsIn(reason) || HasNumber(reason)
        ? words.T("涉及个人信息，由监督委员会核对，本户可持证件查询", "of a personal kind; the supervisors have it")
        : reason;

    private static bool HasNumber(string text)
    {
        var digits = 0;
        foreach (var letter in text)
        {
            digits = char.IsDigit(letter) ? digits + 1 : letter is ' ' or '-' ? digits : 0;
            if (digits >= DigitsOfANumber)
            {
                return true;
            }
        }

        return false;
    }
}
