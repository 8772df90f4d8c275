using System.Globalization;
using System.Text;
using LinkageService.Engine.Books;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Exports;
using LinkageService.Features.Exports.Vouchers;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Features.Books;

/// <summary>The books of every scheme by both charts: resolved, paid, sent back, unclaimed, paid again and corrected.</summary>
public sealed class SchemeBooksTests
{
    private static readonly DateOnly Voted = new(2026, 1, 20);

    /// <summary>
    /// hledger accepts the books of every case that has a result, Beancount those of the first of each scheme, and what hledger adds up is
    /// what the run gives: to households, into the reserve; after the payments nothing is owed.
    /// </summary>
    [FullRunFact]
    public async Task Books_OfEverySchemesCases_AreAcceptedAndComeToTheRun()
    {
        await BookTools.RequireAsync();
        await BookTools.InFolderAsync(async folder =>
        {
            var (books, seen) = (0, new HashSet<string>(StringComparer.Ordinal));
            var first = new List<(string File, ChartOfAccounts Chart, Distribution Distribution)>();
            foreach (var each in SchemeCases.WithArrangements)
            {
                if (Distribution(each) is not { } distribution)
                {
                    continue;
                }

                foreach (var chart in new[] { ChartOfAccounts.Cooperative, ChartOfAccounts.Collective })
                {
                    var (owed, paid) = (Owed(chart, distribution).Build(), Paid(chart, distribution).Build());
                    await AppendAsync(folder, "all-" + chart.Name, owed, ExportFormat.Journal);
                    await AppendAsync(folder, "all-" + chart.Name, paid, ExportFormat.Journal);
                    books++;
                    if (seen.Add($"{each.Scheme}/{chart.Name}"))
                    {
                        var file = $"{each.Scheme}-{chart.Name}";
                        await AppendAsync(folder, file + "-owed", owed, ExportFormat.Journal);
                        await AppendAsync(folder, file + "-paid", paid, ExportFormat.Journal);
                        await AppendAsync(folder, file, paid, ExportFormat.Beancount);
                        first.Add((file, chart, distribution));
                    }
                }
            }

            Assert.True(books > 500, $"{books} books");
            await BookTools.CheckAsync(folder, "all-*.journal");
            foreach (var (file, chart, distribution) in first.Where((_, at) => at % Thorough.Of(full: 4, quick: 16) is 0 or 3))
            {
                await ExpectTotalsAsync(folder, file, chart, distribution);
            }
        });
    }

    /// <summary>A correction in either direction, and each of its policies: the books balance and end at what is carried.</summary>
    [Fact]
    public void Corrections_BetweenCasesOfAScheme_LeaveOwedWhatTheyCarry()
    {
        var corrected = 0;
        foreach (var scheme in SchemeCases.WithArrangements.GroupBy(each => each.Scheme, StringComparer.Ordinal))
        {
            var runs = scheme.Select(Distribution).OfType<Distribution>().ToArray();
            foreach (var (before, after) in runs.Zip(runs.Skip(1)))
            {
                foreach (var policy in new[] { "recompute_all", "settle_next_year" })
                {
                    var outcome = Correction.Make(RunBooks.Of(before), RunBooks.Of(after), CorrectionPolicy.TryParse(policy)!);
                    if (outcome.Correction is { } correction)
                    {
                        var builder = Paid(ChartOfAccounts.Collective, before);
                        var expected = builder.Owed.Fen + correction.CarryFen.ToArray().Sum();
                        builder.Resolve(Voted.AddDays(60), new BookedRun("c", Title("更正"), after.Scheme, correction.Delta)
                        {
                            IsCorrection = true,
                        });
                        builder.Pay(Voted.AddDays(70), isCash: false, "c", Title("更正"), Payments(
                            correction.Delta.Households, correction.PayableFen.Span));
                        Assert.True(builder.Owed.Fen == expected,
                            $"{scheme.Key}, {policy}: {builder.Owed} is owed, not {expected} fen");
                        corrected++;
                    }
                }
            }
        }

        Assert.True(corrected > 60, $"{corrected} corrections");
    }

    private static LocalizedText Title(string words) => new($"2025 年{words}", "distribution; of \"2025\" | a:b  c");

