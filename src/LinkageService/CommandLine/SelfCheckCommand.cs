using System.CommandLine;
using System.Globalization;
using LinkageService.Features.Calculations;

namespace LinkageService.CommandLine;

/// <summary><c>self-check</c>: whether this machine computes what is known to be right, and how long it takes to find out.</summary>
internal static class SelfCheckCommand
{
    public static Command Create(Terminal terminal, Func<SelfCheck> selfCheck)
    {
        var command = new Command("self-check", "核对这台机器算得对不对；不对则退出码 1 | Check that this machine computes right; exit code 1 when not");
        command.SetAction(async (_, cancellation) =>
        {
            var (figures, took) = selfCheck().Run();
            await terminal.WriteAsync(string.Create(CultureInfo.InvariantCulture,
                $"自检相符：{figures} 个已知结果，{took.TotalMilliseconds:F0} 毫秒 | "
                + $"self-check passed: {figures} known figures, {took.TotalMilliseconds:F0} ms\n"), cancellation);
            return ExitCode.Ok;
        });
        return command;
    }
}
