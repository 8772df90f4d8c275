using LinkageService.Engine.Checks;
using LinkageService.Engine.Problems;
using LinkageService.Features.Calculations;

namespace LinkageService.Console.Pages.Runs;

/// <summary>How pages show a finding: by whether it stops the approval, asks for attention or is only good to know.</summary>
internal static class CheckWords
{
    /// <summary>The style class beside <c>note</c>; none for what is good to know.</summary>
    public static string? Style(CheckFinding check) => check.Severity switch
    {
        "block" => "stop",
        "warn" => "warn",
        CheckFinding.Info => null,
        _ => throw new InvalidOperationException($"No words are known for the severity {check.Severity}."),
    };

    /// <summary>What it rests on; some rules are quoted in both languages, Chinese first.</summary>
    public static LocalizedText Basis(CheckFinding check) =>
        check.Basis.Split(" | ") is [var zh, var en] ? new LocalizedText(zh, en) : new LocalizedText(check.Basis, check.Basis);

    /// <summary>The name of a legal check.</summary>
    public static LocalizedText Title(string code) => LegalChecks.Find(code)?.Title ?? new LocalizedText(code, code);

    /// <summary>The name of a fact that a check lacks.</summary>
    public static LocalizedText Fact(string name) => MissingFacts.Find(name)?.Title ?? new LocalizedText(name, name);

    /// <summary>The word before the message.</summary>
    public static LocalizedText Label(CheckFinding check) => check.Severity switch
    {
        "block" => new LocalizedText("不能批准", "Blocks the approval"),
        "warn" => new LocalizedText("注意", "Warning"),
        CheckFinding.Info => new LocalizedText("说明", "Note"),
        _ => throw new InvalidOperationException($"No words are known for the severity {check.Severity}."),
    };
}
