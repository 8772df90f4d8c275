using System.Text;
using LinkageService.CommandLine;
using LinkageService.Configuration;
using LinkageService.Engine.KnownAnswers;
using LinkageService.Features.Calculations;
using LinkageService.Features.Schemes;
using LinkageService.Hosting;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LinkageService.Tests.Hosting;

/// <summary>A machine that computes wrong starts nothing and computes nothing, and says in one line what differs.</summary>
public sealed class SelfCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("linkage-").FullName;

    /// <summary>A kernel, a rounding, a formula and a digest that come out wrong, or fail.</summary>
    public static TheoryData<string, string?> Broken => new()
    {
        { "largest_remainder, land", "0000000000000000" },
        { "largest_remainder, 1 mu for all", null },
        { "half_up, quarters", "-2 -2 -2" },
        { "formula land * price", "0 0 0 0" },
        { "tangwan-four-tier@1", "sha256:0000" },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void SelfCheck_OfThisMachine_IsRightAndCoversEveryScheme()
    {
        var (library, samples) = (SchemeLibrary.Load(), SampleCalculations.Load(TimeProvider.System));
        var schemes = SchemeAnswers.All(library, samples).ToArray();
        Assert.Equal(library.Latest.Select(scheme => $"{scheme.Id}@{scheme.Version}"), schemes.Select(answer => answer.Name));

        // Where a scheme or its sample was changed on purpose: what comes out now goes into its sample.yaml.
        Assert.All(schemes, answer => Assert.Equal(answer.Expected, answer.Compute()));
        Assert.InRange(SelfCheck.Of(library, samples).Run().Figures, 10_000, 100_000);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Serve_OnAMachineThatComputesWrong_StopsWithOneLineBeforeAnythingIsStored(string name, string? got)
    {
        await using var errors = new StringWriter();
        var code = await ServeCommand.RunAsync(TemporaryStorage.Settings(_folder), new Terminal(Stream.Null, errors), builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(Check(name, got));
        }).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(ExitCode.Problems, code);
        AssertOneLine(errors.ToString(), name, got);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("calculate", "--scheme", "tangwan-four-tier", "--roster", "roster.csv")]
    [InlineData("verify")]
    [InlineData("backup", "there.db")]
    [InlineData("restore", "there.db")]
    [InlineData("archive", "make", "--year", "2020")]
    [InlineData("archive", "put-back", "there.db")]
    [InlineData("self-check")]
    public async Task Command_OnAMachineThatComputesWrong_DoesNothing(params string[] arguments)
    {
        using var output = new MemoryStream();
        await using var errors = new StringWriter();
        var code = await ServiceCommands.RunAsync(
            arguments, new Terminal(output, errors), CancellationToken.None, Check("largest_remainder, land", "0000000000000000"));
        Assert.Equal((ExitCode.Problems, 0), (code, output.Length));
        AssertOneLine(errors.ToString(), "largest_remainder, land", "0000000000000000");
    }

    [Fact]
    public async Task SelfCheckCommand_Here_SaysHowManyFiguresAreRight()
    {
        using var output = new MemoryStream();
        await using var errors = new StringWriter();
        var code = await ServiceCommands.RunAsync(["self-check"], new Terminal(output, errors), CancellationToken.None);
        Assert.Equal((ExitCode.Ok, ""), (code, errors.ToString()));
        Assert.Matches(@"^自检相符：\d+ 个已知结果，\d+ 毫秒 \| self-check passed: \d+ known figures, \d+ ms\n$",
            Encoding.UTF8.GetString(output.ToArray()));
    }

    // All is right but the one answer named, which comes out otherwise, or not at all.
    private static SelfCheck Check(string name, string? got) => new(
    [
        .. EngineAnswers.All.Where(answer => answer.Name != name),
        new KnownAnswer(name, "right", 1, () => got ?? throw new OverflowException()),
    ]);

    private static void AssertOneLine(string errors, string name, string? got) => Assert.Equal(
        $"自检不符，已停止：{name} 应为 right，本机算得 {got ?? "OverflowException"}；在这台机器上金额会算错 | self-check failed, "
        + $"stopped: {name} is right, this machine computes {got ?? "OverflowException"}; it would get amounts wrong\n", errors);
}
