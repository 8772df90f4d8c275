namespace LinkageService.Tests;

/// <summary>
/// How much a test that draws its cases draws: all of it where <c>REQUIRE_ALL=1</c>, as before a release; else so much that a plain
/// <c>dotnet test</c> ends while one waits for it. Nothing is left out: what runs is the same with fewer cases.
/// </summary>
internal static class Thorough
{
    /// <summary>Whether everything is wanted in full.</summary>
    public static bool IsWanted { get; } = Environment.GetEnvironmentVariable("REQUIRE_ALL") == "1";

    /// <summary>The full number of cases, or the quick one.</summary>
    public static int Of(int full, int quick) => IsWanted ? full : quick;
}