    private static Distribution? Distribution(SchemeCase each)
    {
        var scheme = SchemeCompiler.Compile(each.Document).Scheme!;
        var problems = new List<Problem>();
        var terms = RunTerms.Bind(scheme, each.Year, each.Parameters, each.Inputs, problems);
        var builder = new RosterBuilder(scheme.RosterSchema, maxHouseholds: 10_000);
        foreach (var household in each.Households)
        {
            builder.Begin();
            builder.Id(Bytes(household.Id));
            foreach (var tag in household.Tags)
            {
                builder.Tag(Bytes(tag));
            }

            foreach (var (name, value) in household.Holdings)
            {
                builder.Holding(Bytes(name), Bytes(value));
            }

            foreach (var (name, value) in household.Labels)
            {
                builder.Label(Bytes(name), Bytes(value));
            }

            builder.End();
        }

        return builder.Build() is { } roster && terms is not null ? Calculation.Run(scheme, terms, roster).Distribution : null;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static JournalBuilder Owed(ChartOfAccounts chart, Distribution distribution)
    {
        var builder = new JournalBuilder(chart);
        builder.Resolve(Voted, new BookedRun("a", Title("收益分配"), distribution.Scheme, RunBooks.Of(distribution)));
        return builder;
    }

    // The first household is sent back and paid again, the second is not found, then comes for its money.
    private static JournalBuilder Paid(ChartOfAccounts chart, Distribution distribution)
    {
        var builder = Owed(chart, distribution);
        var books = RunBooks.Of(distribution);
        var payments = Payments(books.Households, books.TotalsFen.Span);
        builder.Pay(Voted.AddDays(10), isCash: false, "a", Title("收益分配"), payments.Where((_, at) => at != 1));
        builder.Return(Voted.AddDays(12), "a", Title("收益分配"), payments.Take(1));
        builder.SetAside(Voted.AddDays(13), "a", Title("收益分配"), payments.Skip(1).Take(1));
        builder.Pay(Voted.AddDays(20), isCash: false, "a", Title("收益分配"), payments.Take(1).Select(each => each with { Key = "again" }));
        builder.Pay(Voted.AddDays(30), isCash: true, "a", Title("收益分配"),
            payments.Skip(1).Take(1).Select(each => each with { Key = "late", WasUnclaimed = true }));
        builder.Clear(Voted.AddDays(50));
        return builder;
    }

    private static BookedPayment[] Payments(IReadOnlyList<string> households, ReadOnlySpan<long> fen)
    {
        var payments = new List<BookedPayment>();
        for (var at = 0; at < households.Count; at++)
        {
            if (fen[at] > 0)
            {
                payments.Add(new BookedPayment($"{households[at]}/{fen[at]}", households[at], fen[at]));
            }
        }

        return [.. payments];
    }

    private static async Task AppendAsync(string folder, string file, Journal journal, ExportFormat format)
    {
        var name = file + (format == ExportFormat.Journal ? ".journal" : ".beancount");
        await using var written = new FileStream(Path.Combine(folder, name), FileMode.Append);
        await VoucherFiles.WriteAsync(format, new VoucherHead("某村 \"合作社\"", "2025", new ExportWords(format == ExportFormat.Journal)),
            journal, written, TestContext.Current.CancellationToken);
    }

    private static async Task ExpectTotalsAsync(string folder, string file, ChartOfAccounts chart, Distribution distribution)
    {
        long Of(Dictionary<string, long> balances, ChartAccount account) =>
            balances.GetValueOrDefault($"{account.Code} {account.Title.Zh}");
        ChartAccount[] owing = [.. new[] { chart.Patronage, chart.Dividend, chart.Labour, chart.Members }.Distinct()];
        var owed = await BookTools.BalancesAsync(folder, file + "-owed.journal");
        var withheld = distribution.Steps.Where(step => step.Step.Kind == "withhold")
            .Sum(step => step.AmountsFen?.ToArray().Sum() ?? 0);
        var inMembers = distribution.Funds.Any(fund => fund.Name == "advance_back") ? withheld : 0;
        Assert.Equal(-distribution.HouseholdsTotal.Fen + inMembers, owing.Sum(account => Of(owed, account)));
        var reserve = distribution.Funds.Where(fund => FundRoles.Of(fund) is FundRole.Reserve or FundRole.Welfare)
            .Sum(fund => fund.Amount.Fen);
        Assert.Equal(-reserve, Of(owed, chart.Reserve));
        var paid = await BookTools.BalancesAsync(folder, file + "-paid.journal");
        Assert.Equal(inMembers, owing.Sum(account => Of(paid, account)));
        Assert.Equal(-distribution.HouseholdsTotal.Fen, Of(paid, chart.Bank) + Of(paid, chart.Cash));
    }
}
