using System.Globalization;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Hosting;

/// <summary>A start that cannot be is said in one line, as a process of its own prints it, and nothing before it.</summary>
public sealed class StartFailureTests
{
    private static readonly string Program =
        $"dotnet '{Path.Combine(AppContext.BaseDirectory, "LinkageService.dll")}' serve --Grpc:Port=0 --Demo:Enabled=false";

    [FullRunFact]
    public async Task Serve_PortTaken_OneLineThatNamesIt()
    {
        await using var first = await RunningService.StartAsync();
        var port = first.Client.BaseAddress!.Port.ToString(CultureInfo.InvariantCulture);
        var line = await FailAsync($"{Program} --Http:Port={port}");
        Assert.StartsWith("端口已被占用，停掉占用它的程序，或换一个端口 | the port is taken", line, StringComparison.Ordinal);
        Assert.Contains($"http://127.0.0.1:{port}", line, StringComparison.Ordinal);
    }

    [FullRunFact]
    public async Task Serve_AddressOfAnotherMachine_OneLine() => Assert.Contains("cannot listen there, see Http:Address",
        await FailAsync($"{Program} --Auth:Mode=ApiKey --Http:Address=203.0.113.5 --Http:Port=0"), StringComparison.Ordinal);

    [FullRunTheory]
    [InlineData(64)]
    [InlineData(160)]
    [InlineData(230)]
    public async Task Serve_TooFewFiles_OneLineThatNamesTheLimit(int files)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc");
        Assert.StartsWith($"系统只允许打开 {files} 个文件和连接，至少要 512 个", await FailAsync($"ulimit -n {files} && {Program} --Http:Port=0"),
            StringComparison.Ordinal);
    }

    // In a folder of its own, as whoever has no rights there: root without its privileges, or anybody else.
    [FullRunTheory]
    [InlineData("mkdir -m 555 data")]
    [InlineData("mkdir -m 000 data")]
    [InlineData("mkdir data && mkdir -m 000 key", "--Storage:KeyFile=key/linkage.key")]
    [InlineData("mkdir data && mkdir -m 555 key", "--Storage:KeyFile=key/linkage.key")]
    [InlineData("mkdir data && touch data/linkage.db && chmod 000 data/linkage.db")]
    public async Task Serve_FolderWithoutRights_OneLineThatNamesIt(string make, string more = "")
    {
        await Tool.RequireAsync("setpriv --version");
        var line = await FailAsync($"{make} && setpriv --bounding-set=-all --inh-caps=-all {Program} --Http:Port=0 {more}");
        Assert.Matches("Storage:(Path|KeyFile)", line);
    }

    // What is on the error output; a failure that the log tells as well would be two.
    private static async Task<string> FailAsync(string command)
    {
        var folder = Directory.CreateTempSubdirectory("linkage-").FullName;
        try
        {
            var (code, output) = await Tool.RunAsync(
                $"({command}) > log; code=$?; grep -E '^(fail|crit):|^ +at ' log; exit $code", folder);
            Assert.True(code == 1 && output.AsSpan().Count('\n') == 1, $"exit code {code}:\n{output}");
            return output;
        }
        finally
        {
            await Tool.RunAsync($"chmod -R u+rwx '{folder}'; rm -r '{folder}'", "/tmp");
        }
    }
}
