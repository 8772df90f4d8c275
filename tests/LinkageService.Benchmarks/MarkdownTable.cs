using System.Globalization;

namespace LinkageService.Benchmarks;

/// <summary>Prints measurements as a markdown table.</summary>
internal static class MarkdownTable
{
    /// <param name="title">What was measured.</param>
    /// <param name="unit">The unit of work, as in “ns per holder”.</param>
    /// <param name="rows">The measurements; ratios are to the first.</param>
    public static void Print(string title, string unit, IReadOnlyList<Measured> rows)
    {
        System.Console.WriteLine();
        System.Console.WriteLine($"### {title}");
        System.Console.WriteLine();
        System.Console.WriteLine($"| way | ns/{unit}, median | best | × the first | bytes/call |");
        System.Console.WriteLine("|---|---:|---:|---:|---:|");
        foreach (var row in rows)
        {
            System.Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.Name} | {row.MedianNs:0.00} | {row.BestNs:0.00} | {row.Ratio:0.0} | {row.AllocatedBytes} |"));
        }
    }
}
