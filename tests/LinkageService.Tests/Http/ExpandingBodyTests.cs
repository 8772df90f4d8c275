using System.IO.Compression;
using Grpc.Core;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Http;

/// <summary>What is small as gzip and large out of it is refused at the limit, over both doors, and costs no more than that.</summary>
[Collection(RunsAlone.Name)]
public sealed class ExpandingBodyTests
{
    private const int Limit = 1 << 20;

    [Theory]
    [InlineData("/v1/calculations", "application/json", "body_too_large")]
    [InlineData("/v1/schemes:validate", "application/yaml", "scheme_too_large")]
    [InlineData("/v1/organizations/tangwan/households:import", "text/csv", "body_too_large")]
    public async Task Body_SmallAsGzipAndLargeOutOfIt_IsRefusedAtTheLimit(string path, string type, string code)
    {
        await using var service = await RunningService.StartAsync(
            [$"--Limits:MaxBodyBytes={Limit}", $"--Limits:MaxSchemeBytes={Limit / 2}"]);
        await new RosterClient(service).MakeAsync();
        var bomb = new MemoryStream();
        await using (var gzip = new GZipStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var spaces = Enumerable.Repeat((byte)' ', Limit).ToArray();
            for (var megabyte = 0; megabyte < 400; megabyte++)
            {
                await gzip.WriteAsync(spaces);
            }
        }

        Assert.True(bomb.Length < Limit);
        using var request = CompressionTests.Packed(HttpMethod.Post, path, bomb.ToArray(), type, isPacked: true);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var answer = await Answer.OfAsync(await service.Client.SendAsync(request));
        AssertAllocatedSince(before, 64 << 20);
        Assert.Equal((413, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Message_SmallAsGzipAndLargeOutOfIt_IsRefusedAtTheLimit()
    {
        await using var service = await RunningService.StartAsync(["--Limits:MaxMessageBytes=65536"]);
        var bomb = GrpcMessageTests.Compress(GrpcMessageTests.Message(200 << 20));
        Assert.True(bomb.Length < 2 * Limit);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var status = await GrpcMessageTests.SendFrameAsync(service, bomb, compressed: true);
        AssertAllocatedSince(before, 32 << 20);
        Assert.Equal(StatusCode.ResourceExhausted, status);
    }

    private static void AssertAllocatedSince(long before, long most)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.True(allocated < most, $"{allocated} bytes allocated");
    }
}
