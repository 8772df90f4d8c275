using LinkageService.Access;
using LinkageService.Tests.OpenApi;
using LinkageService.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LinkageService.Tests.Http;

/// <summary>What HTTP promises of everything that can be read, asked of every GET the service has.</summary>
public sealed class EveryReadTests
{
    // Of the connection and of the moment, not of what is read.
    private static readonly string[] Passing = ["Date", "Transfer-Encoding", "Connection", "Keep-Alive", "Content-Length"];

    [FullRunFact]
    public async Task Head_OfEveryGet_HasItsHeadersAndNoBody()
    {
        await using var service = await RunningService.StartAsync();
        await ExampleData.FillAsync(service);
        var calls = 0;
        await foreach (var call in DocumentedCall.AllAsync(service, method => method == HttpMethod.Get))
        {
            using var get = await service.Client.SendAsync(call.Request());
            using var head = await service.Client.SendAsync(call.Request(HttpMethod.Head));
            Assert.Equal((call, get.StatusCode), (call, head.StatusCode));
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
            Assert.Equal(Headers(get), Headers(head));
            calls++;
        }

        Assert.True(calls >= 20, $"{calls} calls");
        using var other = await service.Client.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/v1/organizations/tangwan"));
        Assert.Equal(["GET", "HEAD", "PUT"], other.Content.Headers.Allow.Order(StringComparer.Ordinal));
        using var nothing = await service.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/v1/schemes:validate"));
        Assert.Equal((405, "POST"), ((int)nothing.StatusCode, string.Join(", ", nothing.Content.Headers.Allow)));
    }

    [FullRunFact]
    public async Task Head_OfAnAnswerWithoutAnEnd_StopsAtItsFirstByte()
    {
        var written = 0;
        await using var service = await RunningService.StartAsync(map: app => app.MapGet("/v1/endless", async (HttpContext http) =>
        {
            http.Response.ContentType = "application/x-ndjson";
            while (true)
            {
                await http.Response.WriteAsync("{}\n", http.RequestAborted);
                await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
                written++;
            }
        }).Requires(Permission.Open));
        using var client = new HttpClient { BaseAddress = service.Client.BaseAddress, Timeout = TimeSpan.FromSeconds(30) };
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/v1/endless"));
        Assert.Equal((200, "application/x-ndjson", 0), ((int)head.StatusCode, head.Content.Headers.ContentType!.MediaType, written));
    }

    [Fact]
    public async Task Get_ItsOwnETag_Is304AndMayBeKeptOnlyWhenPublic()
    {
        await using var service = await RunningService.StartAsync();
        await ExampleData.FillAsync(service);
        var tagged = 0;
        await foreach (var call in DocumentedCall.AllAsync(service, method => method == HttpMethod.Get))
        {
            using var first = await service.Client.SendAsync(call.Request());
            var isPublic = call.Operation is "ListSchemes" or "GetScheme" or "GetSchemeVersion";
            Assert.Equal((call, isPublic ? "no-cache" : "no-store"), (call, first.Headers.CacheControl!.ToString()));
            if (first.Headers.ETag is not { } tag)
            {
                continue;
            }

            tagged++;
            foreach (var known in new[] { tag.ToString(), "W/" + tag.Tag, "\"other\", " + tag, "*" })
            {
                using var again = call.Request();
                again.Headers.TryAddWithoutValidation("If-None-Match", known);
                using var answer = await service.Client.SendAsync(again);
                Assert.Equal((call, known, 304, tag), (call, known, (int)answer.StatusCode, answer.Headers.ETag));
                Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
            }

            using var another = call.Request();
            another.Headers.TryAddWithoutValidation("If-None-Match", "\"other\"");
            using var whole = await service.Client.SendAsync(another);
            Assert.Equal((call, 200), (call, (int)whole.StatusCode));
        }

        Assert.True(tagged >= 7, $"{tagged} answers with an ETag");
    }

    [Fact]
    public async Task Document_OfTheApi_SaysHowItIsKeptAndHeadSaysTheSame()
    {
        await using var service = await RunningService.StartAsync();
        using var get = await service.Client.GetAsync("/openapi/v1.json");
        using var head = await service.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/openapi/v1.json"));
        Assert.Equal("no-cache", get.Headers.CacheControl?.ToString());
        Assert.Equal(Headers(get), Headers(head));
    }

    private static string[] Headers(HttpResponseMessage response) => response.Headers.Concat(response.Content.Headers)
        .Where(header => !Passing.Contains(header.Key, StringComparer.Ordinal))
        .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal).ToArray();
}
