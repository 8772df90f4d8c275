using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LinkageService.Benchmarks.Grpc;

/// <summary>
/// Unary calls per second, loaded by h2load, beside a Kestrel endpoint on the same port that reads the body and writes the
/// same bytes and trailers without any gRPC in between.
/// </summary>
internal static partial class GrpcBenchmark
{
    private const string CallPath = "/linkage.benchmarks.Echo/Say";
    private const string RawPath = "/raw";

    public static void Run(AlternatingRun run) => RunAsync(run.Turns, run.Turns > 5 ? 40_000 : 5_000).GetAwaiter().GetResult();

    private static async Task RunAsync(int turns, int requests)
    {
        await using var app = Build();
        await app.StartAsync();
        var body = Path.GetTempFileName();
        await File.WriteAllBytesAsync(body, Frame(new EchoMessage { Text = new string('x', 64) }));
        try
        {
            var address = app.Urls.First();
            await LoadAsync(address + CallPath, body, requests);
            await LoadAsync(address + RawPath, body, requests);
            var (calls, raw, ratios, bytes) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
            for (var turn = 0; turn < turns; turn++)
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                calls.Add(await LoadAsync(address + CallPath, body, requests));
                bytes.Add((GC.GetTotalAllocatedBytes(precise: true) - before) / (double)requests);
                raw.Add(await LoadAsync(address + RawPath, body, requests));
                ratios.Add(calls[^1] / raw[^1]);
            }

            Print(turns, requests, Median(calls), Median(raw), Median(ratios), Median(bytes));
        }
        finally
        {
            File.Delete(body);
        }
    }

    private static void Print(int turns, int requests, double calls, double raw, double ratio, double bytes) =>
        System.Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"""

        ### gRPC unary, h2load, {turns} turns of {requests:N0} requests over 8 connections

        | way | requests/s, median | × raw, median | bytes/call on the server |
        |---|---:|---:|---:|
        | raw Kestrel HTTP/2 endpoint | {raw:N0} | 1 | |
        | LinkageService.Grpc | {calls:N0} | {ratio:0.00} | {bytes:N0} |
        """));

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<EchoService>();
        var answer = Frame(new EchoMessage { Text = new string('x', 64) });
        app.MapPost(RawPath, async http =>
        {
            while (await http.Request.BodyReader.ReadAsync() is var read)
            {
                http.Request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    break;
                }
            }

            http.Response.ContentType = "application/grpc";
            await http.Response.StartAsync();
            answer.CopyTo(http.Response.BodyWriter.GetMemory(answer.Length));
            http.Response.BodyWriter.Advance(answer.Length);
            http.Response.AppendTrailer("grpc-status", "0");
        });
        return app;
    }

    private static async Task<double> LoadAsync(string url, string body, int requests)
    {
        var start = new ProcessStartInfo("h2load",
        [
            "-n", requests.ToString(CultureInfo.InvariantCulture), "-c", "8", "-m", "16", "-d", body,
            "-H", "content-type: application/grpc", "-H", "te: trailers", url,
        ])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (!output.Contains($" {requests} succeeded", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(output);
        }

        return double.Parse(PerSecond().Match(output).Groups["rate"].Value, CultureInfo.InvariantCulture);
    }

    private static byte[] Frame(EchoMessage message) => [0, 0, 0, 0, (byte)message.CalculateSize(), .. message.ToByteArray()];

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    [GeneratedRegex(@"(?<rate>[\d.]+) req/s", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PerSecond();

    private sealed class EchoService : Echo.EchoBase
    {
        public override Task<EchoMessage> Say(EchoMessage request, ServerCallContext context) => Task.FromResult(request);
    }
}
