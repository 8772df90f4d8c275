using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using LinkageService.Engine.Problems;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Fuzz;

/// <summary>
/// Broken requests of every kind at a running service: every answer is a documented one, none holds a stack trace, none takes more than
/// five seconds of processor time, the log stays free of errors, and the memory comes back. <c>FUZZ=200000</c> is the long run.
/// </summary>
public sealed class RequestFuzzTests
{
    private static readonly int Requests =
        int.TryParse(Environment.GetEnvironmentVariable("FUZZ"), CultureInfo.InvariantCulture, out var wanted) ? wanted : 4_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MemoryPatience = TimeSpan.FromMinutes(2);
    private const int AtOnce = 8;
    private const double MayGrow = 1.5;

    [FullRunFact]
    public async Task Requests_BrokenInEveryFormat_EachGetsADocumentedAnswer()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using var service = await ServiceProcess.StartAsync(
            [.. storage.Settings, "--Demo:Enabled=true", "--Limits:RequestsPerSecond=0"]);
        using var fuzz = new FuzzClient(service);
        var seeds = await FuzzSeeds.ReadAsync(service);
        var seed = TestSeed.Value;

        // Whole requests and the first broken ones warm up: what is read at first use is there.
        await fuzz.SendAllAsync(seeds);
        await fuzz.SendAllAsync(Enumerable.Range(0, seeds.Count).Select(number => Broken(seeds, seed, -1 - number)));
        var baseline = service.ResidentBytes;
        var begun = Stopwatch.GetTimestamp();
        var counts = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        await fuzz.SendAllAsync(Enumerable.Range(0, Requests).Select(number =>
        {
            var broken = Broken(seeds, seed, number);
            counts.AddOrUpdate(broken.Kind, 1, (_, count) => count + 1);
            return broken;
        }));
        var (peak, took) = (service.ResidentBytes, Stopwatch.GetElapsedTime(begun));
        await fuzz.AskSlowAgainAsync();
        while (service.ResidentBytes > baseline * MayGrow && Stopwatch.GetElapsedTime(begun) < took + MemoryPatience)
        {
            await Task.Delay(500);
        }

