using System.Globalization;
using LinkageService.Documents;
using LinkageService.Engine.Tests.RandomDocuments;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Goldens;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Conformance;

/// <summary>
/// <c>tests/conformance</c>, an engine in Python written from the guide alone, recomputes the whole kit; with <c>--service</c> it asks a
/// running service instead.
/// </summary>
[Collection(SharedService.Name)]
public sealed class SecondEngineTests(ServiceFixture fixture)
{
    private static readonly string Program = Path.Combine(SchemeCases.RepositoryRoot(), "tests", "conformance", "check.py");

    [Fact]
    public async Task Check_TheWholeKit_AgreesToTheFenAndDigest()
    {
        var files = Directory.GetFiles(ConformanceKit.Folder, "*.json");
        var (exitCode, output) = await CheckAsync(files);
        Assert.True(exitCode == 0, output);
        Assert.Equal(files.Length, output.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"total\":\"18027.84\"", "\"total\":\"18027.85\"", "五户土地入股，两户建卡贫困户: statements[0].total")]
    [InlineData("\"industry_support\",\"amount\":\"7177.11\"", "\"industry_support\",\"amount\":\"7177.10\"", "funds[1].amount")]
    [InlineData("\"sha256:8bebdccf", "\"sha256:8bebdcce", "五户土地入股，两户建卡贫困户: digest")]
    [InlineData("\"code\":\"zero_weight\"", "\"code\":\"pool_shortfall\"", "有收益而全村土地为零: error.code")]
    [InlineData("\"default\":\"7\"", "\"default\":\"6\"", "schemeDigest differs")]
    public async Task Check_OneChange_IsFound(string was, string becomes, string said)
    {
        var kit = await File.ReadAllTextAsync(Path.Combine(ConformanceKit.Folder, "tangwan-four-tier.json"));
        Assert.Contains(was, kit, StringComparison.Ordinal);
        var changed = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(changed, kit.Replace(was, becomes, StringComparison.Ordinal));
            var (exitCode, output) = await CheckAsync(changed);
            Assert.Equal(1, exitCode);
            Assert.Contains(said, output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(changed);
        }
    }

    [Fact]
    public async Task Check_ARunningService_IsAskedTheSame()
    {
        var (exitCode, output) = await CheckAsync(
            "--service", fixture.Service.Client.BaseAddress!.ToString(), Path.Combine(ConformanceKit.Folder, "two-37ths.json"));
        Assert.True(exitCode == 0, output);
    }

    /// <summary><c>TEST_SEED</c> repeats a run, <c>DOCUMENTS</c> sets how many.</summary>
    [Fact]
    public async Task Check_RandomDocuments_AgreesWithTheService()
    {
        var seed = TestSeed.Value;
        var folder = Directory.CreateTempSubdirectory("linkage-documents-");
        try
        {
            for (var number = 0; number < (Setting("DOCUMENTS") ?? 100); number++)
            {
                var document = new RandomDocument(new Random(unchecked((seed * 31) + number)));
                var kit = await ConformanceKit.OfAsync(fixture.Service, [CaseOf(document)]);
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{number:00000}.json"), GoldenFile.Written(kit));
            }

            var (exitCode, output) = await CheckAsync(folder.FullName);
            Assert.True(exitCode == 0, $"TEST_SEED={seed}\n" + string.Join('\n', output.Split('\n')
                .Where(line => !line.StartsWith("ok ", StringComparison.Ordinal))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SchemeCase CaseOf(RandomDocument document)
    {
        var rows = document.Roster.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(' ')).ToArray();
        return new SchemeCase(
            "random", YamlDocument.Parse(document.Text, out _)!, IsInLibrary: false, "random", "", "", document.Year,
            new Dictionary<string, string>(StringComparer.Ordinal),
            document.Inputs.Split(' ').Select(input => input.Split('=')).ToDictionary(input => input[0], input => input[1]),
            [.. rows.Skip(1).Select(row => HouseholdOf(rows[0].Zip(row).ToDictionary()))],
            null!);
    }

    private static CaseHousehold HouseholdOf(IReadOnlyDictionary<string, string> cells) => new(
        cells["id"],
        cells["tags"] == "-" ? [] : cells["tags"].Split('+'),
        cells.Where(cell => cell.Key is not ("id" or "tags" or "village")).ToDictionary(cell => ColumnOf(cell.Key), cell => cell.Value))
    {
        Labels = cells.Where(cell => cell.Key == "village").ToDictionary(),
    };

    // The spaces of members(age >= 70) would part the columns of the table.
    private static string ColumnOf(string heading) =>
        heading.StartsWith("members(", StringComparison.Ordinal) ? heading.Replace('_', ' ') : heading;

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;

    private static async Task<(int ExitCode, string Output)> CheckAsync(params IEnumerable<string> arguments)
    {
        await Tool.RequireAsync("python3 --version");
        var quoted = arguments.Select(argument => $"'{argument}'");
        return await Tool.RunAsync($"python3 '{Program}' {string.Join(' ', quoted)}", Path.GetTempPath());
    }
}
