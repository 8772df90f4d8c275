using System.Text.RegularExpressions;
using LinkageService.Engine.Problems;

namespace LinkageService.Documents;

/// <summary>
/// Says why a YAML text cannot be read and what to write instead. A parser stops where it can go no further, which is often
/// lines after the slip and in words for programmers; here the slip itself is looked for, and taken for the cause only when the
/// text can be read, or be read further, without it.
/// </summary>
internal static class YamlMistakes
{
    /// <summary>Characters of a line in which a slip is looked for; nobody wrote a longer one by hand.</summary>
    public const int MaxLine = 1000;

    private const int MaxLength = 200_000;

    /// <summary>All mistakes that can be told, at least one.</summary>
    public static IReadOnlyList<Problem> Of(string text, YamlFault fault)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        try
        {
            return Of(text, lines, fault);
        }
        catch (RegexMatchTimeoutException)
        {
            return [YamlFaults.Unexplained(lines, fault)];
        }
    }

    private static IReadOnlyList<Problem> Of(string text, string[] lines, YamlFault fault)
    {
        var slips = text.Length <= MaxLength ? YamlLines.Slips(lines) : [];
        if (slips.Count == 0)
        {
            return [YamlFaults.Of(lines, fault)];
        }

        var meant = (string[])lines.Clone();
        foreach (var slip in slips)
        {
            meant[slip.Line - 1] = slip.Meant;
        }

        _ = YamlDocument.TryParse(string.Join('\n', meant), out var next);
        var isFurther = next is null || next.Line > fault.Line;
        var causes = slips.Where(slip => next is null || slip.Line <= (isFurther ? next.Line : fault.Line))
            .Select(slip => Problem(slip.Line, slip.Column, slip.Cure)).ToList();
        if (causes.Count == 0 || !isFurther)
        {
            var stopped = YamlFaults.Of(lines, fault);
            return causes.Exists(cause => cause.Line == stopped.Line) ? causes : [.. causes, stopped];
        }

        return next is null ? causes : [.. causes, YamlFaults.Of(meant, next)];
    }

    /// <summary>The problem at a place of the text.</summary>
    public static Problem Problem(int line, int column, LocalizedText words) =>
        new(ProblemCodes.MalformedYaml, "", words) { Line = line, Column = column };
}
