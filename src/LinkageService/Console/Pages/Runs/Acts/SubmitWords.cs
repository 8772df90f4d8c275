using LinkageService.Engine.Problems;

namespace LinkageService.Console.Pages.Runs.Acts;

/// <summary>What is said before a run is submitted, on its page and at the end of making it.</summary>
internal static class SubmitWords
{
    /// <summary>What is asked.</summary>
    public static LocalizedText Question { get; } = new("提交这次核算？", "Submit this run?");

    /// <summary>The act in a word, as its button has it.</summary>
    public static LocalizedText Verb { get; } = new("提交", "Submit");

    /// <summary>What cannot be undone after it.</summary>
    public static LocalizedText Consequence { get; } = new(
        "提交后数字就定了：不能再改，只能作废重做。",
        "Once submitted the figures stand: they cannot be changed, only cancelled and made again.");
}
