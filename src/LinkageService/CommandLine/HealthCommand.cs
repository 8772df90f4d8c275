using System.CommandLine;

namespace LinkageService.CommandLine;

/// <summary>Asks a running service whether it is ready: for container health checks, which have no other client at hand.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static Command Create(Terminal terminal)
    {
        var url = new Option<string>("--url")
        {
            Description = "服务地址 | where the service listens",
            DefaultValueFactory = _ => "http://127.0.0.1:5080",
        };
        url.Validators.Add(given =>
        {
            if (Ready(given.GetValueOrDefault<string>()) is null)
            {
                given.AddError("--url 应为 http(s)://… | --url takes http(s)://…");
            }
        });
        var command = new Command("health", "服务是否就绪：就绪退出码 0，否则 1 | Whether the service is ready: exit code 0, otherwise 1") { url };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var http = new HttpClient { Timeout = Patience };
            try
            {
                using var answer = await http.GetAsync(Ready(parsed.GetValue(url)), cancellation);
                return answer.IsSuccessStatusCode ? ExitCode.Ok : ExitCode.Problems;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                await terminal.Error.WriteLineAsync(exception.Message);
                return ExitCode.Problems;
            }
        });
        return command;
    }

    private static Uri? Ready(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") ? new Uri(address, "/readyz") : null;
}
