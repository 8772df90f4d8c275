using System.Text.RegularExpressions;
using LinkageService.Engine.Problems;

namespace LinkageService.Documents;

/// <summary>Puts what the parser of YAML says into words a clerk can act on, in both languages.</summary>
internal static partial class YamlFaults
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int Patience = 1000;

    /// <summary>The problem of a fault.</summary>
    public static Problem Of(string[] lines, YamlFault fault)
    {
        if (Array.TrueForAll(lines, each => each.AsSpan().Trim().IsEmpty || each.AsSpan().TrimStart().StartsWith("#")))
        {
            return YamlMistakes.Problem(1, 1, new LocalizedText(
                "文档是空的；至少写 id、version、title 和 steps", "the document is empty; it has at least id, version, title and steps"));
        }

        if (fault.Reason.Contains("quoted", StringComparison.Ordinal))
        {
            return At(fault, "从这里开始的引号没有合上；值的两头各写一个半角引号",
                "the quote that opens here is not closed; a value has one at each end");
        }

        if (YamlBrackets.Unclosed(lines) is { } open && open.Line <= Math.Max(fault.Line, 1))
        {
            return YamlMistakes.Problem(open.Line, open.Column, open.IsExtra
                ? new LocalizedText($"这里多了一个“{open.Sign}”", $"there is one \"{open.Sign}\" too many here")
                : new LocalizedText($"这里的“{open.Sign}”没有合上；行末补上“{Closing(open.Sign)}”",
                    $"the \"{open.Sign}\" here is not closed; end it with \"{Closing(open.Sign)}\""));
        }

        return OfReason(fault) ?? OfIndent(lines, fault) ?? Unexplained(lines, fault);
    }

    /// <summary>The problem of a fault whose cause cannot be told.</summary>
    public static Problem Unexplained(string[] lines, YamlFault fault)
    {
        var line = NumberProblems.Shorten(fault.Line >= 1 && fault.Line <= lines.Length ? lines[fault.Line - 1].Trim() : "");
        return At(fault, $"读不下去：“{line}”；检查冒号后有空格、同一层对齐、括号和引号成对",
            $"cannot be read: \"{line}\"; check the space after colons, that a level is aligned, and that brackets and quotes are closed");
    }

    private static Problem? OfReason(YamlFault fault) => fault.Reason switch
    {
        YamlFault.SecondDocument => At(fault, "一个文件只写一个方案；去掉单独一行的“---”", "a file holds one scheme; leave out the line \"---\""),
        YamlFault.Alias => At(fault, "不读锚点和引用（& *）；把内容再写一遍", "anchors and aliases (& *) are not read; write it out again"),
        _ when fault.Reason.Contains("anchor or alias", StringComparison.Ordinal) => At(fault,
            "值不能以 * 或 & 开头；相乘写作 a * b，文字加引号", "a value cannot begin with * or &; write a * b to multiply, quotes around a text"),
        _ when fault.Reason.Contains("cannot start any token", StringComparison.Ordinal) => At(fault,
            "值不能以这个符号（% @ `）开头；比例写作 10%，文字加引号",
            "a value cannot begin with this sign (% @ `); a rate is written 10%, a text has quotes"),
        _ when fault.Reason.StartsWith("more than", StringComparison.Ordinal) => At(fault,
            "文档太大：最多 32 层、20000 个值", "the document is too large: at most 32 levels and 20000 values"),
        _ when fault.Reason.StartsWith("Expected 'Scalar'", StringComparison.Ordinal) =>
            At(fault, "冒号前面应是一个名称", "a name stands before the colon"),
        _ => null,
    };

    // A line that stands at no level of what is above it.
    private static Problem? OfIndent(string[] lines, YamlFault fault)
    {
        var at = Math.Clamp(fault.Line, 1, lines.Length) - 1;
        var above = at - 1;
        while (above >= 0 && lines[above].AsSpan().Trim() is var text && (text.IsEmpty || text[0] == '#'))
        {
            above--;
        }

        if (lines[at].Length > YamlMistakes.MaxLine || (above >= 0 && lines[above].Length > YamlMistakes.MaxLine))
        {
            return null;
        }

        if (above < 0 || Key().Match(lines[at]) is not { Success: true } here)
        {
            return Bare().Match(lines[at]) is { Success: true } bare && bare.Groups["text"].Value is var word
                ? At(at + 1, bare.Groups["text"].Index + 1, $"“{NumberProblems.Shorten(word)}”后面缺冒号和值，写作“名称: 值”",
                    $"\"{NumberProblems.Shorten(word)}\" lacks a colon and a value: write \"name: value\"")
                : null;
        }

        var column = here.Groups["key"].Index;
        var first = Array.FindIndex(lines, line => !line.AsSpan().Trim().IsEmpty && line[0] != '#');
        if (column == 0 && lines[first].StartsWith("- ", StringComparison.Ordinal))
        {
            return At(first + 1, 1, "最上层的名称（id、version……）前面不写“- ”",
                "the names of the top level (id, version …) have no \"- \" before them");
        }

        if (here.Groups["dash"].Success)
        {
            return At(at + 1, here.Groups["dash"].Index + 1, "这一项的“- ”和上面各项的“- ”没有对齐；各项左边对齐",
                "the \"- \" of this item is not below those above it; align the items");
        }

        var before = Key().Match(lines[above]);
        if (before.Success && column > before.Groups["key"].Index && before.Groups["value"].Length > 0)
        {
            return At(at + 1, column + 1, $"这一行缩进太深：“{here.Groups["key"]}”和上一行的“{before.Groups["key"]}”对齐",
                $"the line is indented too far: align \"{here.Groups["key"]}\" with \"{before.Groups["key"]}\" above it");
        }

        if (before.Success && before.Groups["key"].Index != column)
        {
            return At(at + 1, column + 1, $"“{here.Groups["key"]}”的缩进和上面哪一层都对不齐；同一层的各行左边对齐",
                $"\"{here.Groups["key"]}\" is aligned with no level above it; lines of one level begin in one column");
        }

        return null;
    }

    private static string Closing(char open) => open == '{' ? "}" : "]";

    private static Problem At(YamlFault fault, string zh, string en) => At(fault.Line, fault.Column, zh, en);

    private static Problem At(int line, int column, string zh, string en) =>
        YamlMistakes.Problem(line, column, new LocalizedText(zh, en));

    [GeneratedRegex(@"^ *(?<dash>- +)?(?<key>[\p{L}_][\w:]*): *(?<value>.*)$", Options, Patience)]
    private static partial Regex Key();

    [GeneratedRegex(@"^ *(- +)?(?<text>[^\s:#][^:#]*?) *(#.*)?$", Options, Patience)]
    private static partial Regex Bare();
}
