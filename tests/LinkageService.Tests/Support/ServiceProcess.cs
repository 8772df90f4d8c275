using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LinkageService.Tests.Support;

/// <summary>The service as a process of its own, which can be killed.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly string[] Ports = ["--Http:Port=0", "--Grpc:Port=0"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ServiceProcess(Process process, Uri address, Uri grpc)
    {
        (_process, GrpcAddress) = (process, grpc);
        Client = new HttpClient { BaseAddress = address, Timeout = Patience };
        _ = KeepAsync(process.StandardOutput);
        _ = KeepAsync(process.StandardError);
    }

    public HttpClient Client { get; }

    public Uri GrpcAddress { get; }

    /// <summary>Errors that it logged, and what it wrote of an end it did not mean.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    /// <summary>What it holds of the machine's memory.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>What it has used of the processors.</summary>
    public double ProcessorSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Starts it and waits until it listens.</summary>
    public static Task<ServiceProcess> StartAsync(params string[] settings) =>
        StartAsync(new Dictionary<string, string>(StringComparer.Ordinal), settings);

    /// <summary>Starts it with variables of its own and waits until it listens.</summary>
    public static async Task<ServiceProcess> StartAsync(IReadOnlyDictionary<string, string> variables, params string[] settings)
    {
        var process = Start(["serve", .. Ports, "--Demo:Enabled=false", .. settings], variables);
        using var patience = new CancellationTokenSource(Patience);
        var seen = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            seen.Add(line);
            var match = Regex.Match(
                line, @"REST (http://[^ ,，]+).*?gRPC (http://[^ ,，]+)", RegexOptions.None, TimeSpan.FromSeconds(1));
            if (match.Success)
            {
                return new ServiceProcess(process, new Uri(match.Groups[1].Value), new Uri(match.Groups[2].Value));
            }
        }

        throw new InvalidOperationException(string.Join('\n', [.. seen, await process.StandardError.ReadToEndAsync(patience.Token)]));
    }

    /// <summary>Starts it and waits for nothing.</summary>
    public static Process Begin(params string[] settings) => Start(["serve", .. Ports, .. settings]);

    /// <summary>Starts a command of the service and waits for nothing.</summary>
    public static Process BeginCommand(params string[] arguments) => Start(arguments);

    /// <summary>Runs a command of the service and gives its exit code and what it printed.</summary>
    public static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Kills it as a power cut would, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as a system does that updates it, and waits until it has.</summary>
    public async Task StopAsync()
    {
        await SignalAsync("TERM");
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        Assert.Equal(0, _process.ExitCode);
    }

    /// <summary>Sends it a signal, such as <c>STOP</c>, which freezes it until <c>CONT</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task KeepAsync(StreamReader lines)
    {
        var isOfError = false;
        while (await lines.ReadLineAsync(CancellationToken.None) is { } line)
        {
            // What belongs to an entry of the log is indented below it.
            isOfError = line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal)
                || line.StartsWith("Unhandled", StringComparison.Ordinal) || (isOfError && line.StartsWith(' '));
            if (isOfError)
            {
                Errors.Enqueue(line);
            }
        }
    }

    private static Process Start(string[] arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "LinkageService.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // It ends before the counting that tunes code for long runs pays.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in variables ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
