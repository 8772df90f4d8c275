using System.Text;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Corrections;

/// <summary>What a correction changes for each village, team …: for its households, and in what is kept for it in funds.</summary>
/// <param name="Totals">Of each label of the scheme, with every value that a household has or had.</param>
/// <param name="Codes">Of each label the place of every household's value among those of <paramref name="Totals"/>.</param>
internal sealed record CorrectionLabels(IReadOnlyList<LabelTotals> Totals, IReadOnlyList<long[]> Codes)
{
    /// <summary>
    /// Adds up the differences. A household counts where it belongs by the calculation made now; one that is not on the roster any
    /// more, where it belonged when it was last paid. What is kept in a fund changes from what it was, with every correction, to what
    /// the calculation made now keeps; out of a fund that is charged each value pays for its own households.
    /// </summary>
    /// <param name="session">A snapshot.</param>
    /// <param name="run">The run that is corrected.</param>
    /// <param name="paid">The corrections of it paid before, oldest first.</param>
    /// <param name="recomputed">The calculation made now.</param>
    /// <param name="correction">What changes.</param>
    public static async Task<CorrectionLabels> OfAsync(
        Session session, RunRow run, IReadOnlyList<RunRow> paid, Distribution recomputed, Correction correction)
    {
        var rows = paid.Prepend(run).ToArray();
        var (totals, codes) = (new List<LabelTotals>(), new List<long[]>());
        var summaries = rows.Select(row => StoredRun.Of(row).Summary).ToArray();
        foreach (var label in recomputed.Roster.Labels)
        {
            var values = await ValuesAsync(session, rows, recomputed, label, correction.Delta.Households);
            var earlier = summaries.Select(summary => summary.Labels.FirstOrDefault(each => each.Name == label.Name)).ToArray();
            var names = values.Concat(earlier.SelectMany(each => each?.Values ?? []).Select(value => value.Value))
                .Distinct(StringComparer.Ordinal).Order(HouseholdOrder.Instance).ToArray();
            var places = names.Index().ToDictionary(name => name.Item, name => (long)name.Index, StringComparer.Ordinal);
            long[] code = [.. values.Select(value => places[value])];
            codes.Add(code);
            totals.Add(new LabelTotals(label.Name, Sums(
                names, code, recomputed.Labels.First(each => each.Name == label.Name), earlier, correction.Delta,
                ChargedFund(correction, summaries, earlier))));
        }

        return new CorrectionLabels(totals, codes);
    }

    /// <summary>The same of a correction that is stored.</summary>
    public static async Task<CorrectionLabels> OfAsync(Session session, RunRow stored, Distribution recomputed, Correction correction)
    {
        var details = CorrectionDetails.Of(stored);
        var paid = new List<RunRow>();
        foreach (var earlier in details.After)
        {
            paid.Add((await RunStore.FindAsync(session, earlier.Run))!);
        }

        return await OfAsync(session, (await RunStore.FindAsync(session, details.Corrects))!, paid, recomputed, correction);
    }

    /// <summary>The first value whose part of a fund cannot pay what is charged to it; null where all can.</summary>
    /// <param name="before">What the run and its corrections put into funds.</param>
    /// <param name="correction">What changes.</param>
    public Problem? Shortfall(IEnumerable<IReadOnlyList<LabelTotals>> before, Correction correction)
    {
        if (correction.Policy.Kind != CorrectionKind.ChargeFund && correction.KeptFund is null)
        {
            return null;
        }

        var kept = before.SelectMany(labels => labels).ToArray();
        foreach (var (label, value) in Totals.SelectMany(label => label.Values.Select(value => (label.Name, value))))
        {
            foreach (var charged in value.Funds.Where(fund => fund.Amount < Money.Zero))
            {
                var available = new Money(kept.Where(each => each.Name == label).SelectMany(each => each.Values)
                    .Where(each => each.Value == value.Value).SelectMany(each => each.Funds)
                    .Where(fund => fund.Name == charged.Name && fund.IsCarried == charged.IsCarried).Sum(fund => fund.Amount.Fen));
                var needed = Money.Zero - charged.Amount;
                if (needed > available)
                {
                    return Short(charged.Name, value.Value, needed, available);
                }
            }
        }

        return null;
    }

