using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using LinkageService.Contracts.V1;
using LinkageService.Features.Exports;
using LinkageService.Features.Exports.Vouchers;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Exports;

/// <summary>Files over gRPC: the same bytes as over REST, in parts.</summary>
public sealed class GrpcExportsTests
{
    private const string Service = "linkage.v1.Exports/";

    [Fact]
    public async Task ExportRun_EveryKindThatIsNoPdf_HasTheBytesOfRest()
    {
        await using var village = await ExportVillage.StartAsync();
        using var api = new GrpcApi(village.Service.GrpcAddress);
        var run = await village.RunAsync();
        foreach (var kind in ExportKind.All.Where(kind => kind.Format != ExportFormat.Pdf && kind.Document is not VouchersExport))
        {
            foreach (var lang in new[] { "zh", "en" })
            {
                var head = await SameAsync(village.Service, $"/v1/runs/{run}/exports/{kind.Name}?lang={lang}", () => RunAsync(
                    api, new ExportRunRequest { Run = run, Kind = kind.Name, Lang = lang }));
                Assert.StartsWith(lang == "en" ? $"{ExportVillage.Organization}-2025-{kind.Document.Name}." : "标记村2025年", head.FileName,
                    StringComparison.Ordinal);
            }
        }

        await SameAsync(village.Service, $"/v1/runs/{run}/exports/statements.xlsx?formulas=full", () => RunAsync(
            api, new ExportRunRequest { Run = run, Kind = "statements.xlsx", Formulas = "full" }));
        var one = await SameAsync(village.Service, $"/v1/runs/{run}/exports/household-statements.html?household=0003", () => RunAsync(
            api, new ExportRunRequest { Run = run, Kind = "household-statements.html", Household = "0003" }));
        Assert.Equal("标记村2025年分红通知单0003.html", one.FileName);
    }

    [Fact]
    public async Task ExportRun_Pdf_ComesOrSaysWhatIsMissing()
    {
        await using var village = await ExportVillage.StartAsync();
        using var api = new GrpcApi(village.Service.GrpcAddress);
        var run = await village.RunAsync();
        var answer = await api.CallAsync(Service + "ExportRun", new ExportRunRequest { Run = run, Kind = "notice.pdf" });
        var rest = await village.Service.GetAsync($"/v1/runs/{run}/exports/notice.pdf");
        if (rest.Status == 200)
        {
            var (head, bytes) = File(answer.Messages.Select(message => ExportRunResponse.Parser.ParseFrom(message)), Part);
            Assert.Equal("application/pdf", head.MediaType);
            Assert.Equal("%PDF-"u8.ToArray(), bytes[..5]);
        }
        else
        {
            Assert.Equal((StatusCode.Unavailable, rest.Code), (answer.Status, answer.Code));
        }
    }

