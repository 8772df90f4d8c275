using System.Text.RegularExpressions;
using LinkageService.Engine.Unicode;

namespace LinkageService.Features.Households;

/// <summary>A heading as people write it: the name, and the unit in brackets behind it.</summary>
/// <param name="Name">Without spaces, line breaks, marks and brackets.</param>
/// <param name="Unit">What stands in the last brackets, such as 亩; empty for none.</param>
internal readonly partial record struct HeadingText(string Name, string Unit)
{
    /// <summary>Both, in one spelling.</summary>
    public override string ToString() => Unit.Length == 0 ? Name : $"{Name}({Unit})";

    /// <summary>Reads a heading: <c>土地股\n（亩）</c> is 土地股 in 亩.</summary>
    public static HeadingText Of(string heading) => AsWritten(InOneLanguage(WithoutMarks(heading)));

    /// <summary>Reads a heading with all that stands in it: marks of notes, and both of two languages.</summary>
    public static HeadingText AsWritten(string heading)
    {
        var text = string.Concat(Nfkc.Of(heading).Where(letter => !char.IsWhiteSpace(letter))).Trim('*', ':', '★');
        var unit = "";
        while (text.EndsWith(')') && text.LastIndexOf('(') is >= 0 and var open
            && (open > 0 || WrittenNumber.IsUnit(text[1..^1])))
        {
            // 资金（万元）（必填）
            var inside = text[(open + 1)..^1];
            unit = unit.Length == 0 || (WrittenNumber.IsUnit(inside) && !WrittenNumber.IsUnit(unit)) ? inside : unit;
            text = text[..open];
        }

        if (unit.StartsWith("单位", StringComparison.Ordinal))
        {
            unit = unit["单位".Length..].TrimStart(':');
        }

        // 土地/亩
        if (unit.Length == 0 && text.LastIndexOf('/') is > 0 and var slash && WrittenNumber.IsUnit(text[(slash + 1)..]))
        {
            (text, unit) = (text[..slash], text[(slash + 1)..]);
        }

        // 入股万元
        if (unit.Length == 0 && text.Length > 2 && WrittenNumber.ScaleOf(text[^2..]) is (> 1, "元"))
        {
            (text, unit) = (text[..^2], text[^2..]);
        }

        return new HeadingText(text.Trim('*', ':'), unit);
    }

    // 土地（亩）①, 股数【必填】: marks of notes, and words to whoever fills in the form.
    private static string WithoutMarks(string heading)
    {
        var text = heading.Trim();
        return text.Length == 0 || char.IsAsciiLetterOrDigit(text[^1]) ? text : Marks().Replace(text, "");
    }

    // 户编号 over Household ID says one thing twice; a unit that only the English has is kept.
    private static string InOneLanguage(string heading)
    {
        if (!heading.AsSpan().ContainsAnyInRange('A', 'z') || BothLanguages().Match(heading) is not { Success: true } match)
        {
            return heading;
        }

        var words = match.Groups["words"].Value.Trim();
        if (WrittenNumber.IsUnit(words) || OtherUnit().IsMatch(words))
        {
            return heading;
        }

        var (chinese, unit) = (match.Groups["chinese"].Value.Trim(), match.Groups["unit"].Value);
        return unit.Length > 0 && !chinese.EndsWith(')') && !chinese.EndsWith('）') ? $"{chinese}({unit})" : chinese;
    }

    [GeneratedRegex(
        @"([①-⑳❶-❿➀-➉※☆★*＊\s]|[【\[](必填|必录|选填|可选|非必填|必填项|选填项)[】\]])+$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marks();

    [GeneratedRegex(
        "^([A-Z]{2,4}|dollars?|euros?|acres?|hectares?|tons?|tonnes?|sqm|persons?)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OtherUnit();

    [GeneratedRegex(
        @"^(?<chinese>[^A-Za-z]*[\u4E00-\u9FFF][^A-Za-z]*?)(\s*[/／|\n\r]\s*|\s+|(?=[A-Z][a-z]))(?<words>[A-Za-z][A-Za-z .'/_-]{2,})"
        + @"([(（](?<unit>[^()（）]*)[)）])?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BothLanguages();
}