    private static Problem Short(string fund, string value, Money needed, Money available)
    {
        var missing = needed - available;
        return new Problem(ProblemCodes.FundShortfall, "policy", new LocalizedText(
            $"基金“{fund}”里“{value}”的部分只有 {available} 元，“{value}”的户要由它出 {needed} 元，差 {missing} 元",
            $"of the fund \"{fund}\" {available} yuan are kept for \"{value}\"; its households need {needed}, short by {missing}"))
        {
            Figures = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["fund"] = fund, ["value"] = value, ["needed"] = needed.ToString(), ["available"] = available.ToString(),
                ["shortBy"] = missing.ToString(),
            },
        };
    }

    private static LabelValueTotals[] Sums(
        string[] names, long[] codes, LabelTotals now, LabelTotals?[] before, RunBooks delta, Charge? charge)
    {
        var (households, fen) = (new int[names.Length], new long[names.Length]);
        var changes = delta.TotalsFen.Span;
        for (var household = 0; household < codes.Length; household++)
        {
            households[codes[household]]++;
            fen[codes[household]] += changes[household];
        }

        // A correction stored without subtotals does not say what it changed for each value.
        var funds = before.Contains(null) ? [] : now.Values.Concat(before.SelectMany(each => each!.Values))
            .SelectMany(value => value.Funds).Select(fund => (fund.Name, fund.IsCarried)).Distinct().ToArray();
        return [.. names.Select((name, at) => new LabelValueTotals(name, households[at], new Money(fen[at]), [.. funds.Select(fund =>
            new FundAmount(fund.Name, (charge is { IsAlone: true } ? Money.Zero : Change(fund, name, now, before))
                - (charge is not null && charge.Fund == fund ? Part(charge, codes, at) : Money.Zero), fund.IsCarried))]))];
    }

    private static Money Part(Charge charge, long[] codes, int value) =>
        new(charge.Fen.ToArray().Where((_, household) => codes[household] == value).Sum());

    // Who pays under charge_fund, or for what was let keep: of a fund that is wholly kept apart each value its own part, else nobody's
    // part.
    private static Charge? ChargedFund(Correction correction, CalculationSummary[] summaries, LabelTotals?[] before)
    {
        var isAlone = correction.Policy.Kind == CorrectionKind.ChargeFund;
        if (!isAlone && correction.KeptFund is null)
        {
            return null;
        }

        var charged = isAlone
            ? correction.Delta.Funds.Where(fund => fund.Amount != Money.Zero)
                .Select(fund => ((string Name, bool IsCarried)?)(fund.Name, fund.IsCarried)).FirstOrDefault()
            : (correction.KeptFund!.Name, correction.KeptFund.IsCarried);
        long Of(IEnumerable<FundAmount> funds) =>
            funds.Where(fund => (fund.Name, fund.IsCarried) == charged).Sum(fund => fund.Amount.Fen);
        var isKeptApart = summaries.Sum(summary => Of(summary.Funds))
            == before.Sum(each => Of((each?.Values ?? []).SelectMany(value => value.Funds)));
        return new Charge(isKeptApart ? charged : null, isAlone ? correction.Delta.TotalsFen : correction.KeptFen, isAlone);
    }

    private static Money Change((string Name, bool IsCarried) fund, string value, LabelTotals now, LabelTotals?[] before)
    {
        return Of(now) - new Money(before.Sum(each => Of(each!).Fen));

        Money Of(LabelTotals totals) => totals.Values.FirstOrDefault(each => each.Value == value)?.Funds
            .FirstOrDefault(each => each.Name == fund.Name && each.IsCarried == fund.IsCarried)?.Amount ?? Money.Zero;
    }

    // The value of every household, in their order.
    private static async Task<string[]> ValuesAsync(
        Session session, RunRow[] rows, Distribution recomputed, LabelColumn label, IReadOnlyList<string> households)
    {
        var values = households.Select(household =>
            recomputed.Roster.IndexOf(household) is var at and >= 0 ? label[at] : null).ToArray();
        for (var row = rows.Length - 1; row >= 0 && values.Contains(null); row--)
        {
            var run = StoredRun.Of(rows[row]);
            if (RunLabel.Of(run, recomputed.Scheme).FirstOrDefault(each => each.Name == label.Name) is not { } stored)
            {
                continue;
            }

            var part = await RunBlockStore.ColumnsAsync(session, rows[row].Id, run.Columns.Part);
            var ids = TextColumn.OfLines(part.IdLines, part.Households);
            for (var household = 0; household < values.Length; household++)
            {
                if (values[household] is null && ids.IndexOf(Encoding.UTF8.GetBytes(households[household])) is var at and >= 0)
                {
                    values[household] = stored.Values[(int)part.Columns[stored.Column][at]];
                }
            }
        }

        return [.. values.Select(value => value
            ?? throw new InvalidOperationException($"A household of the correction of {rows[0].Id} was on no roster with {label.Name}."))];
    }

    /// <summary>That a fund is charged: which, where each value pays out of its own part of it.</summary>
    /// <param name="Fund">The fund; null where its parts are not kept apart.</param>
    /// <param name="Fen">What it pays for each household.</param>
    /// <param name="IsAlone">Whether nothing else changes in any fund.</param>
    private sealed record Charge((string Name, bool IsCarried)? Fund, ReadOnlyMemory<long> Fen, bool IsAlone);
}