    [Fact]
    public async Task PayoutSheetAndRoster_ForAPurpose_ShowNumbersAndAreAudited()
    {
        await using var village = await ExportVillage.StartAsync();
        using var api = new GrpcApi(village.Service.GrpcAddress);
        var run = await village.RunAsync();
        var asked = new ExportRunRequest { Run = run, Kind = "payout-sheet.html" };
        Assert.DoesNotContain(ExportVillage.Account(0), Text((await RunAsync(api, asked)).Bytes), StringComparison.Ordinal);
        api.Headers.Add("x-linkage-purpose", "payment");
        Assert.Contains(ExportVillage.Account(0), Text((await RunAsync(api, asked)).Bytes), StringComparison.Ordinal);
        var roster = await HouseholdsAsync(api, new ExportHouseholdsRequest { Organization = ExportVillage.Organization });
        Assert.Contains(ExportVillage.Id(0, 0), Text(roster.Bytes), StringComparison.Ordinal);
        var audit = (await village.Service.GetAsync("/v1/audit?limit=1000")).Json.GetProperty("entries").EnumerateArray();
        Assert.Equal(2, audit.Count(entry => entry.GetProperty("details").ToString().Contains("payment", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ExportHouseholds_EveryFormat_HasTheBytesOfRest()
    {
        await using var village = await ExportVillage.StartAsync();
        using var api = new GrpcApi(village.Service.GrpcAddress);
        foreach (var (format, lang, asOf) in new[]
        {
            ("csv", "zh", "2025-06-01"), ("xlsx", "en", "2025-06-01"), ("csv", "en", "2001-01-01"),
        })
        {
            var asked = new ExportHouseholdsRequest
            {
                Organization = ExportVillage.Organization, Format = format, Lang = lang, AsOf = asOf,
            };
            var head = await SameAsync(
                village.Service,
                $"/v1/organizations/{ExportVillage.Organization}/households:export?format={format}&lang={lang}&asOf={asOf}",
                () => HouseholdsAsync(api, asked));
            Assert.Equal(
                lang == "zh" ? $"标记村名册{asOf}.{format}" : $"{ExportVillage.Organization}-households.{format}", head.FileName);
        }
    }

    [Theory]
    [InlineData("statements.pdf", "", "", StatusCode.NotFound, "not_found", "kind")]
    [InlineData("statements.csv", "0001", "", StatusCode.InvalidArgument, "invalid_value", "household")]
    [InlineData("statements.csv", "", "fr", StatusCode.InvalidArgument, "invalid_value", "lang")]
    [InlineData("household-statements.html", "0099", "", StatusCode.NotFound, "unknown_household", "household")]
    public async Task ExportRun_OfWhatIsNotThere_RefusedAsOverRest(
        string kind, string household, string lang, StatusCode status, string code, string field)
    {
        await using var village = await ExportVillage.StartAsync();
        using var api = new GrpcApi(village.Service.GrpcAddress);
        var run = (await village.DraftAsync("tangwan-four-tier", "{}", "income")).Json.GetProperty("id").GetString()!;
        var answer = await api.CallAsync(
            Service + "ExportRun", new ExportRunRequest { Run = run, Kind = kind, Household = household, Lang = lang });
        Assert.Equal((status, code, field), (answer.Status, answer.Code, Assert.Single(answer.Violations).Field));
        Assert.Empty(answer.Messages);
    }

    [Fact]
    public async Task Export_LargeRun_ComesInPartsAndStopsWhenTheReaderGoes()
    {
        await using var service = await RunningService.StartAsync();
        using var api = new GrpcApi(service.GrpcAddress);
        var run = await LargeRuns.MakeAsync(service, households: 50_000);
        var sizes = new List<int>();
        var (head, bytes) = await RunAsync(api, new ExportRunRequest { Run = run, Kind = "statements.csv" }, sizes.Add);
        Assert.True(sizes.Count > 10 && sizes.SkipLast(1).All(size => size == 64 << 10) && sizes[^1] <= 64 << 10);
        using var response = await service.Client.GetAsync($"/v1/runs/{run}/exports/statements.csv");
        Assert.Equal(SHA256.HashData(await response.Content.ReadAsByteArrayAsync()), SHA256.HashData(bytes));
        Assert.StartsWith("text/csv", head.MediaType, StringComparison.Ordinal);

        // Who goes away half-way is no error of the service, which goes on serving: RunningService asserts an empty log.
        using var leaving = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => api.StreamAsync(
            Service + "ExportRun", [new ExportRunRequest { Run = run, Kind = "statements.csv" }.ToByteArray()], _ =>
            {
                leaving.Cancel();
                leaving.Token.ThrowIfCancellationRequested();
                return ValueTask.CompletedTask;
            }));
        Assert.Equal(StatusCode.OK, (await api.CallAsync(Service + "ExportRun", new ExportRunRequest
        {
            Run = run, Kind = "statements.csv",
        })).Status);
    }

    private static async Task<FileHead> SameAsync(
        RunningService service, string path, Func<Task<(FileHead Head, byte[] Bytes)>> call)
    {
        var (head, bytes) = await call();
        using var response = await service.Client.GetAsync(path);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(response.Content.Headers.ContentType!.ToString(), head.MediaType);
        var disposition = response.Content.Headers.ContentDisposition!;
        Assert.Equal(disposition.FileNameStar ?? disposition.FileName!.Trim('"'), head.FileName);
        Assert.Equal(await response.Content.ReadAsByteArrayAsync(), bytes);
        return head;
    }

    private static async Task<(FileHead Head, byte[] Bytes)> RunAsync(GrpcApi api, ExportRunRequest request, Action<int>? size = null)
    {
        var answer = await api.CallAsync(Service + "ExportRun", request);
        Assert.True(answer.Status == StatusCode.OK, answer.Message);
        return File(answer.Messages.Select(message => ExportRunResponse.Parser.ParseFrom(message)), Part, size);
    }

    private static async Task<(FileHead Head, byte[] Bytes)> HouseholdsAsync(GrpcApi api, ExportHouseholdsRequest request)
    {
        var answer = await api.CallAsync(Service + "ExportHouseholds", request);
        Assert.True(answer.Status == StatusCode.OK, answer.Message);
        return File(
            answer.Messages.Select(message => ExportHouseholdsResponse.Parser.ParseFrom(message)), part => (part.Head, part.Chunk));
    }

    private static (FileHead? Head, ByteString Chunk) Part(ExportRunResponse part) => (part.Head, part.Chunk);

    private static (FileHead Head, byte[] Bytes) File<T>(
        IEnumerable<T> messages, Func<T, (FileHead? Head, ByteString Chunk)> read, Action<int>? size = null)
    {
        var parts = messages.Select(read).ToArray();
        Assert.All(parts.Skip(1), part => Assert.Null(part.Head));
        using var bytes = new MemoryStream();
        foreach (var (_, chunk) in parts.Skip(1))
        {
            size?.Invoke(chunk.Length);
            chunk.WriteTo(bytes);
        }

        return (parts[0].Head!, bytes.ToArray());
    }

    private static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
