using LinkageService.Engine.Amounts;
using LinkageService.Features.Runs;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Runs;

/// <summary>How a run is shared out: bins, quartiles and ends, by hand and against naive counts.</summary>
public sealed class ShareOutTests
{
    [Theory]
    [InlineData("100", "1.00–2.00:1")] // a yuan is the narrowest bin
    [InlineData("99 100 199 200", "0.00–1.00:1 1.00–2.00:2 2.00–3.00:1")] // a bin begins with its bound
    [InlineData("0 0 500", "5.00–6.00:1")] // nothing is in no bin
    [InlineData("12000 123000", // ten bins of 100 yuan would not hold both: 200 is the next width
        "0.00–200.00:1 200.00–400.00:0 400.00–600.00:0 600.00–800.00:0 800.00–1000.00:0 1000.00–1200.00:0 1200.00–1400.00:1")]
    [InlineData("-350 -100 250", "-4.00–-3.00:1 -3.00–-2.00:0 -2.00–-1.00:0 -1.00–0.00:1 0.00–1.00:0 1.00–2.00:0 2.00–3.00:1")]
    public void Of_TotalsOfFen_LieInRoundBins(string fen, string wanted)
    {
        var share = Of(fen.Split(' ').Select(long.Parse).ToArray());
        Assert.Equal(wanted, string.Join(' ', share.Bins.Select(bin => $"{Yuan(bin.FromFen)}–{Yuan(bin.BelowFen)}:{bin.Households}")));
    }

    [Fact]
    public void Of_OneFarAboveAHundredOthers_ALastBinOpenAtItsEnd()
    {
        var share = Of([.. Enumerable.Range(1, 199).Select(number => number * 100L), 99_999_900]);

        Assert.Equal((null, 1), (share.Bins[^1].BelowFen, share.Bins[^1].Households));
        Assert.InRange(share.Bins.Count, 6, 12);
        Assert.Equal(200, share.Bins.Sum(bin => bin.Households));
        Assert.Equal(new ShareQuantiles(100, 50_00, 100_00, 150_00, 99_999_900), share.Quantiles);
    }

    [Fact]
    public void Of_RandomTotals_CountsAndSumsAreThoseOfANaiveCount()
    {
        var random = new Random(20251122);
        for (var round = 0; round < 500; round++)
        {
            var scale = (long)Math.Pow(10, random.Next(0, 9));
            var fen = Enumerable.Range(0, random.Next(1, 400))
                .Select(_ => random.Next(4) == 0 ? 0 : (random.NextInt64(0, 900 * scale) * (random.Next(5) == 0 ? 50 : 1)) - (scale * 99))
                .ToArray();
            var share = Of(fen);
            var sorted = fen.Where(each => each != 0).Order().ToArray();

            Assert.Equal((fen.Length, fen.Length - sorted.Length, fen.Sum()), (share.Households, share.Nothing, share.TotalFen));
            Assert.InRange(share.Bins.Count, sorted.Length == 0 ? 0 : 1, 12);
            foreach (var bin in share.Bins)
            {
                var inside = sorted.Where(each => each >= (bin.FromFen ?? long.MinValue))
                    .Where(each => each < (bin.BelowFen ?? long.MaxValue)).ToArray();
                Assert.Equal((inside.Length, inside.Sum()), (bin.Households, bin.TotalFen));
                Assert.True(((bin.FromFen ?? 0) % 100, (bin.BelowFen ?? 0) % 100) == (0, 0));
            }

            Assert.Equal(share.Bins.Skip(1).Select(bin => bin.FromFen), share.Bins.SkipLast(1).Select(bin => bin.BelowFen));
            Assert.Equal(sorted.Length == 0, share.Quantiles is null);
            if (share.Quantiles is { } quantiles)
            {
                Assert.Equal(sorted[((sorted.Length + 1) / 2) - 1], quantiles.MedianFen);
                Assert.Equal(sorted[((sorted.Length + 3) / 4) - 1], quantiles.LowerQuartileFen);
                Assert.Equal(sorted[(((3 * sorted.Length) + 3) / 4) - 1], quantiles.UpperQuartileFen);
            }

            var places = fen.Select((each, at) => (Id: $"{at}", Fen: each)).Where(each => each.Fen != 0).ToArray();
            Assert.Equal(
                places.OrderByDescending(each => each.Fen).Take(10), share.Most.Select(each => (each.Household, each.TotalFen)));
            Assert.Equal(places.OrderBy(each => each.Fen).Take(10), share.Least.Select(each => (each.Household, each.TotalFen)));
        }
    }

    [Fact]
    public async Task HandleAsync_StoredRunItsPreviewAndItsCorrection_NameTheHouseholds()
    {
        await using var village = await CorrectedVillage.StartAsync("recompute_all");
        var show = village.Service.Services.GetRequiredService<ShowShareOut>();
        var stored = await show.HandleAsync(CorrectedVillage.Everybody, village.Paid.Id, CancellationToken.None);
        var preview = await show.HandleAsync(CorrectedVillage.Everybody, await PreviewAsync(village.Service), CancellationToken.None);
        var correction = await show.HandleAsync(CorrectedVillage.Everybody, village.Correction.Id, CancellationToken.None);

        Assert.Equal(["0004", "0001", "0002", "0006", "0003", "0005"], stored.Most.Select(each => each.Household));
        Assert.Equal("农户0004", stored.Most[0].Name);
        Assert.Contains(stored.Residues, residue => residue is { ResidueFen: > 0, Policy: "largest_remainder" });
        Assert.Equal(["农户0007", "农户0003"], preview.Least.Take(2).Select(each => each.Name));
        Assert.Equal(("0007", "农户0007"), (correction.Most[0].Household, correction.Most[0].Name));
        Assert.Equal((CorrectedVillage.Gone, "农户" + CorrectedVillage.Gone), (correction.Least[0].Household, correction.Least[0].Name));
        Assert.True(correction.Least[0].TotalFen < 0);
    }

    private static Task<CreatedRun> PreviewAsync(RunningService service) => service.Services.GetRequiredService<CreateRun>().HandleAsync(
        CorrectedVillage.Everybody, CorrectedVillage.Preview, CancellationToken.None);

    private static ShareOut Of(long[] fen) => ShareOut.Of(fen, household => $"{household}", names: null, residues: []);

    private static string Yuan(long? fen) => fen is null ? "" : new Money(fen.Value).ToString();
}
