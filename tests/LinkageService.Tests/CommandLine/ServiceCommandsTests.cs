using System.Text;
using LinkageService.CommandLine;
using LinkageService.Tests.Features.Calculations;

namespace LinkageService.Tests.CommandLine;

/// <summary>The command line: exit codes, files, forms of the result.</summary>
public sealed class ServiceCommandsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("linkage-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(ExitCode.Ok, "--help")]
    [InlineData(ExitCode.Ok, "--version")]
    [InlineData(ExitCode.Ok, "schemes", "list")]
    [InlineData(ExitCode.Ok, "schemes", "show", "tangwan-four-tier@1", "--language", "en")]
    [InlineData(ExitCode.Problems, "schemes", "show", "nix")]
    [InlineData(ExitCode.Problems, "schemes", "show", "tangwan-four-tier@7")]
    [InlineData(ExitCode.Problems, "schemes", "show", "a b")]
    [InlineData(ExitCode.File, "schemes", "validate", "/nix.yaml")]
    [InlineData(ExitCode.File, "calculate", "--scheme", "tangwan-four-tier", "--roster", "/nix.csv")]
    [InlineData(ExitCode.Usage, "calculate", "--scheme", "tangwan-four-tier")]
    [InlineData(ExitCode.Usage, "calculate", "--roster", "x", "--input", "income")]
    [InlineData(ExitCode.Usage, "calculate", "--roster", "x", "--format", "xml")]
    [InlineData(ExitCode.Usage, "calculate", "--roster", "x", "--format", "json", "--explain", "1")]
    [InlineData(ExitCode.Usage, "calcluate")]
    [InlineData(ExitCode.Usage, "schemes")]
    public async Task Run_Command_ExpectedExitCode(int code, params string[] arguments)
    {
        var (got, output, errors) = await CommandLineChannel.RunAsync(arguments);
        Assert.Equal(code, got);
        Assert.True(code == ExitCode.Ok ? output.Length > 0 && errors.Length == 0 : errors.Length > 0, errors);
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("GB18030", false)]
    [InlineData("utf-16", true)]
    public async Task Calculate_RosterInAnyEncoding_SameResult(string encoding, bool withMark)
    {
        var coding = encoding == "GB18030" ? CodePagesEncodingProvider.Instance.GetEncoding(encoding)! : Encoding.GetEncoding(encoding);
        var text = coding.GetBytes("户编号,标签,入股土地（亩）\n农户一,registered；hardship,1.5\n农户二,,2\n");
        var roster = Path.Combine(_folder, "roster.csv");
        await File.WriteAllBytesAsync(roster, withMark ? [.. coding.Preamble, .. text] : text);
        var (code, output, errors) = await CommandLineChannel.RunAsync(
            ["calculate", "--scheme", "tangwan-four-tier", "--year", "2019", "--input", "income=100.00", "--roster",
                roster, "--format", "csv"]);
        Assert.Equal((ExitCode.Ok, ""), (code, errors));
        Assert.Equal(
            "household_id,land_dividend,full_return,total\r\n农户一,30.00,12.86,42.86\r\n农户二,40.00,0.00,40.00\r\n",
            Encoding.UTF8.GetString(output));
    }

    [Fact]
    public async Task Calculate_BadRows_EveryOneWithRowAndColumn()
    {
        var roster = await WriteAsync("roster.csv", "household_id,land\n1,x\n2\n3,1.23456\n\"3\",1\n ,1\n");
        var (code, _, errors) = await CommandLineChannel.RunAsync(
            ["calculate", "--scheme", "tangwan-four-tier", "--year", "2019", "--input", "income=1", "--roster", roster,
                "--language", "en"]);
        Assert.Equal(ExitCode.Problems, code);
        Assert.Contains("not_a_number row 2, land", errors, StringComparison.Ordinal);
        Assert.Contains("malformed_csv row 3:", errors, StringComparison.Ordinal);
        Assert.Contains("too_many_decimals row 4, land", errors, StringComparison.Ordinal);
        Assert.Contains("invalid_household_id row 6, id", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "malformed_csv")]
    [InlineData("land\n1\n", "malformed_csv")]
    [InlineData("id,id,land\n1,1,1\n", "malformed_csv")]
    [InlineData("id,land\n", "empty_roster")]
    [InlineData("id,land,wage_dys\n1,1,2\n", "unknown_holding")]
    [InlineData("id,land\n1,1\n1,1\n", "duplicate_household")]
    public async Task Calculate_RosterWithoutForm_Refused(string text, string code)
    {
        var roster = await WriteAsync("roster.csv", text);
        var (exit, _, errors) = await CommandLineChannel.RunAsync(
            ["calculate", "--scheme", "tangwan-four-tier", "--year", "2019", "--input", "income=1", "--roster", roster]);
        Assert.Equal(ExitCode.Problems, exit);
        Assert.StartsWith(code, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calculate_OwnSchemeToFile_TableWithSeparatorsAndTotals()
    {
        var scheme = await WriteAsync("own.yaml",
            """
            id: own
            version: 1
            title: 自定
            inputs: { income: { type: money } }
            steps: [ { id: equal, kind: allocate, from: income, title: 平均 } ]
            """);
        var (roster, result) = (await WriteAsync("roster.csv", "id\n1\n农户二\n"), Path.Combine(_folder, "out.txt"));
        var (code, output, errors) = await CommandLineChannel.RunAsync(
            ["calculate", "--document", scheme, "--input", "income=3000000.01", "--roster", roster, "--year", "2025",
                "--out", result, "--explain", "农户二"]);
        Assert.Equal((ExitCode.Ok, "", 0), (code, errors, output.Length));
        var lines = await File.ReadAllLinesAsync(result);
        Assert.Contains("1         1,500,000.01  1,500,000.01", lines);
        Assert.Contains("农户二    1,500,000.00  1,500,000.00", lines);
        Assert.Contains(lines, line => line.StartsWith("  【平均】", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ValidateScheme_Mistakes_FileLineColumnAndExitCode1()
    {
        var scheme = await WriteAsync("bad.yaml", "id: x\nversion: 1\ntitle: x\nsteps:\n  - id: a\n    kind: splt\n");
        var (code, output, _) = await CommandLineChannel.RunAsync(["schemes", "validate", scheme, "-l", "en"]);
        Assert.Equal(ExitCode.Problems, code);
        Assert.StartsWith($"{scheme}:6:11: error unknown_step_kind steps[0].kind:", Encoding.UTF8.GetString(output),
            StringComparison.Ordinal);
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
