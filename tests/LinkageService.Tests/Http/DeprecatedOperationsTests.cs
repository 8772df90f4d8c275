using System.Text.Json;
using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LinkageService.Tests.Http;

/// <summary>What is deprecated says so in every answer and in the OpenAPI document, as docs/api-policy.md promises.</summary>
public sealed class DeprecatedOperationsTests
{
    private static readonly DateOnly Since = new(2026, 1, 1);

    [Fact]
    public async Task Operation_MarkedDeprecated_SaysSoInEveryAnswerAndTheDocument()
    {
        await using var service = await RunningService.StartAsync(map: app =>
        {
            app.MapGet("/v1/schemes-before", () => "as ever").WithName("Old").WithMetadata(Documentation)
                .Requires(Permission.Open).Deprecated(Since, new DateOnly(2027, 7, 1), "/v1/schemes");
            app.MapGet("/v1/schemes-refused", string () => throw new RefusedException(RequestFailures.NotFound("x"))).WithName("Bad")
                .WithMetadata(Documentation).Requires(Permission.Open).Deprecated(Since, new DateOnly(2027, 7, 1));
            app.MapGet("/v1/schemes-now", () => "new").WithName("New").WithMetadata(Documentation).Requires(Permission.Open);
        });
        using var client = new HttpClient { BaseAddress = service.Client.BaseAddress };
        foreach (var (path, link) in new[]
        {
            ("/v1/schemes-before", "</v1/schemes>; rel=\"successor-version\""), ("/v1/schemes-refused", ""),
        })
        {
            using var answer = await client.GetAsync(path);
            Assert.Equal(path == "/v1/schemes-before" ? 200 : 404, (int)answer.StatusCode);
            Assert.Equal("@1767225600", answer.Headers.GetValues("Deprecation").Single());
            Assert.Equal("Thu, 01 Jul 2027 00:00:00 GMT", answer.Headers.GetValues("Sunset").Single());
            Assert.Equal(link, answer.Headers.TryGetValues("Link", out var links) ? links.Single() : "");
        }

        using var now = await client.GetAsync("/v1/schemes-now");
        Assert.False(now.Headers.Contains("Deprecation") || now.Headers.Contains("Sunset"));
        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json"));
        var deprecated = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject(), (path, operation) => (path.Name, Operation: operation.Value))
            .Where(each => each.Operation.TryGetProperty("deprecated", out var marked) && marked.GetBoolean()).Select(each => each.Name);
        Assert.Equal(["/v1/schemes-before", "/v1/schemes-refused"], deprecated.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Deprecated_WithASunsetInLessThanAYear_IsRefused()
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        Assert.Throws<ArgumentOutOfRangeException>(() => app.MapGet("/old", () => "").Deprecated(Since, new DateOnly(2026, 12, 31)));
    }

    private static EndpointDocumentation Documentation => new("s", "d") { Response = typeof(WordsContract) };
}
