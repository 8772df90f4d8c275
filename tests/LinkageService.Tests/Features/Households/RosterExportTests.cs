using System.Text;
using LinkageService.Features.Households;
using LinkageService.Tests.Support;
using LinkageService.Tests.Tables;

namespace LinkageService.Tests.Features.Households;

/// <summary>A roster as a file: in the order in which the village counts its households, under a name that people read.</summary>
public sealed class RosterExportTests
{
    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task Export_NumbersOfOneAndTwoDigits_AreInTheOrderOfTheVillage(string format)
    {
        await using var service = await RunningService.StartAsync();
        var roster = await new RosterClient(service).MakeAsync();
        await roster.ImportAsync("户编号,户主\n10,农户0010\n一组-9,农户0009\n2,农户0002\n1,农户0001\n一组-10,农户0011\n");
        var rows = await TableFiles.ReadAsync(await roster.ExportAsync("?format=" + format));
        Assert.Equal(["1", "2", "10", "一组-9", "一组-10"], rows.Skip(1).Select(row => row.Cells[0]));

        using var response = await roster.RawAsync(
            HttpMethod.Get, $"households:export?format={format}&asOf=2026-01-02", null, "");
        var disposition = response.Content.Headers.ContentDisposition!;
        Assert.Equal(
            ($"tangwan-households.{format}", $"某村名册2026-01-02.{format}"), (disposition.FileName, disposition.FileNameStar));
    }

    [Theory]
    [InlineData(VillageOrder.MaxGathered, "1")]
    [InlineData(VillageOrder.MaxGathered + 1, "16385")]
    public async Task Order_OfMoreThanMayBeInMemory_IsAsTheyAreRead(int count, string first)
    {
        var numbers = await VillageOrder.OfAsync(
            Enumerable.Range(1, count).Select(number => $"{count - number + 1}").ToAsyncEnumerable(), number => number,
            CancellationToken.None).ToArrayAsync();
        Assert.Equal((count, first), (numbers.Distinct().Count(), numbers[0]));
    }
}
