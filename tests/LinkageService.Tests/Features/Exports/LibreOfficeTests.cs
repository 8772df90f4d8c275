using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using LinkageService.Tests.Tables;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Exports;

/// <summary>LibreOffice opens the workbook and its formulas, computed anew, give the run's totals to the fen.</summary>
public sealed class LibreOfficeTests
{
    private const string Require = "command -v soffice";

    // Compute every formula when a file is opened; without it the stored values would be believed.
    private const string Profile = """
        <?xml version="1.0" encoding="UTF-8"?>
        <oor:items xmlns:oor="http://openoffice.org/2001/registry">
        <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
        <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
        </oor:items>
        """;

    [FullRunTheory]
    [InlineData("tangwan-four-tier", """{ "day_wage": "80.00" }""", "income")]
    [InlineData("huangjinlin-land-cooperative", """{ "collective_rate": "10%", "day_wage": "90.00" }""", "income")]
    public async Task Xlsx_FormulasComputedAnew_AreTheTotalsOfTheRun(string scheme, string parameters, string input)
    {
        await Tool.RequireAsync(Require);
        await using var village = await ExportVillage.StartAsync();
        var run = await village.RunAsync(scheme, parameters, input);
        var sheets = await ExpectRecomputedAsync(await village.ExportAsync(run, "statements.xlsx"));
        var totals = (await village.Runs.GetAsync("/v1/runs/" + run)).Json.GetProperty("totals");
        Assert.Equal(Fen(totals.GetProperty("households").GetString()!), Fen(sheets["分配明细"][^1][^1]));
        Assert.Equal(Fen(totals.GetProperty("sources").GetString()!), Of(sheets["汇总"], "资金来源合计"));
        Assert.Equal(Fen(totals.GetProperty("households").GetString()!), Of(sheets["汇总"], "农户合计"));
        Assert.Equal(Fen(totals.GetProperty("funds").GetString()!), Of(sheets["汇总"], "集体留用合计"));
        Assert.Equal(Fen(totals.GetProperty("carriedForward").GetString()!), Of(sheets["汇总"], "结转下年合计"));
        Assert.Equal([0, 0], sheets["汇总"].Where(row => row[0].StartsWith("核对", StringComparison.Ordinal)).Select(row => Fen(row[3])));
    }

    /// <summary>
    /// Computes the workbook anew after every stored value beside a formula was replaced by a wrong one, and compares all cells with
    /// what they were. Gives the cells of each sheet as computed; without LibreOffice, as stored.
    /// </summary>
    internal static Task<Dictionary<string, List<IReadOnlyList<string>>>> ExpectRecomputedAsync(byte[] workbook, params string[] more) =>
        ExpectRecomputedSheetsAsync(workbook, ["分配明细", "汇总", .. more]);

    /// <summary>The same of a workbook of other sheets.</summary>
    internal static async Task<Dictionary<string, List<IReadOnlyList<string>>>> ExpectRecomputedSheetsAsync(
        byte[] workbook, IReadOnlyList<string> names, int atLeast = 8)
    {
        await Tool.RequireAsync(Require);
        var folder = Directory.CreateTempSubdirectory("linkage-office-").FullName;
        try
        {
            var formulas = await SpoiledAsync(workbook, Path.Combine(folder, "spoiled.xlsx"));
            Assert.True(formulas > atLeast, $"{formulas} formulas");
            await ConvertAsync(folder);
            var sheets = new Dictionary<string, List<IReadOnlyList<string>>>(StringComparer.Ordinal);
            foreach (var name in names)
            {
                var computed = await TableFiles.ReadAsync(await File.ReadAllBytesAsync(Path.Combine(folder, $"spoiled-{name}.csv")));
                var stored = await TableFiles.ReadAsync(workbook, name);
                Assert.Equal(stored.Select(row => string.Join('|', row.Cells.Select(Plain))),
                    computed.Select(row => string.Join('|', row.Cells.Select(Plain))));
                sheets[name] = computed.Select(row => row.Cells).ToList();
            }

            return sheets;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The sheets of a workbook as computed anew, as CSV by name, after every value beside a formula was replaced.</summary>
    internal static async Task<Dictionary<string, string>> RecomputedAsync(byte[] workbook)
    {
        await Tool.RequireAsync(Require);
        var folder = Directory.CreateTempSubdirectory("linkage-office-").FullName;
        try
        {
            await SpoiledAsync(workbook, Path.Combine(folder, "spoiled.xlsx"));
            await ConvertAsync(folder);
            return Directory.GetFiles(folder, "spoiled-*.csv").ToDictionary(
                file => Path.GetFileNameWithoutExtension(file)["spoiled-".Length..], File.ReadAllText, StringComparer.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Makes the profile of LibreOffice in a folder of work.</summary>
    internal static Task PrepareAsync(string folder)
    {
        var user = Directory.CreateDirectory(Path.Combine(folder, "profile", "user")).FullName;
        return File.WriteAllTextAsync(Path.Combine(user, "registrymodifications.xcu"), Profile);
    }

    private static async Task ConvertAsync(string folder)
    {
        await PrepareAsync(folder);
        var (code, output) = await Tool.RunAsync(
            "soffice -env:UserInstallation=file://$PWD/profile --headless --convert-to "
            + "'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1' spoiled.xlsx", folder);
        Assert.True(code == 0, output);
    }

    private static async Task<int> SpoiledAsync(byte[] workbook, string path)
    {
        var formulas = 0;
        using var from = new ZipArchive(new MemoryStream(workbook));
        var parts = new List<(string, byte[])>();
        foreach (var entry in from.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            var text = await reader.ReadToEndAsync();
            formulas += Regex.Count(text, "</f><v>", RegexOptions.None, TimeSpan.FromSeconds(5));
            parts.Add((entry.FullName, Encoding.UTF8.GetBytes(Regex.Replace(
                text, "</f><v>[^<]*</v>", "</f><v>-77.77</v>", RegexOptions.None, TimeSpan.FromSeconds(5)))));
        }

        await File.WriteAllBytesAsync(path, TableFiles.ZipBytes([.. parts]));
        return formulas;
    }

    private static long Of(IEnumerable<IReadOnlyList<string>> rows, string title) => Fen(rows.Single(row => row[0] == title)[3]);

    // Neither of the two keeps the zeros at the end.
    private static string Plain(string cell) =>
        decimal.TryParse(cell, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && !cell.StartsWith('0')
            ? number.ToString("0.00", CultureInfo.InvariantCulture)
            : cell;

    private static long Fen(string yuan) => (long)(decimal.Parse(yuan, CultureInfo.InvariantCulture) * 100);
}
