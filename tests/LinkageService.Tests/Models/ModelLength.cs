namespace LinkageService.Tests.Models;

/// <summary>How many lives of a model a test draws: as <c>CsCheck_Iter</c> says, for a long run by hand; else as the run wants.</summary>
internal static class ModelLength
{
    // CsCheck's own variable, which it looks at where it is told no number.
    private const int AsCsCheckSays = -1;

    public static int Of(int full, int quick) =>
        Environment.GetEnvironmentVariable("CsCheck_Iter") is null ? Thorough.Of(full, quick) : AsCsCheckSays;
}
