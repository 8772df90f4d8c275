using System.Globalization;
using System.Text;
using System.Text.Json;
using LinkageService.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LinkageService.Tests.Hosting;

/// <summary>What is no request of HTTP gets a problem in words all the same, and the connection ends.</summary>
public sealed class UnreadableRequestsTests
{
    private const string Host = "Host: 127.0.0.1\r\n";

    private static readonly (string Request, int Status)[] Unreadable =
    [
        ("GET /v1/schemes/a%00b HTTP/1.1\r\n" + Host + "\r\n", 400),
        ("GET /v1/schemes HTTP/1.1\r\n" + Host + "X-Linkage-User: \xff\xfe\r\n\r\n", 400),
        ("GET /v1/schemes HTTP/1.1\r\n" + Host + "X-Linkage-User: a\0b\r\n\r\n", 400),
        ("GET /v1/schemes HTTP/1.1\r\n" + Host + "X Linkage User: a\r\n\r\n", 400),
        ("GET /v1/schemes HTTP/1.1\r\n\r\n", 400),
        ("GET /v1/schemes HTTP/1.1\r\n" + Host + Host + "\r\n", 400),
        ("GET /v1/schemes HTTP/3.7\r\n" + Host + "\r\n", 505),
        ("POST /v1/calculations HTTP/1.1\r\n" + Host + "Content-Length: many\r\n\r\n", 400),
        ("GET /" + new string('a', 9000) + " HTTP/1.1\r\n" + Host + "\r\n", 414),
        ("GET / HTTP/1.1\r\n" + Host + "X-A: " + new string('a', 40_000) + "\r\n\r\n", 431),
        ("nothing like a request\r\n\r\n", 400),
        ("\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n", 400),
    ];

    [Fact]
    public async Task Request_ThatIsNone_ProblemInWords()
    {
        await using var service = await RunningService.StartAsync();
        foreach (var (request, status) in Unreadable)
        {
            var answer = await RawRequest.SendAsync(service.Client.BaseAddress!, request);
            AssertProblem(answer, status, "malformed_request");
        }

        // On a connection that was used before, too: the answer before it stays as it was.
        var both = await RawRequest.SendAsync(
            service.Client.BaseAddress!, "GET /healthz HTTP/1.1\r\n" + Host + "\r\nGET /%00 HTTP/1.1\r\n" + Host + "\r\n");
        Assert.StartsWith("HTTP/1.1 200 OK", both, StringComparison.Ordinal);
        AssertProblem(both[both.LastIndexOf("HTTP/1.1 ", StringComparison.Ordinal)..], 400, "malformed_request");
    }

    [Fact]
    public async Task Request_ThatComesTooSlowly_408InWords()
    {
        await using var service = await RunningService.StartAsync(configure: builder => builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(1.5));
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(1);
        }));
        var body = await RawRequest.SendAsync(service.Client.BaseAddress!,
            "POST /v1/calculations HTTP/1.1\r\n" + Host + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
        AssertProblem(body, 408, "request_timeout");
        var head = await RawRequest.SendAsync(service.Client.BaseAddress!, "GET /v1/schemes HTTP/1.1\r\n" + Host);
        AssertProblem(head, 408, "request_timeout");
    }

    [Fact]
    public async Task Body_WithBrokenChunks_OurOwnWords()
    {
        await using var service = await RunningService.StartAsync();
        var answer = await RawRequest.SendAsync(service.Client.BaseAddress!, "POST /v1/calculations HTTP/1.1\r\n" + Host
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n");
        AssertProblem(answer, 400, "malformed_request");
        Assert.DoesNotContain("Bad chunk", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_NameTwiceOrHeaderTwice_Refused()
    {
        await using var service = await RunningService.StartAsync();
        var year = await service.GetAsync("/v1/organizations/x/runs?year=2025&year=2024");
        Assert.Equal(("duplicate_field", "year"), Assert.Single(year.Errors));
        var user = await RawRequest.SendAsync(service.Client.BaseAddress!, "GET /v1/schemes HTTP/1.1\r\n" + Host
            + "X-Linkage-User: a\r\nX-Linkage-User: b\r\nConnection: close\r\n\r\n");
        AssertProblem(user, 400, "duplicate_field");
    }

    private static void AssertProblem(string answer, int status, string code)
    {
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} "), answer, StringComparison.Ordinal);
        var (head, body) = answer.Split("\r\n\r\n", 2) is [var first, var second] ? (first, second) : (answer, "");
        Assert.Contains("\r\nContent-Type: application/problem+json\r\n", head, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"),
            head + "\r\n", StringComparison.Ordinal);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal((status, code), (problem.GetProperty("status").GetInt32(), problem.GetProperty("code").GetString()));
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
        var words = problem.GetProperty("errors")[0].GetProperty("message");
        Assert.DoesNotContain(words.GetProperty("en").GetString()!, words.GetProperty("zh").GetString()!, StringComparison.Ordinal);
    }
}
