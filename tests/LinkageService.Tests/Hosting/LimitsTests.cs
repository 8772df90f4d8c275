using System.Text;
using LinkageService.Access;
using LinkageService.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LinkageService.Tests.Hosting;

/// <summary>Both sides of every limit, and what the host does when something goes wrong.</summary>
public class LimitsTests
{
    private static readonly string[] Small =
        ["--Limits:MaxBodyBytes=2048", "--Limits:MaxHouseholds=3", "--Limits:MaxSchemeBytes=1024", "--Limits:MaxExplainedHouseholds=2"];

    [Theory]
    [InlineData(3, false, 200, null)]
    [InlineData(4, false, 413, "too_many_households")]
    [InlineData(2, true, 200, null)]
    [InlineData(3, true, 413, "explanation_too_large")]
    public async Task Calculate_AroundTheLimitOfHouseholds_ExpectedCode(int households, bool explain, int status, string? code)
    {
        await using var service = await RunningService.StartAsync(Small);
        var answer = await service.PostAsync("/v1/calculations", Request(households, explain));
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(2048, false, 200, null)]
    [InlineData(2049, false, 413, "body_too_large")]
    [InlineData(2048, true, 200, null)]
    [InlineData(2049, true, 413, "body_too_large")]
    [InlineData(100_000, true, 413, "body_too_large")]
    public async Task Calculate_AroundTheLimitOfTheBody_ExpectedCode(int bytes, bool chunked, int status, string? code)
    {
        await using var service = await RunningService.StartAsync(Small);
        var text = Request(households: 1, explain: false);
        var body = Encoding.UTF8.GetBytes(text.PadRight(bytes));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/calculations") { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TransferEncodingChunked = chunked;
        var answer = await Answer.OfAsync(await service.Client.SendAsync(request));
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(1024, 200, null)]
    [InlineData(1025, 413, "scheme_too_large")]
    public async Task ValidateScheme_AroundTheLimit_ExpectedCode(int bytes, int status, string? code)
    {
        await using var service = await RunningService.StartAsync(Small);
        var answer = await service.PostAsync("/v1/schemes:validate", "id: x".PadRight(bytes), "application/yaml");
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Calculate_InlineDocumentOverTheLimit_Refused()
    {
        await using var service = await RunningService.StartAsync(Small);
        var body = $$"""{"document":{"id":"{{new string('x', 1100)}}"},"households":[{"id":"1"}]}""";
        var answer = await service.PostAsync("/v1/calculations", body);
        Assert.Equal((413, "scheme_too_large"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("GET", "/nope", 404, "not_found")]
    [InlineData("GET", "/v1/calculations", 405, "method_not_allowed")]
    [InlineData("DELETE", "/v1/schemes", 405, "method_not_allowed")]
    [InlineData("GET", "/v1/schemes/nope", 404, "unknown_scheme")]
    [InlineData("GET", "/v1/schemes/tangwan-four-tier/versions/9", 404, "unknown_scheme_version")]
    [InlineData("GET", "/v1/schemes/tangwan-four-tier/versions/x", 404, "unknown_scheme_version")]
    public async Task Request_NothingThere_ProblemResponse(string method, string path, int status, string code)
    {
        await using var service = await RunningService.StartAsync();
        var answer = await Answer.OfAsync(await service.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path)));
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Request_UnexpectedException_InternalErrorWithTraceAndLog()
    {
        await using var service = await RunningService.StartAsync(
            errorsAreExpected: true,
            map: app => app.MapGet("/broken", string () => throw new InvalidOperationException("a defect")).Requires(Permission.Open));
        var answer = await service.GetAsync("/broken");
        Assert.Equal((500, "internal_error"), (answer.Status, answer.Code));
        Assert.DoesNotContain("a defect", answer.Text, StringComparison.Ordinal);
        Assert.Contains("a defect", Assert.Single(service.Log.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_RouteWithoutPermission_NeverServed()
    {
        await using var service = await RunningService.StartAsync(map: app => app.MapGet("/open", () => "data"));
        var answer = await service.GetAsync("/open");
        Assert.Equal((404, "not_found"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Request_ExceptionAfterHalfAnAnswer_ConnectionBreaks()
    {
        await using var service = await RunningService.StartAsync(errorsAreExpected: true, map: app =>
            app.MapGet("/half", async (HttpContext http) =>
        {
            await http.Response.WriteAsync("half");
            await http.Response.Body.FlushAsync();
            throw new InvalidOperationException("a defect");
        }).Requires(Permission.Open));
        await Assert.ThrowsAsync<HttpRequestException>(() => service.GetAsync("/half"));
    }

    [Fact]
    public async Task Request_CallerGoesAway_NoErrorIsLogged()
    {
        await using var service = await RunningService.StartAsync(map: app => app.MapGet("/slow", async (HttpContext http) =>
            await Task.Delay(Timeout.Infinite, http.RequestAborted)).Requires(Permission.Open));
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => service.Client.GetAsync("/slow", impatient.Token));
    }

    private static string Request(int households, bool explain)
    {
        var rows = string.Join(',', Enumerable.Range(0, households).Select(number => $$"""{"id":"{{number}}","holdings":{"land":1} }"""));
        var explained = explain ? "true" : "false";
        return $$"""{"scheme":"tangwan-four-tier","inputs":{"income":1},"explain":{{explained}},"households":[{{rows}}]}""";
    }
}
