using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LinkageService.Benchmarks.Rest;

/// <summary>One kept-alive connection that does as little as a client can: ready bytes out, an answer counted in.</summary>
internal sealed class RawHttpConnection : IDisposable
{
    private static readonly byte[] ChunksEnd = "\r\n0\r\n\r\n"u8.ToArray();

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[1 << 20];
    private readonly byte[] _request;

    public RawHttpConnection(int port, string path, byte[] body)
    {
        _request =
        [
            .. Encoding.ASCII.GetBytes(
                $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"),
            .. body,
        ];
        _socket.Connect(IPAddress.Loopback, port);
    }

    /// <summary>A connection that asks for the same address again and again.</summary>
    public RawHttpConnection(int port, string path)
    {
        _request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        _socket.Connect(IPAddress.Loopback, port);
    }

    public void Send() => _socket.Send(_request);

    /// <summary>Reads one answer and gives its body, chunk frames included.</summary>
    public ReadOnlySpan<byte> Receive()
    {
        var length = 0;
        while (true)
        {
            length += _socket.Receive(_buffer, length, _buffer.Length - length, SocketFlags.None);
            var answer = _buffer.AsSpan(0, length);
            var head = answer.IndexOf("\r\n\r\n"u8);
            if (head < 0)
            {
                continue;
            }

            if (!answer.StartsWith("HTTP/1.1 200"u8))
            {
                throw new InvalidOperationException(Encoding.UTF8.GetString(answer));
            }

            var body = answer[(head + 4)..];
            if (ContentLength(answer[..head]) is { } wanted ? body.Length >= wanted : body.EndsWith(ChunksEnd))
            {
                return body;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static int? ContentLength(ReadOnlySpan<byte> head)
    {
        var name = "Content-Length: "u8;
        var at = head.IndexOf(name);
        return at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(head[(at + name.Length)..], out int length, out _) ? length : null;
    }
}
