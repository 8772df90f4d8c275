namespace LinkageService.Tests.Support;

/// <summary>What the clients of running services send through: pages are looked at here, not the API.</summary>
internal static class ClientHandler
{
    public static HttpMessageHandler New() => new SocketsHttpHandler();
}
