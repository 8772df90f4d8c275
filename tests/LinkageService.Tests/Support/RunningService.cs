using System.Text;
using System.Text.Json;
using LinkageService.Configuration;
using LinkageService.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace LinkageService.Tests.Support;

/// <summary>The whole service on loopback, on ports the system chose.</summary>
public sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _errorsAreExpected;
    private readonly string _folder;
    private int _numbers;

    private RunningService(WebApplication app, LogRecorder log, bool errorsAreExpected, string folder)
    {
        (_app, Log, _errorsAreExpected, _folder) = (app, log, errorsAreExpected, folder);
        var urls = app.Urls.ToArray();
        Client = new HttpClient(ClientHandler.New()) { BaseAddress = new Uri(urls[0]), Timeout = TimeSpan.FromMinutes(2) };
        GrpcAddress = new Uri(urls[1]);
    }

    public HttpClient Client { get; }

    public Uri GrpcAddress { get; }

    internal IServiceProvider Services => _app.Services;

    internal LogRecorder Log { get; }

    /// <summary>Starts a service with settings such as <c>--Limits:MaxHouseholds=3</c>.</summary>
    internal static async Task<RunningService> StartAsync(
        string[]? settings = null, bool errorsAreExpected = false, Action<WebApplicationBuilder>? configure = null,
            Action<WebApplication>? map = null)
    {
        var log = new LogRecorder();
        // An empty database of its own, and webhooks of examples at an address of this machine, unless the test says otherwise.
        var folder = Directory.CreateTempSubdirectory("linkage-").FullName;
        string[] usual = [.. TemporaryStorage.Settings(folder), "--Webhooks:AllowedHosts=localhost"];
        var app = ServiceHost.Build([.. usual, .. settings ?? []], builder =>
        {
            builder.Logging.ClearProviders().AddProvider(log);
            configure?.Invoke(builder);
        });
        map?.Invoke(app);
        await app.StartAsync();
        return new RunningService(app, log, errorsAreExpected, folder);
    }

    /// <summary>1, 2, 3 …: so that no two runs of a service need be alike.</summary>
    internal int NextNumber() => Interlocked.Increment(ref _numbers);

    /// <summary>Posts a body and reads the answer.</summary>
    public async Task<Answer> PostAsync(string path, string body, string contentType = "application/json") =>
        await PostAsync(path, Encoding.UTF8.GetBytes(body), contentType);

    /// <summary>Posts a body and reads the answer.</summary>
    public async Task<Answer> PostAsync(string path, byte[] body, string? contentType = "application/json")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var response = await Client.PostAsync(path, content);
        return await Answer.OfAsync(response);
    }

    /// <summary>Sends a request with headers and reads the answer.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await Client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>Gets an address and reads the answer.</summary>
    public async Task<Answer> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path);
        return await Answer.OfAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        if (!_errorsAreExpected)
        {
            Assert.True(Log.Errors.IsEmpty, string.Join('\n', Log.Errors));
        }
    }
}

/// <summary>An answer as it came.</summary>
public sealed record Answer(int Status, string? ContentType, string Text)
{
    public JsonElement Json { get; } = Parse(Text);

    /// <summary>Headers of the answer, the first value of each.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The code of a failure; null for success.</summary>
    public string? Code => Status >= 400 && Json.ValueKind == JsonValueKind.Object ? Json.GetProperty("code").GetString() : null;

    /// <summary>Code and field of every listed problem.</summary>
    public IEnumerable<(string Code, string Field)> Errors => Json.GetProperty("errors").EnumerateArray()
        .Select(error => (error.GetProperty("code").GetString()!, error.GetProperty("field").GetString()!));

    public static async Task<Answer> OfAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync())
    {
        Headers = response.Headers.ToDictionary(header => header.Key, header => header.Value.First(), StringComparer.OrdinalIgnoreCase),
    };

    private static JsonElement Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
