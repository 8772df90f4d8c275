using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using LinkageService.Contracts.V1;
using LinkageService.Hosting;
using Microsoft.Extensions.Logging;

namespace LinkageService.Benchmarks.Grpc;

/// <summary>What CalculateStream holds of a roster: memory of the service while it serves one and three million households.</summary>
internal static class StreamBenchmark
{
    private const int Million = 1_000_000;
    private const int Chunk = 2000;

    /// <summary>The part of the benchmark that is a process of its own: its peak memory is the answer.</summary>
    public const string ServeArgument = "serve-stream";

    public static void Run(AlternatingRun run)
    {
        var (one, three) = (PeakBytes(Million), PeakBytes(3 * Million));
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            ### CalculateStream, tangwan-four-tier, memory of the serving process

            | households | peak, MiB | time, s |
            |---:|---:|---:|
            | {Million:N0} | {one.Peak >> 20} | {one.Seconds:0.0} |
            | {3 * Million:N0} | {three.Peak >> 20} | {three.Seconds:0.0} |

            bytes per further household: {(three.Peak - one.Peak) / (2.0 * Million):0}
            """));
    }

    /// <summary>Serves until its input ends, then prints its peak memory.</summary>
    public static async Task ServeAsync()
    {
        await using var app = ServiceHost.Build(
            [.. BenchmarkSettings.Standard(), "--Limits:MaxHouseholds=10000000"], builder => builder.Logging.ClearProviders());
        await app.StartAsync();
        System.Console.WriteLine(app.Urls.Last());
        await System.Console.In.ReadToEndAsync();
        var peak = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        System.Console.WriteLine(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]);
    }

    private static (long Peak, double Seconds) PeakBytes(int households)
    {
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [ServeArgument])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var address = new Uri(server.StandardOutput.ReadLine()!);
        var watch = Stopwatch.StartNew();
        var statements = StreamClient.CallAsync(address, Parts(households)).GetAwaiter().GetResult();
        var seconds = watch.Elapsed.TotalSeconds;
        if (statements != households)
        {
            throw new InvalidOperationException($"{statements} statements for {households} households");
        }

        server.StandardInput.Close();
        var peak = long.Parse(server.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture) << 10;
        server.WaitForExit();
        return (peak, seconds);
    }

    private static IEnumerable<byte[]> Parts(int count)
    {
        yield return new CalculateStreamRequest
        {
            Header = new CalculationHeader
            {
                Scheme = "tangwan-four-tier",
                Year = 2020,
                Parameters = { ["day_wage"] = "80.00" },
                Inputs = { ["income"] = new InputValue { AmountFen = 100_000_000_000 } },
            },
        }.ToByteArray();
        for (var from = 0; from < count; from += Chunk)
        {
            var chunk = new HouseholdChunk();
            chunk.Households.AddRange(Enumerable.Range(from, Chunk).Select(Household));
            yield return new CalculateStreamRequest { Households = chunk }.ToByteArray();
        }
    }

    private static Household Household(int number)
    {
        var household = new Household { Id = number.ToString("D7", CultureInfo.InvariantCulture) };
        household.Holdings["land"] = string.Create(CultureInfo.InvariantCulture, $"{1 + (number % 7)}.{(number % 90) + 10}");
        household.Holdings["wage_days"] = (number % 200).ToString(CultureInfo.InvariantCulture);
        if (number % 10 == 0)
        {
            household.Tags.Add("registered");
        }

        return household;
    }
}
