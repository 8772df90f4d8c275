using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace LinkageService.Tests.Support;

/// <summary>Bytes to a port as no client library would send them.</summary>
internal static class RawRequest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends bytes and reads the answers until the service ends the connection.</summary>
    public static async Task<string> SendAsync(Uri address, string request, bool isSecure = false)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", address.Port, patience.Token);
        await using Stream stream = isSecure ? new SslStream(client.GetStream(), false, (_, _, _, _) => true) : client.GetStream();
        if (stream is SslStream secure)
        {
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, patience.Token);
        }

        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), patience.Token);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, patience.Token);
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
