using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LinkageService.Storage.Tests.Support;

/// <summary>
/// A TCP proxy in front of PostgreSQL that can lose the reply to a COMMIT: it waits until the server has said that the
/// transaction is committed, then resets the connection instead of passing that on. Otherwise it passes everything through, and what a
/// scheduler commits to its jobs.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _serverPort;
    private readonly Task _accepting;
    private int _armed;
    private volatile bool _endsThere;
    private volatile bool _refuses;
    private int _cuts;

    /// <param name="serverPort">The server's port on 127.0.0.1.</param>
    public CuttingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Its own port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Connections cut so far.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>The same database, reached through this proxy. The connection must be without encryption.</summary>
    public string Through(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = Port }.ConnectionString;

    /// <summary>Loses the reply to the next COMMIT on any connection, one time. Asked twice before that, still one.</summary>
    public void CutAfterNextCommit() => Volatile.Write(ref _armed, 1);

    /// <summary>Loses the reply to the next COMMIT, and lets nobody through afterwards: the server is away.</summary>
    public void CutAfterNextCommitForGood()
    {
        _endsThere = true;
        CutAfterNextCommit();
    }

    /// <summary>The server is there again.</summary>
    public void LetThrough() => _endsThere = _refuses = false;

    /// <summary>Closes the port and every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_end.Token);
                if (_refuses)
                {
                    client.Close(0);
                    continue;
                }

                connections.Add(ServeAsync(client));
                connections.RemoveAll(connection => connection.IsCompleted);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using (client)
        {
            client.NoDelay = server.NoDelay = true;
            using var over = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, over.Token);
                var start = new byte[1 << 16];
                var read = await client.ReceiveAsync(start, over.Token);
                await SendAsync(server, start.AsMemory(0, read), over.Token);
                var requests = PassAsync(client, server, over.Token);
                var replies = start.AsSpan(0, read).IndexOf("linkage jobs"u8) >= 0
                    ? PassAsync(server, client, over.Token) : PassRepliesAsync(server, client, over.Token);
                await Task.WhenAny(requests, replies);
                await over.CancelAsync();
                await Task.WhenAll(requests, replies);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // One side is gone: so is the other.
            }
        }
    }

    private static async Task PassAsync(Socket from, Socket to, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await from.ReceiveAsync(buffer, cancellation)) > 0)
        {
            await SendAsync(to, buffer.AsMemory(0, read), cancellation);
        }
    }

    private async Task PassRepliesAsync(Socket server, Socket client, CancellationToken cancellation)
    {
        var reader = new ReplyReader();
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await server.ReceiveAsync(buffer, cancellation)) > 0)
        {
            if (reader.CompletesCommit(buffer.AsSpan(0, read)) && Interlocked.Exchange(ref _armed, 0) == 1)
            {
                Interlocked.Increment(ref _cuts);
                _refuses = _endsThere;
                client.Close(0); // a reset, so that the client cannot take it for an orderly end
                return;
            }

            await SendAsync(client, buffer.AsMemory(0, read), cancellation);
        }
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await to.SendAsync(bytes, cancellation)..];
        }
    }

    /// <summary>
    /// Follows the server's messages (a type byte, a length, a body) over any division into packets and finds the one that
    /// says a transaction was committed: type C with the tag COMMIT. A failed transaction answers ROLLBACK instead.
    /// </summary>
    private sealed class ReplyReader
    {
        private const int HeadLength = 5;
        private const int LengthOfLength = 4;
        private readonly byte[] _start = new byte[HeadLength + "COMMIT\0".Length];
        private int _have;
        private int _bodyLeft;
        private bool _begun;

        public bool CompletesCommit(ReadOnlySpan<byte> bytes)
        {
            var found = false;
            while (!bytes.IsEmpty)
            {
                // A refusal of encryption is a lone N; nothing else comes before the first message.
                if (!_begun && _have == 0 && bytes[0] == (byte)'N')
                {
                    bytes = bytes[1..];
                    continue;
                }

                bytes = _have < HeadLength ? ReadHead(bytes) : ReadBody(bytes, ref found);
            }

            return found;
        }

        private ReadOnlySpan<byte> ReadHead(ReadOnlySpan<byte> bytes)
        {
            _begun = true;
            var taken = Math.Min(HeadLength - _have, bytes.Length);
            bytes[..taken].CopyTo(_start.AsSpan(_have));
            _have += taken;
            if (_have == HeadLength)
            {
                _bodyLeft = BinaryPrimitives.ReadInt32BigEndian(_start.AsSpan(1)) - LengthOfLength;
                _have = _bodyLeft == 0 ? 0 : _have;
            }

            return bytes[taken..];
        }

        private ReadOnlySpan<byte> ReadBody(ReadOnlySpan<byte> bytes, scoped ref bool found)
        {
            var taken = Math.Min(_bodyLeft, bytes.Length);
            var kept = Math.Min(_start.Length - _have, taken);
            bytes[..kept].CopyTo(_start.AsSpan(_have));
            _have += kept;
            _bodyLeft -= taken;
            if (_bodyLeft == 0)
            {
                found |= _start[0] == (byte)'C' && _start.AsSpan(HeadLength, _have - HeadLength).SequenceEqual("COMMIT\0"u8);
                _have = 0;
            }

            return bytes[taken..];
        }
    }
}
