using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using LinkageService.Contracts.V1;

namespace LinkageService.Benchmarks.Grpc;

/// <summary>A client of CalculateStream that keeps nothing: it counts statements.</summary>
internal static class StreamClient
{
    public static async Task<int> CallAsync(Uri address, IEnumerable<byte[]> messages)
    {
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/linkage.v1.Calculations/CalculateStream")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new Messages(messages),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var prefix = new byte[5];
        var statements = 0;
        while (await stream.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false) == prefix.Length)
        {
            var message = new byte[BinaryPrimitives.ReadUInt32BigEndian(prefix.AsSpan(1))];
            await stream.ReadExactlyAsync(message);
            statements += CalculateStreamResponse.Parser.ParseFrom(message).Statements?.Statements.Count ?? 0;
        }

        return statements;
    }

    private sealed class Messages(IEnumerable<byte[]> messages) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var prefix = new byte[5];
            foreach (var message in messages)
            {
                BinaryPrimitives.WriteUInt32BigEndian(prefix.AsSpan(1), (uint)message.Length);
                await stream.WriteAsync(prefix);
                await stream.WriteAsync(message);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
