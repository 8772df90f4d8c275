using LinkageService.Engine.Unicode;

namespace LinkageService.Features.Households;

/// <summary>A heading as people write it: the name, and the unit in brackets behind it.</summary>
/// <param name="Name">Without spaces, line breaks, marks and brackets.</param>
/// <param name="Unit">What stands in the last brackets, such as 亩; empty for none.</param>
internal readonly record struct HeadingText(string Name, string Unit)
{
    /// <summary>Both, in one spelling.</summary>
    public override string ToString() => Unit.Length == 0 ? Name : $"{Name}({Unit})";

    /// <summary>Reads a heading: <c>土地股\n（亩）</c> is 土地股 in 亩.</summary>
    public static HeadingText Of(string heading)
    {
        var text = string.Concat(Nfkc.Of(heading).Where(letter => !char.IsWhiteSpace(letter))).Trim('*', ':', '★');
        var unit = "";
        while (text.EndsWith(')') && text.LastIndexOf('(') is >= 0 and var open
            && (open > 0 || WrittenNumber.IsUnit(text[1..^1])))
        {
            unit = unit.Length > 0 ? unit : text[(open + 1)..^1];
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
}
