using LinkageService.Hosting;

namespace LinkageService.CommandLine;

/// <summary><c>serve</c>, also without a word: starts the service and stays until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, Action<WebApplicationBuilder>? configure = null)
    {
        if (ServiceCommands.SettingsOf(arguments) is not { } settings)
        {
            await terminal.Error.WriteLineAsync(
                "设置写作 --Http:Port=5080 | settings are written --Http:Port=5080; see: LinkageService --help");
            return ExitCode.Usage;
        }

        try
        {
            await using var app = ServiceHost.Build(settings, configure);
            var stopping = app.Lifetime.ApplicationStopping;
            try
            {
                await app.RunAsync();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // Told to stop before it had started.
            }

            return ExitCode.Ok;
        }
        catch (Exception exception) when (exception is BadSettingException or SelfCheckException)
        {
            await terminal.Error.WriteLineAsync(exception.Message);
        }
        catch (IOException exception)
        {
            // An address that is taken; its message names address and port.
            await terminal.Error.WriteLineAsync("Http:Port, Grpc:Port: " + exception.Message);
        }
        catch (InvalidDataException exception)
        {
            await terminal.Error.WriteLineAsync("appsettings.json: " + exception.Message);
        }

        return ExitCode.Problems;
    }
}
