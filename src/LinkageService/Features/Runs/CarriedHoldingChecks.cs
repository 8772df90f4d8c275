using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;
using LinkageService.Storage;
using LinkageService.Storage.Runs;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Runs;

/// <summary>What is to be said of holdings that go on from the last run.</summary>
internal static class CarriedHoldingChecks
{
    private const int MaxNamed = 10;

    /// <summary>What a roster took, what its facts say otherwise, and whose amount it has no place for.</summary>
    public static IEnumerable<CheckFinding> Of(CarriedColumns columns, LastRun? last, int year)
    {
        var titles = new SchemeTitles(columns.Scheme);
        foreach (var (at, holding) in columns.Scheme.Holdings.Index().Where(each => each.Item.Carried is not null))
        {
            var title = titles.Of(holding.Name);
            if (!columns.Has(at))
            {
                yield return CarriedFigures.Finding("nothing_carried", last is null ? CheckFinding.Info : "warn",
                    last is null
                        ? $"“{title.Zh}”没有可接的：{year} 年以前没有批准过的同方案核算，按名册里的数算"
                        : $"“{title.Zh}”没有可接的：{last.Words.Zh}所用的方案没有步骤“{holding.Carried}”，按名册里的数算，请核对",
                    last is null
                        ? $"\"{title.En}\" has nothing to go on from: no run by this scheme was approved before {year}; "
                            + "the roster's own counts"
                        : $"\"{title.En}\" has nothing to go on from: the scheme of {last.Words.En} has no step "
                            + $"\"{holding.Carried}\"; the roster's own counts, please check");
                continue;
            }

            var (step, (sum, households)) = (titles.OfStep(holding.Carried!), columns.Taken(at));
            var moved = CarriedFigures.Moved(columns.Uncorrected(at), sum);
            yield return CarriedFigures.Finding("carried_from_last_run", CheckFinding.Info,
                $"“{title.Zh}”{households} 户共 {sum.ToDisplayString()} 元，接自 {last!.Words.Zh}的“{step.Zh}”{moved.Zh}",
                $"\"{title.En}\" of {households} households, {sum.ToDisplayString()} yuan in all, goes on from \"{step.En}\" of "
                + last.Words.En + moved.En);
            if (columns.Otherwise[at] is { Count: > 0 } otherwise)
            {
                yield return CarriedFigures.Finding("carried_otherwise", "warn",
                    $"{otherwise.Count} 户名册登记的“{title.Zh}”与上一次核算接来的不同，按接来的算：{Names(otherwise, "、")}",
                    $"\"{title.En}\" on the roster differs for {otherwise.Count} households; what goes on counts: "
                    + Names(otherwise, ", "));
            }

            if (columns.Left(at) is { Count: > 0 } left)
            {
                var lost = new Money(left.Sum(each => each.Amount.Fen)).ToDisplayString();
                var named = left.Select(each => $"{each.Household} {each.Amount.ToDisplayString()}").ToArray();
                yield return CarriedFigures.Finding("carried_not_on_roster", "warn",
                    $"{left.Count} 户有上一次的“{title.Zh}”而这次不在名册，共 {lost} 元没有接上：{Names(named, "、")}",
                    $"{left.Count} households with \"{title.En}\" are not on this roster; {lost} yuan do not go on: {Names(named, ", ")}");
            }
        }
    }

    /// <summary>What a later run is to be said to have taken that a correction changes.</summary>
    /// <param name="later">The later run.</param>
    /// <param name="carry">What it took.</param>
    /// <param name="changed">The steps a correction changes anything of.</param>
    public static IEnumerable<CheckFinding> TookOld(RunRow later, StoredCarry carry, IReadOnlyList<BookStep> changed) =>
        from holding in carry.Holdings ?? []
        join step in changed on holding.Step equals step.Id
        let households = step.Amounts.ToArray().Count(fen => fen != 0)
        let sum = new Money(step.Amounts.ToArray().Sum()).ToDisplayString()
        let state = Words.State(later.State)
        select CarriedFigures.Finding("carried_by_later_run", "warn",
            $"{later.Year} 年核算（编号 {later.Id}，{state.Zh}）接的“{holding.Name}”有 {households} 户要变，共 {sum} 元："
            + "本更正批准后，没付款的请作废重做，已付款的请更正",
            $"the run of {later.Year} (id {later.Id}, {state.En}) took \"{holding.Name}\"; it changes for {households} households, by "
            + $"{sum} yuan in all. Once this correction is approved, cancel that run and make it again, or correct it if it is paid");

    /// <summary>What a run took that is not what stands by now.</summary>
    public static async Task<IReadOnlyList<CheckFinding>> OutdatedAsync(
        Session session, RunRow run, StoredCarry carry, LastRun? taken, LastRun? now)
    {
        if (carry.Holdings is not { } holdings)
        {
            return [];
        }

        if (now is null)
        {
            return [.. holdings.Where(holding => holding.Taken is { Households: > 0 }).Select(holding =>
                CarriedChain.Gone(run, holding.Name, StoredRunResult.Money(holding.Taken!.Amount), carry))];
        }

        var books = await now.BooksAsync(session);
        var change = taken is null ? books : books.Minus(await taken.BooksAsync(session));
        var isPaid = run.State is RunStates.Paid or RunStates.Closed;
        return (from holding in holdings
                join step in change.Steps on holding.Step equals step.Id
                let households = step.Amounts.ToArray().Count(fen => fen != 0)
                where households > 0
                select CarriedFigures.Finding("carried_outdated", "warn",
                    $"“{holding.Name}”按 {now.Words.Zh}现在的数有 {households} 户不同：" + (isPaid ? "请更正本核算" : "请作废重做"),
                    $"\"{holding.Name}\" differs for {households} households from {now.Words.En} as it stands: "
                    + (isPaid ? "correct this run" : "cancel it and make it again"))).ToArray();
    }

    private static string Names(IReadOnlyList<string> names, string between) =>
        string.Join(between, names.Take(MaxNamed)) + (names.Count > MaxNamed ? " …" : "");
}
