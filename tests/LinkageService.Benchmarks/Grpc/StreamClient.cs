using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using LinkageService.Contracts.V1;

namespace LinkageService.Benchmarks.Grpc;

/// <summary>A client of calculations that keeps nothing: it counts the statements of a stream.</summary>
internal static class StreamClient
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    /// <param name="address">Of the service.</param>
    /// <param name="method">Of linkage.v1.Calculations.</param>
    /// <param name="messages">All that is sent.</param>
    /// <param name="stopsAfterFirst">Whether it reads one message, waits, and goes.</param>
    /// <returns>The statements it read; none of a call that was refused.</returns>
    public static async Task<int> CallAsync(Uri address, string method, IEnumerable<byte[]> messages, bool stopsAfterFirst = false)
    {
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/linkage.v1.Calculations/" + method)
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
            if (stopsAfterFirst)
            {
                await Task.Delay(Pause);
                break;
            }

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
