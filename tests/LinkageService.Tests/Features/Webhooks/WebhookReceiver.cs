using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LinkageService.Tests.Features.Webhooks;

/// <summary>Whoever is told of events: keeps what came, and answers as the test says.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<Received> _received = [];

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public string Url => _app.Urls.First() + "/hooks";

    /// <summary>The status each message is answered with; 204 unless a test says otherwise.</summary>
    public Func<Received, int> Answer { get; set; } = _ => 204;

    /// <summary>What came, in order.</summary>
    public IReadOnlyList<Received> All
    {
        get
        {
            lock (_received)
            {
                return [.. _received];
            }
        }
    }

    /// <summary>The types of what was taken, in order.</summary>
    public IEnumerable<string> Taken => All.Where(each => each.Status < 300).Select(each => each.Type);

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(app);
        app.MapFallback(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until something is as it should be.</summary>
    public async Task UntilAsync(Func<IReadOnlyList<Received>, bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!isSo(All))
        {
            Assert.False(patience.IsCancellationRequested, string.Join('\n', All));
            await Task.Delay(50, CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var headers = new HeaderDictionary();
        foreach (var (name, value) in http.Request.Headers)
        {
            headers[name] = value;
        }

        var received = new Received(http.Request.Path, body, headers);
        received = received with { Status = Answer(received) };
        lock (_received)
        {
            _received.Add(received);
        }

        http.Response.StatusCode = received.Status;
        if (received.Status is >= 300 and < 400)
        {
            http.Response.Headers.Location = "/elsewhere";
        }
    }
}

/// <summary>A message that came.</summary>
internal sealed record Received(string Path, string Body, HeaderDictionary Headers)
{
    public int Status { get; init; }

    public string Id => Headers["webhook-id"].ToString();

    public JsonElement Event { get; } = JsonDocument.Parse(Body).RootElement.Clone();

    public string Type => Event.GetProperty("type").GetString()!;

    public string Organization => Event.GetProperty("data").GetProperty("organization").GetString()!;

    public long Sequence => long.Parse(Event.GetProperty("sequence").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
