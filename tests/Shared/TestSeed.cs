using System.Globalization;

namespace LinkageService.Tests;

/// <summary>
/// The seed of every test that draws its cases. It stands still, so that what was green stays green until something changes;
/// <c>TEST_SEED=random</c> draws another for each run of a test program, and <c>TEST_SEED=n</c> repeats the one a failure names.
/// </summary>
internal static class TestSeed
{
    private const int Usual = 20_261_129;

    /// <summary>The seed of this run.</summary>
    public static int Value { get; } = Environment.GetEnvironmentVariable("TEST_SEED") switch
    {
        null or "" => Usual,
        "random" => Random.Shared.Next(),
        var given => int.Parse(given, CultureInfo.InvariantCulture),
    };
}
