using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using LinkageService.Contracts.V1;
using LinkageService.Hosting;
using Microsoft.Extensions.Logging;

namespace LinkageService.Benchmarks.Grpc;

/// <summary>
/// What the service holds of a roster that comes as a stream, over gRPC and over REST, of an answer nobody reads, and of calls it
/// refuses for their size.
/// </summary>
internal static class StreamBenchmark
{
    private const int Million = 1_000_000;
    private const int One = 1;
    private const int Chunk = 2000;
    private const string Stream = "CalculateStream";

    /// <summary>The part of the benchmark that is a process of its own: its peak memory is the answer.</summary>
    public const string ServeArgument = "serve-stream";

    public static void Run(AlternatingRun run)
    {
        ServedCall[] rows =
        [
            Measure("nothing but one household", One, (grpc, _) => StreamClient.CallAsync(grpc, Stream, Parts(1))),
            Measure("stream over gRPC", Million, (grpc, _) => StreamClient.CallAsync(grpc, Stream, Parts(Million))),
            Measure("stream over gRPC", 3 * Million, (grpc, _) => StreamClient.CallAsync(grpc, Stream, Parts(3 * Million))),
            Measure("lines over REST", Million, (_, rest) => LineClient.CallAsync(rest, Million)),
            Measure("lines over REST", 3 * Million, (_, rest) => LineClient.CallAsync(rest, 3 * Million)),
            Measure("gRPC, the caller reads one message and stops", Million, (grpc, _) => StreamClient.CallAsync(
                grpc, Stream, Parts(Million), stopsAfterFirst: true)),
            Measure("gRPC, refused: over a limit of 1,000 households", Million, (grpc, _) => StreamClient.CallAsync(
                grpc, Stream, Parts(Million)), "--Limits:MaxHouseholds=1000"),
            Measure("gRPC, refused: the same in one message", Million, (grpc, _) => StreamClient.CallAsync(
                grpc, "Calculate", [Whole(Million)])),
        ];
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            ### Calculations as streams, tangwan-four-tier, memory of the serving process

            | call | households | statements read | peak, MiB | time, s |
            |---|---:|---:|---:|---:|
            {string.Join('\n', rows.Select(row => string.Create(CultureInfo.InvariantCulture,
                $"| {row.Call} | {row.Households:N0} | {row.Statements:N0} | {row.Peak >> 20} | {row.Seconds:0.0} |")))}

            bytes per further household: {PerHousehold(rows[1], rows[2]):0} over gRPC, {PerHousehold(rows[3], rows[4]):0} over REST
            """));
    }

    /// <summary>Serves until its input ends, then prints its peak memory.</summary>
    public static async Task ServeAsync(string[] settings)
    {
        await using var app = ServiceHost.Build(
            [.. BenchmarkSettings.Standard(), "--Limits:MaxHouseholds=10000000", .. settings], builder => builder.Logging.ClearProviders());
        await app.StartAsync();
        System.Console.WriteLine(app.Urls.First());
        System.Console.WriteLine(app.Urls.Last());
        await System.Console.In.ReadToEndAsync();
        var peak = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        System.Console.WriteLine(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]);
    }

    private static double PerHousehold(ServedCall one, ServedCall three) => (three.Peak - one.Peak) / (2.0 * Million);

    // Each in a process of its own.
    private static ServedCall Measure(string name, int households, Func<Uri, Uri, Task<int>> call, params string[] settings)
    {
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [ServeArgument, .. settings])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var rest = new Uri(server.StandardOutput.ReadLine()!);
        var grpc = new Uri(server.StandardOutput.ReadLine()!);
        var watch = Stopwatch.StartNew();
        var statements = call(grpc, rest).GetAwaiter().GetResult();
        var seconds = watch.Elapsed.TotalSeconds;
        server.StandardInput.Close();
        var peak = long.Parse(server.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture) << 10;
        server.WaitForExit();
        return new ServedCall(name, households, statements, peak, seconds);
    }

    private static IEnumerable<byte[]> Parts(int count)
    {
        yield return new CalculateStreamRequest { Header = Header() }.ToByteArray();
        for (var from = 0; from < count; from += Chunk)
        {
            var chunk = new HouseholdChunk();
            chunk.Households.AddRange(Enumerable.Range(from, Math.Min(Chunk, count - from)).Select(Household));
            yield return new CalculateStreamRequest { Households = chunk }.ToByteArray();
        }
    }

    private static byte[] Whole(int count)
    {
        var request = new CalculateRequest { Header = Header() };
        request.Households.AddRange(Enumerable.Range(0, count).Select(Household));
        return request.ToByteArray();
    }

    private static CalculationHeader Header() => new()
    {
        Scheme = "tangwan-four-tier",
        Year = 2020,
        Parameters = { ["day_wage"] = "80.00" },
        Inputs = { ["income"] = new InputValue { AmountFen = 100_000_000_000 } },
    };

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

    private sealed record ServedCall(string Call, int Households, int Statements, long Peak, double Seconds);
}
