using System.Net;
using System.Net.WebSockets;
using LinkageService.Configuration;
using LinkageService.Hosting;
using LinkageService.Tests.Access;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace LinkageService.Tests.Console;

/// <summary>What a browser is told, and what it is not let in with.</summary>
public sealed class BrowserTests
{
    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("null")]
    public async Task Session_OfAnotherSite_Refused(string origin)
    {
        await using var service = await RunningService.StartAsync();
        var address = new UriBuilder(service.Client.BaseAddress!) { Scheme = "ws", Path = "/_blazor" }.Uri;
        using var foreign = new ClientWebSocket();
        foreign.Options.SetRequestHeader("Origin", origin);
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => foreign.ConnectAsync(address, CancellationToken.None));
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
        var negotiated = await service.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", body: "", ("Origin", origin));
        Assert.Equal(403, negotiated.Status);

        using var own = new ClientWebSocket();
        own.Options.SetRequestHeader("Origin", service.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        await own.ConnectAsync(address, CancellationToken.None);
        Assert.Equal(WebSocketState.Open, own.State);
    }

    [Fact]
    public async Task Answers_PagesAndJson_SayWhatTheyAreAndLoadNothingFromOutside()
    {
        await using var service = await RunningService.StartAsync();
        foreach (var path in new[] { "/sign-in", "/errors", "/swagger/index.html", "/nope", "/v1/schemes", "/v1/schemes/nope", "/healthz" })
        {
            var answer = await service.SendAsync(HttpMethod.Get, path, body: null, ("Accept", "text/html"));
            Assert.Equal((path, "nosniff"), (path, answer.Headers.GetValueOrDefault("X-Content-Type-Options")));
            var policy = answer.Headers.GetValueOrDefault("Content-Security-Policy") ?? "";
            var isGuarded = policy.Contains("default-src 'self'", StringComparison.Ordinal)
                && policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal);
            Assert.Equal((path, answer.ContentType == "text/html"), (path, isGuarded));
        }
    }

    [Theory]
    [InlineData("local", "/sign-in?problem=nobody&next=%2F")]
    [InlineData(" LOCAL ", "/sign-in?problem=nobody&next=%2F")]
    [InlineData("ｌｏｃａｌ", "/sign-in?problem=nobody&next=%2F")]
    [InlineData("会计", "/")]
    public async Task SignIn_UnderTheNameOfNobody_AsksForAName(string name, string address)
    {
        await using var service = await RunningService.StartAsync();
        using var form = new SignInForm(service.Client.BaseAddress!);
        Assert.Equal(address, await form.SignInAsync(name, ""));
        var page = WebUtility.HtmlDecode((await service.GetAsync("/sign-in?problem=nobody")).Text);
        Assert.Contains("请填您的姓名或岗位", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"local\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_ThatIsNone_IsNoSignInAndNoFailure()
    {
        await using var service = await RunningService.StartAsync();
        foreach (var (type, body) in new[]
        {
            ("multipart/form-data", "x"), ("multipart/form-data; boundary=a", "x"), ("application/json", "{}"),
            ("application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 3000).Select(number => $"a{number}=1"))),
            ("application/x-www-form-urlencoded", "key=" + new string('a', 100_000)),
        })
        {
            var answer = await service.PostAsync("/session", body, type);
            Assert.True(answer.Status == 200 && answer.Text.Contains("没有登录", StringComparison.Ordinal), $"{type}: {answer.Status}");
        }
    }

    [Fact]
    public async Task Tls_OwnCertificate_CookiesOverTlsOnlyAndWordsForWhatIsNoRequest()
    {
        var folder = Directory.CreateTempSubdirectory("linkage-tls-").FullName;
        var (certificate, key) = TlsTests.WriteCertificate(folder);
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (secret, _) = await ApiKeysTests.CreateAsync(storage, "a", "viewer");
        await using var app = ServiceHost.Build([.. TemporaryStorage.Settings(folder), .. storage.Settings, "--Auth:Mode=ApiKey",
            "--Https:Port=0", $"--Https:Certificate={certificate}", $"--Https:Key={key}"]);
        await app.StartAsync();
        var address = new Uri(app.Urls.Single(url => url.StartsWith("https:", StringComparison.Ordinal)));
        using var browser = new SignInForm(address);
        var (_, next, cookies) = await browser.SendAsync(secret);
        Assert.Equal("/", next);
        Assert.All([.. cookies, .. browser.Given], cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(2, cookies.Count + browser.Given.Count);

        using var http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/healthz")) { Headers = { Host = "village.example" } };
        using var answer = await http.SendAsync(request);
        Assert.Equal("max-age=2592000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));

        var broken = await RawRequest.SendAsync(address, "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", isSecure: true);
        Assert.StartsWith("HTTP/1.1 400 ", broken, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"malformed_request\"", broken, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "127.0.0.1", false)]
    [InlineData("10.0.0.1", "127.0.0.1", false)]
    [InlineData("10.0.0.1, 127.0.0.0/8", "203.0.113.9", true)]
    public async Task ForwardedHeaders_OnlyFromATrustedProxy_Believed(string? trusted, string address, bool isSecure)
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using var service = await RunningService.StartAsync(
            ["--Auth:Mode=ApiKey", .. storage.Settings, .. trusted is null ? [] : new[] { "--Http:TrustedProxies=" + trusted }]);
        await service.SendAsync(HttpMethod.Get, "/v1/schemes", body: null,
            ("Authorization", "Bearer lk_x"), ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https"));
        Assert.Contains(service.Log.Messages, line => line.Contains($"REST, from {address}, key -", StringComparison.Ordinal));
        var page = await service.SendAsync(HttpMethod.Get, "/sign-in", body: null, ("X-Forwarded-Proto", "https"));
        Assert.Equal(isSecure, page.Headers["Set-Cookie"].Contains("; secure", StringComparison.OrdinalIgnoreCase));
    }
}
