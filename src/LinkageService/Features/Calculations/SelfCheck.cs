using System.Diagnostics;
using LinkageService.Engine.KnownAnswers;
using LinkageService.Features.Schemes;
using LinkageService.Storage.Blocks;

namespace LinkageService.Features.Calculations;

/// <summary>
/// Asks for known answers through the whole engine before anything is computed, stored or verified for anybody, in the state in
/// which the code will do it: <c>docs/decisions/0011-money-on-every-processor.md</c>.
/// </summary>
internal sealed class SelfCheck(IReadOnlyCollection<KnownAnswer> answers)
{
    /// <summary>The check of what is shipped: arithmetic, packed blocks, a digest for each scheme.</summary>
    public static SelfCheck Of(SchemeLibrary library, SampleCalculations samples) =>
        new([.. EngineAnswers.All, .. BlockAnswers.All, .. SchemeAnswers.All(library, samples)]);

    /// <summary>Asks for every answer.</summary>
    /// <returns>How many figures were right, and how long it took.</returns>
    /// <exception cref="SelfCheckException">One is another than the known one.</exception>
    public (int Figures, TimeSpan Took) Run()
    {
        var watch = Stopwatch.StartNew();
        var figures = 0;
        foreach (var answer in answers)
        {
            if (answer.Difference() is { } got)
            {
                throw new SelfCheckException(answer, got);
            }

            figures += answer.Figures;
        }

        return (figures, watch.Elapsed);
    }
}

/// <summary>This machine computes something else than is known to be right: nothing may be paid by it.</summary>
internal sealed class SelfCheckException(KnownAnswer answer, string got) : Exception(
    $"自检不符，已停止：{answer.Name} 应为 {Shorten(answer.Expected)}，本机算得 {Shorten(got)}；在这台机器上金额会算错 | self-check failed, "
    + $"stopped: {answer.Name} is {Shorten(answer.Expected)}, this machine computes {Shorten(got)}; it would get amounts wrong")
{
    private const int MaxCharacters = 80; // a digest

    private static string Shorten(string text) => text.Length > MaxCharacters ? text[..MaxCharacters] + "…" : text;
}
