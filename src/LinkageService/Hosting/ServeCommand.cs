using System.Net.Sockets;
using LinkageService.CommandLine;
using LinkageService.Configuration;
using LinkageService.Features.Calculations;
using LinkageService.Storage.Households;
using Microsoft.AspNetCore.Connections;

namespace LinkageService.Hosting;

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

        if (OpenFiles.TooFew() is { } tooFew)
        {
            OpenFiles.WriteError(tooFew);
            return ExitCode.Problems;
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
        catch (UnclearIdsException exception)
        {
            await terminal.Error.WriteAsync(IdsCommand.TextOf(exception.Ids));
        }
        catch (Exception exception) when (Reason(exception) is { } reason)
        {
            await terminal.Error.WriteLineAsync($"{reason}: {exception.Message}");
        }
        catch (InvalidDataException exception)
        {
            await terminal.Error.WriteLineAsync("appsettings.json: " + exception.Message);
        }

        return ExitCode.Problems;
    }

    // What the system refused; its message names the address or the file.
    private static string? Reason(Exception exception) => exception switch
    {
        IOException { InnerException: AddressInUseException } =>
            "端口已被占用，停掉占用它的程序，或换一个端口 | the port is taken, choose others with Http:Port, Grpc:Port, Https:Port",
        SocketException => "不能在这个地址和端口上监听 | cannot listen there, see Http:Address, Http:Port, Grpc:Address, Grpc:Port",
        UnauthorizedAccessException or IOException =>
            "文件或文件夹读不了或写不了，看 Storage:Path、Storage:KeyFile | a file or folder cannot be read or written, see Storage:Path, "
                + "Storage:KeyFile",
        _ => null,
    };
}
