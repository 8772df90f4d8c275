using System.Globalization;

namespace LinkageService.Benchmarks.Batches;

/// <summary>
/// How many households villages have, drawn by their number so that it is the same at every run: most 50 to 750, one in three hundred
/// 5,000, one in thirty thousand 50,000. 570,000 of them have 230 million.
/// </summary>
internal static class VillageSizes
{
    private const int LargeEvery = 300;
    private const int TownEvery = 30_000;

    /// <summary>Of one village, counted from 0.</summary>
    public static int Of(int village) => village % TownEvery == TownEvery - 1 ? 50_000
        : village % LargeEvery == LargeEvery - 1 ? 5_000
        : 50 + (int)(unchecked((uint)village * 2_654_435_761u) % 701);

    /// <summary>Its id.</summary>
    public static string Id(int village) => string.Create(CultureInfo.InvariantCulture, $"v{village:D6}");
}
