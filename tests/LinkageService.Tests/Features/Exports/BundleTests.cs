using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Exports;

/// <summary>An evidence bundle is checked with nothing but itself, and whatever is changed in it is found.</summary>
public sealed class BundleTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [FullRunFact]
    public async Task Bundle_OfEveryDemoRun_AgreesWithItselfComputedAgain()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        var (runs, corrections) = (0, 0);
        foreach (var organization in (await service.GetAsync("/v1/organizations")).Json.GetProperty("organizations").EnumerateArray())
        {
            var id = organization.GetProperty("id").GetString();
            foreach (var run in (await service.GetAsync($"/v1/organizations/{id}/runs")).Json.GetProperty("runs").EnumerateArray())
            {
                var (code, output, errors) = await VerifyAsync(
                    await service.Client.GetByteArrayAsync($"/v1/runs/{run.GetProperty("id").GetString()}/bundle"));
                Assert.True(code == 0, $"{id} {run}: {errors}");
                Assert.Contains("computed again", output, StringComparison.Ordinal);
                runs++;
                corrections += run.GetProperty("kind").GetString() == "correction" ? 1 : 0;
            }
        }

        Assert.True(runs >= 10, $"{runs} runs, {corrections} corrections");
    }

    [Fact]
    public async Task Bundle_WithScans_SumsHoldWithoutUsAndNothingPrivateIsInIt()
    {
        await using var village = await ExportVillage.StartAsync();
        var run = await village.RunAsync();
        await AddScanAsync(village, run);
        var bundle = await village.ExportAsync(run, "bundle.zip");
        using (var response = await village.Service.Client.GetAsync($"/v1/runs/{run}/bundle"))
        {
            Assert.Equal("application/zip", response.Content.Headers.ContentType!.MediaType);
            Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        }

        var folder = Directory.CreateTempSubdirectory("linkage-bundle-").FullName;
        try
        {
            await ZipFile.ExtractToDirectoryAsync(new MemoryStream(bundle), folder);
            var (code, said) = await Tool.RunAsync("sha256sum --strict -c SHA256SUMS", folder);
            Assert.True(code == 0, said);
            Assert.Equal(Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length - 1, said.Split(": OK").Length - 1);
            foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            {
                var text = await File.ReadAllTextAsync(file);
                var allowed = Path.GetFileName(file) is "review.html" ? "唯一异议丁" : "唯一标签甲";
                foreach (var value in ExportVillage.Private.Concat(ExportVillage.Banks).Where(value => value != allowed))
                {
                    Assert.False(text.Contains(value, StringComparison.Ordinal), $"{value} stands in {Path.GetFileName(file)}");
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        var (exit, output, errors) = await VerifyAsync(bundle);
        Assert.True(exit == 0, errors);
        Assert.Contains("存证名单 6 户，金额表 6 户，已按方案和名册重算", output, StringComparison.Ordinal);
    }

    // Whoever changes a file and mends the sums is found by what the file says.
    [Theory]
    [InlineData("amounts.csv", "0003,", "0003,1", "computed")]
    [InlineData("calculation.json", "\"3.33\"", "\"3.34\"", "the run had")]
    [InlineData("proofs.json", "\"household\": \"0005\"", "\"household\": \"0007\"", "does not give the root")]
    [InlineData("audit.json", "run.disclose", "run.disclos3", "is not what its hash says")]
    [InlineData("result.json", "\"digest\":\"sha256:", "\"digest\":\"sha256:0", "is not this run")]
    [InlineData("bundle.json", "\"proofRoot\": \"sha256:", "\"proofRoot\": \"sha256:0", "another than the bundle")]
    [InlineData("bundle.json", "\"calculationDigest\": \"sha256:", "\"calculationDigest\": \"sha256:0", "the run had")]
    [InlineData("bundle.json", "\"digest\": \"sha256:", "\"digest\": \"sha256:0", "the check code computed again")]
    [InlineData("audit.json", "run.submit", "run.submi1", "is not what its hash says")]
    [InlineData("scans/*.png", "PNG", "PNg", "is not what was kept")]
    [InlineData("audit.json", "\"way\": [\n    \"sha256:", "\"way\": [\n    \"sha256:00", "is not under checkpoint.txt")]
    [InlineData("checkpoint.txt", "=\n", "A\n", "is not under checkpoint.txt")]
    [InlineData("result.json", "\"disclosedOn\":\"2026-01-05\"", "\"disclosedOn\":\"2026-01-04\"", "life.disclosedOn: ")]
    [InlineData("result.json", "\"legal\":{", "\"legal\":{\"note\":\"\",", "legal.note: ")]
    [InlineData("row.json", "2026-01-05", "2026-01-04", "is not what the audit log has the digest of")]
    [InlineData("statements.csv", "0003,李四,", "0003,李五,", "the name, or a line, is not what was proven")]
    [InlineData("statements.csv", "0003,李四,", "0003,李四,1", "was computed")]
    [InlineData("statements.csv", "0005,农户0005,", "0007,农户0005,", "a row that is not of the run")]
    [InlineData("statements.csv", ",合计", ",共计", "has other columns than the run")]
    public async Task Bundle_WithAFileChangedAndItsSumMended_IsFound(string name, string before, string after, string finding)
    {
        await using var village = await ExportVillage.StartAsync();
        var run = await village.RunAsync();
        await AddScanAsync(village, run);
        var bundle = await village.ExportAsync(run, "bundle.zip");
        var careless = await VerifyAsync(Changed(bundle, name, before, after, mendsSums: false));
        Assert.Contains("SHA256SUMS", careless.Errors, StringComparison.Ordinal);
        var (code, _, errors) = await VerifyAsync(Changed(bundle, name, before, after, mendsSums: true));
        Assert.DoesNotContain("SHA256SUMS", errors, StringComparison.Ordinal);
        Assert.Contains(finding, errors, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    // Of a run that is approved by a meeting and paid, with a debt set off and tax withheld.
    [Theory]
    [InlineData("result.json", "\"present\":30", "\"present\":40", "life.meeting.present: ")]
    [InlineData("result.json", "\"setOff\":\"12.00\"", "\"setOff\":\"13.00\"", "withholding.setOff: ")]
    [InlineData("row.json", "\\u0022present\\u0022:30", "\\u0022present\\u0022:40", "is not what the audit log has the digest of")]
    [InlineData("withholding.json", "\"withheldFen\": 1200", "\"withheldFen\": 1300", "are not those fixed when the run was submitted")]
    [InlineData("withholding.json", "\"household\": \"0003\"", "\"household\": \"0004\"", "are not those fixed when the run was submitted")]
    [InlineData("statements.csv", ",12.00,", ",13.00,", "12.00 was computed")]
    public async Task Bundle_OfAPaidRunWithAFileChangedAndItsSumMended_IsFound(string name, string before, string after, string finding)
    {
        await using var village = await ExportVillage.StartAsync();
        var run = await PaidAsync(village);
        var bundle = await village.ExportAsync(run, "bundle.zip");
        var whole = await VerifyAsync(bundle);
        Assert.True(whole.Code == 0, whole.Errors);
        Assert.Contains("held by SHA256SUMS alone: notice.html and review.html; compare", whole.Output, StringComparison.Ordinal);
        var (code, _, errors) = await VerifyAsync(Changed(bundle, name, before, after, mendsSums: true));
        Assert.DoesNotContain("SHA256SUMS", errors, StringComparison.Ordinal);
        Assert.Contains(finding, errors, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    private static async Task<string> PaidAsync(ExportVillage village)
    {
        var draft = await village.DraftAsync("tangwan-four-tier", """{ "day_wage": "80.00" }""", "income");
        var run = draft.Json.GetProperty("id").GetString()!;
        var debt = await village.Service.PostAsync($"/v1/runs/{run}/set-offs", """
            { "household": "0003", "amount": "12.00", "reason": "赊购化肥款", "consentedOn": "2026-01-02", "consentedBy": "李四",
              "document": "同意书 1 号" }
            """);
        Assert.True(debt.Status == 201, debt.Text);
        await village.LiveAsync(run);
        return run;
    }

    [Fact]
    public async Task Verify_OfWhatIsNoBundle_SaysSoAndEndsWithOne()
    {
        Assert.Equal(3, (await VerifyAsync("not a zip"u8.ToArray())).Code);
        using var empty = new MemoryStream();
        using (new ZipArchive(empty, ZipArchiveMode.Create, leaveOpen: true))
        {
        }

        var (code, _, errors) = await VerifyAsync(empty.ToArray());
        Assert.Equal(1, code);
        Assert.Contains("linkage/bundle/v1", errors, StringComparison.Ordinal);
    }

    private static async Task AddScanAsync(ExportVillage village, string run)
    {
        using var content = new ByteArrayContent(Png);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var added = await village.Service.Client.PostAsync($"/v1/runs/{run}/files?kind=notice_photo&name=photo.png", content);
        Assert.True((int)added.StatusCode == 201, await added.Content.ReadAsStringAsync());
    }

    private static byte[] Changed(byte[] bundle, string name, string before, string after, bool mendsSums)
    {
        using var file = new MemoryStream();
        file.Write(bundle);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.Entries.First(each => name.StartsWith("scans/", StringComparison.Ordinal)
                ? each.FullName.StartsWith("scans/", StringComparison.Ordinal)
                : each.FullName == name);
            var (full, old) = (entry.FullName, Read(entry));
            var changed = Encoding.Latin1.GetBytes(
                Encoding.Latin1.GetString(old).Replace(Bytes(before), Bytes(after), StringComparison.Ordinal));
            Assert.NotEqual(old, changed);
            Write(zip, full, changed);
            if (mendsSums)
            {
                var sums = Encoding.UTF8.GetString(Read(zip.GetEntry("SHA256SUMS")!));
                Write(zip, "SHA256SUMS", Encoding.UTF8.GetBytes(sums.Replace(
                    Convert.ToHexStringLower(SHA256.HashData(old)), Convert.ToHexStringLower(SHA256.HashData(changed)),
                    StringComparison.Ordinal)));
            }
        }

        return file.ToArray();
    }

    // The bytes of a text as letters, as the files are read here.
    private static string Bytes(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using var from = entry.Open();
        from.CopyTo(content);
        return content.ToArray();
    }

    private static void Write(ZipArchive zip, string name, byte[] content)
    {
        zip.GetEntry(name)!.Delete();
        using var to = zip.CreateEntry(name).Open();
        to.Write(content);
    }

    private static async Task<(int Code, string Output, string Errors)> VerifyAsync(byte[] bundle)
    {
        var file = Path.Combine(Path.GetTempPath(), $"bundle-{Guid.NewGuid():N}.zip");
        try
        {
            await File.WriteAllBytesAsync(file, bundle);
            var (code, output, errors) = await CommandLineChannel.RunAsync(["verify-bundle", file]);
            return (code, Encoding.UTF8.GetString(output), errors);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
