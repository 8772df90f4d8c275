using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Http;

/// <summary>Large answers without secrets are compressed for who wants it, and bodies may come in gzip, within their limits.</summary>
[Collection(SharedService.Name)]
public sealed class CompressionTests(ServiceFixture fixture)
{
    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/v1/schemes/tangwan-four-tier")]
    [InlineData("/errors")]
    public async Task PublicAnswer_ToWhoReadsGzip_IsCompressedAndSaysSo(string path)
    {
        var plain = await fixture.Service.Client.GetByteArrayAsync(path);
        foreach (var encoding in new[] { "gzip", "br" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", encoding } } };
            using var response = await fixture.Service.Client.SendAsync(request);
            Assert.Equal([encoding], response.Content.Headers.ContentEncoding);
            Assert.Contains("Accept-Encoding", response.Headers.Vary);
            Assert.True(response.Headers.ETag is null or { IsWeak: true });
            var sent = await response.Content.ReadAsByteArrayAsync();
            Assert.True(sent.Length < 2 * plain.Length / 3, $"{sent.Length} of {plain.Length} bytes");
            Assert.Equal(plain, Unpacked(sent, encoding));
        }
    }

    [Fact]
    public async Task Calculation_ToWhoReadsGzip_IsCompressedAndWhatIsStoredIsNot()
    {
        await using var service = await RunningService.StartAsync();
        await ExampleData.FillAsync(service);
        var households = string.Join(',', Enumerable.Range(0, 500).Select(number => $$"""{"id":"{{number}}","holdings":{"land":1} }"""));
        var body = $$"""{"scheme":"tangwan-four-tier","inputs":{"income":1000},"households":[{{households}}]}""";
        using var response = await service.Client.SendAsync(Packed(HttpMethod.Post, "/v1/calculations", Encoding.UTF8.GetBytes(body)));
        Assert.Equal((200, "gzip"), ((int)response.StatusCode, response.Content.Headers.ContentEncoding.Single()));
        Assert.True(response.Headers.CacheControl!.NoStore);
        var unpacked = Encoding.UTF8.GetString(Unpacked(await response.Content.ReadAsByteArrayAsync(), "gzip"));
        Assert.Equal((await service.PostAsync("/v1/calculations", body)).Text, unpacked);

        var (run, _, _) = await new RunWorld(service).RunAsync("tangwan", "draft");
        foreach (var path in new[] { "/v1/organizations/tangwan/households", $"/v1/runs/{run}", $"/v1/runs/{run}/exports/statements.csv" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", "gzip, br" } } };
            using var stored = await service.Client.SendAsync(request);
            Assert.Equal((path, 200, 0), (path, (int)stored.StatusCode, stored.Content.Headers.ContentEncoding.Count));
        }
    }

    [Fact]
    public async Task Roster_InGzip_IsImportedWholeOrNotAtAll()
    {
        await using var service = await RunningService.StartAsync();
        await new RosterClient(service).MakeAsync();
        const string path = "/v1/organizations/tangwan/households:import";
        var rows = string.Concat(Enumerable.Range(1, 2000).Select(number => $"{number},{number}.5\n"));
        var table = Encoding.UTF8.GetBytes("id,land\n" + rows);
        var whole = Gzip(table);
        foreach (var broken in new[] { whole[..^8], whole[..(whole.Length / 2)], table })
        {
            var request = Packed(HttpMethod.Post, path, broken, "text/csv", isPacked: true);
            var refused = await Answer.OfAsync(await service.Client.SendAsync(request));
            Assert.Equal((400, "malformed_request"), (refused.Status, refused.Code));
        }

        Assert.Equal(0, (await service.GetAsync("/v1/organizations/tangwan/households")).Json.GetProperty("households").GetArrayLength());
        var report = await Answer.OfAsync(await service.Client.SendAsync(Packed(HttpMethod.Post, path, table, "text/csv")));
        Assert.Equal((200, 2000), (report.Status, report.Json.GetProperty("added").GetInt32()));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("gzip, gzip")]
    public async Task Body_InAnotherEncoding_Is415AndNamesWhatIsRead(string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/calculations") { Content = new StringContent("{}") };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        using var response = await fixture.Service.Client.SendAsync(request);
        var answer = await Answer.OfAsync(response);
        Assert.Equal((415, "unsupported_media_type", "gzip"), (answer.Status, answer.Code, answer.Headers["Accept-Encoding"]));
        Assert.Equal("Content-Encoding", answer.Errors.Single().Field);
    }

    internal static HttpRequestMessage Packed(
        HttpMethod method, string path, byte[] body, string type = "application/json", bool isPacked = false)
    {
        var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(isPacked ? body : Gzip(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Content.Headers.ContentEncoding.Add("gzip");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        return request;
    }

    internal static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Unpacked(byte[] bytes, string encoding)
    {
        using var packed = new MemoryStream(bytes);
        using Stream stream = encoding == "br"
            ? new BrotliStream(packed, CompressionMode.Decompress)
            : new GZipStream(packed, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        return plain.ToArray();
    }
}