        var figures = string.Create(CultureInfo.InvariantCulture,
            $"TEST_SEED={seed}: {Requests} requests ({Listed(counts)}) in {took.TotalSeconds:F0} s, answers {Listed(fuzz.Statuses)}, "
            + $"slowest {fuzz.Slowest.TotalSeconds:F2} s, resident {baseline >> 20} MB before, {peak >> 20} MB at the end, "
            + $"{service.ResidentBytes >> 20} MB after");
        TestContext.Current.TestOutputHelper!.WriteLine(figures);
        Assert.True(fuzz.Wrong.IsEmpty, figures + "\n" + string.Join('\n', fuzz.Wrong.Take(20)));
        Assert.True(service.Errors.IsEmpty, figures + "\n" + string.Join('\n', service.Errors.Take(60)));
        Assert.True(service.ResidentBytes <= baseline * MayGrow, figures);
    }

    private static string Listed(IEnumerable<KeyValuePair<string, int>> counts) =>
        string.Join(", ", counts.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key} × {each.Value}"));

    private static FuzzRequest Broken(IReadOnlyList<FuzzRequest> seeds, int seed, int number)
    {
        var random = new Random(unchecked((seed * 31) + number));
        return FuzzMutations.Of(seeds[random.Next(seeds.Count)], random);
    }

    /// <summary>Sends them, several at once, and looks at what comes back.</summary>
    private sealed class FuzzClient(ServiceProcess service) : IDisposable
    {
        private static readonly HashSet<string> Unavailable =
            [.. ProblemCodes.All.Select(code => code.Name).Except(["storage_unavailable", "outcome_unknown"], StringComparer.Ordinal)];

        private readonly HttpClient _http =
            new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromMinutes(1) };

        private readonly ConcurrentQueue<FuzzRequest> _slow = new();
        private readonly Lock _lock = new();

        public ConcurrentQueue<string> Wrong { get; } = new();

        public TimeSpan Slowest { get; private set; }

        /// <summary>How often each status came.</summary>
        public ConcurrentDictionary<string, int> Statuses { get; } = new(StringComparer.Ordinal);

        public Task SendAllAsync(IEnumerable<FuzzRequest> requests) => Parallel.ForEachAsync(
            requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (request, _) => await SendAsync(request));

        /// <summary>Asks again, each by itself, what took long beside others: what counts is what it takes of the processor.</summary>
        public async Task AskSlowAgainAsync()
        {
            foreach (var request in _slow)
            {
                var before = service.ProcessorSeconds;
                await AskAsync(request);
                var used = service.ProcessorSeconds - before;
                if (used > Longest.TotalSeconds)
                {
                    Wrong.Enqueue($"{used:F1} s of processor time for {request}");
                }
            }
        }

        public void Dispose() => _http.Dispose();

        private async Task SendAsync(FuzzRequest request)
        {
            var begun = Stopwatch.GetTimestamp();
            var wrong = await AskAsync(request);
            var took = Stopwatch.GetElapsedTime(begun);
            if (took > Longest)
            {
                _slow.Enqueue(request);
            }

            lock (_lock)
            {
                Slowest = took > Slowest ? took : Slowest;
            }

            if (wrong is not null)
            {
                Wrong.Enqueue($"{wrong} for {request}"[..Math.Min(4000, $"{wrong} for {request}".Length)]);
            }
        }

        // What is wrong with the answer; null for nothing.
        private async Task<string?> AskAsync(FuzzRequest request)
        {
            HttpRequestMessage message;
            try
            {
                message = Message(request);
            }
            catch (Exception exception) when (exception is UriFormatException or FormatException or ArgumentException)
            {
                // Nothing that a client can send.
                return null;
            }

            using (message)
            {
                try
                {
                    using var response = await _http.SendAsync(message);
                    var text = await response.Content.ReadAsStringAsync();
                    var grpc = response.TrailingHeaders.Concat(response.Headers)
                        .FirstOrDefault(each => each.Key == "grpc-status").Value?.FirstOrDefault();
                    var words = response.TrailingHeaders.Concat(response.Headers)
                        .FirstOrDefault(each => each.Key == "grpc-message").Value?.FirstOrDefault() ?? "";
                    var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
                    Statuses.AddOrUpdate(request.IsGrpc ? $"grpc {grpc ?? status}" : status, 1, (_, count) => count + 1);
                    return (int)response.StatusCode >= 500 && !IsDocumented(response.StatusCode, text) ? $"{status} {text}"
                        : HasTrace(text) || HasTrace(words) ? "a stack trace: " + text + words
                        : IsDefect(grpc, words) ? $"grpc-status {grpc} {words}"
                        : null;
                }
                catch (HttpRequestException exception) when (exception.HttpRequestError
                    is HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError or HttpRequestError.Unknown)
                {
                    // The service ends a connection whose request it cannot read to the end.
                    Statuses.AddOrUpdate("connection ended", 1, (_, count) => count + 1);
                    return null;
                }
                catch (OperationCanceledException)
                {
                    return "no answer within a minute";
                }
            }
        }

        private HttpRequestMessage Message(FuzzRequest request)
        {
            var address = request.IsGrpc ? service.GrpcAddress : service.Client.BaseAddress!;
            var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(address + request.Path[1..]));
            if (request.IsGrpc)
            {
                (message.Version, message.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
            }

            if (request.Body is not null)
            {
                message.Content = new ByteArrayContent(request.Body);
                message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
            }

            foreach (var (name, value) in request.Headers)
            {
                var isOfContent = name.StartsWith("Content-", StringComparison.Ordinal);
                if (!isOfContent)
                {
                    message.Headers.Remove(name);
                    message.Headers.TryAddWithoutValidation(name, value);
                }
                else if (message.Content is { } content)
                {
                    content.Headers.Remove(name);
                    content.Headers.TryAddWithoutValidation(name, value);
                }
            }

            return message;
        }

        // 503 and 501, 505 where the document says so.
        private static bool IsDocumented(HttpStatusCode status, string text)
        {
            try
            {
                return status != HttpStatusCode.InternalServerError
                    && JsonDocument.Parse(text).RootElement.GetProperty("code").GetString() is { } code && Unavailable.Contains(code);
            }
            catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                return false;
            }
        }

        private static bool HasTrace(string text) =>
            text.Contains("\n   at ", StringComparison.Ordinal) || text.Contains("   at LinkageService", StringComparison.Ordinal)
            || text.Contains("System.InvalidOperationException", StringComparison.Ordinal);

        // UNKNOWN and INTERNAL are what the library says of frames it cannot read; of a defect the service says "internal".
        private static bool IsDefect(string? grpc, string words) =>
            grpc is "2" or "13" or "15" && words.Contains("internal", StringComparison.OrdinalIgnoreCase);
    }
}
