using LinkageService.Tests.OpenApi;

namespace LinkageService.Tests.Support;

/// <summary>What the clients of running services send through: here every answer is held against the OpenAPI document.</summary>
internal static class ClientHandler
{
    public static HttpMessageHandler New() => new DocumentedAnswers();
}
