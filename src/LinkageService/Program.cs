using LinkageService.CommandLine;
using LinkageService.Hosting;

if (!ServiceCommands.IsServe(args))
{
    return await ServiceCommands.RunAsync(args, Terminal.OfProcess(), CancellationToken.None);
}

return await ServeCommand.RunAsync(args, Terminal.OfProcess());
