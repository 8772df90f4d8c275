using LinkageService.Engine;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;
using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Storage.Households;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.MemberAccounts;

/// <summary>The values of some households in one part of a run, by id.</summary>
internal delegate IReadOnlyDictionary<string, long[]> PartReader(AccountRun run, long part);

/// <summary>Writes the account of one household after another out of its dated facts and the parts of the runs.</summary>
/// <param name="plan">What the accounts are made of.</param>
/// <param name="parts">The parts of its runs, for the households asked for.</param>
internal sealed class AccountLedger(AccountPlan plan, PartReader parts)
{
    private const int MaxNamed = 10;

    private readonly string _lastDay = $"{plan.Year - 1:0000}-12-31";
    private readonly string _end = $"{plan.Year:0000}-12-31";
    private readonly List<string> _unreadable = [];

    /// <summary>What could not be read of the roster.</summary>
    public IReadOnlyList<CheckFinding> Checks => _unreadable.Count == 0 ? [] :
    [
        new CheckFinding("unreadable_holding", "warn", new LocalizedText(
            $"{_unreadable.Count} 处名册登记的数读不成金额，账户里按 0 记，请更正名册：{string.Join("、", _unreadable.Take(MaxNamed))}",
            $"{_unreadable.Count} values of the roster are no amounts and count as 0 here; put the roster right: "
            + string.Join(", ", _unreadable.Take(MaxNamed))), "成员账户 | member account"),
    ];

    /// <summary>The account of a household; null when it was not there in the year and has nothing.</summary>
    /// <param name="household">Its id.</param>
    /// <param name="facts">Its facts by day, the one known last coming last.</param>
    public MemberAccount? Of(string household, IReadOnlyList<HouseholdFact> facts)
    {
        var days = Days.Of(household, facts, _unreadable);
        var (opening, closing) = (new long[plan.Columns.Count], new long[plan.Columns.Count]);
        var byDay = new SortedDictionary<string, AccountEntry>(StringComparer.Ordinal);
        AddRoster(days, opening, closing, byDay);
        var byRun = new Dictionary<string, long[]>(StringComparer.Ordinal);
        foreach (var carried in plan.Carried)
        {
            AddCarried(carried, household, days, opening, closing, byDay, byRun);
        }

        var isInRun = AddRuns(household, closing, byRun);
        var entries = Entries(byDay, byRun);
        if (!isInRun && entries.Count == 0 && !days.IsPresentIn(_lastDay, _end) && !opening.AsSpan().ContainsAnyExcept(0L))
        {
            return null;
        }

        for (var column = 0; column < opening.Length; column++)
        {
            var sum = opening[column] + entries.Sum(entry => entry.Amounts[column]);
            if (sum != closing[column])
            {
                throw new InvariantBrokenException("in a member account opening + entries = closing");
            }
        }

        return new MemberAccount(household, days.Name(_end), opening, entries, closing);
    }

    // Columns of the dated roster: what is held at the end of each year, and every day it changes.
    private void AddRoster(Days days, long[] opening, long[] closing, SortedDictionary<string, AccountEntry> byDay)
    {
        for (var column = 0; column < plan.Columns.Count; column++)
        {
            foreach (var holding in plan.Facts[column])
            {
                opening[column] += days.Value(holding, _lastDay);
                closing[column] += days.Value(holding, _end);
                AddDays(days, holding, column, _end, byDay);
            }
        }
    }

    // A balance that goes on by a step is what the last run says; before the first run, what the roster says up to its record date.
    private void AddCarried(
        CarriedBalance carried, string household, Days days, long[] opening, long[] closing, SortedDictionary<string, AccountEntry> byDay,
        Dictionary<string, long[]> byRun)
    {
        var column = carried.Column;
        var before = carried.Before is { } earlier ? Corrected(earlier, household, carried.Step) : days.Value(carried.Holding, _lastDay);
        opening[column] += before;
        if (carried.Within is not { } run)
        {
            closing[column] += before;
            return;
        }

        if (carried.Before is null)
        {
            AddDays(days, carried.Holding, column, run.Row.RecordDate, byDay);
            before = days.Value(carried.Holding, run.Row.RecordDate);
        }

        Add(byRun, run, column, Amount(run, household, carried.Step) - before);
        foreach (var correction in run.Corrections)
        {
            Add(byRun, correction, column, Amount(correction, household, carried.Step));
        }

        closing[column] += Corrected(run, household, carried.Step);
    }

    // What the runs of the year gave, and what was delivered to the cooperative as the last of them has it.
    private bool AddRuns(string household, long[] closing, Dictionary<string, long[]> byRun)
    {
        var isIn = false;
        foreach (var run in plan.Runs)
        {
            foreach (var each in run.Corrections.Prepend(run))
            {
                isIn |= parts(each, each.Run.Columns.Part).ContainsKey(household);
                foreach (var (at, step) in each.Run.Columns.Steps.Index().Where(step => !step.Item.IsRecord))
                {
                    if (AccountRoles.OfBenefit(step.Benefit) is { } role && ColumnOf(role.Word()) is >= 0 and var column)
                    {
                        var fen = At(each, each.Run.Columns.Part, household, each.Run.Columns.First + at);
                        Add(byRun, each, column, fen);
                        closing[column] += fen;
                    }
                }
            }
        }

        foreach (var (column, run) in plan.Patronage)
        {
            long before = 0;
            foreach (var each in run.Corrections.Prepend(run))
            {
                var holding = each.Scheme.Holdings.Index().First(known => known.Item.Name == plan.Columns[column].Name).Index;
                var value = At(each, RunParts.Calculation, household, holding);
                Add(byRun, each, column, value - before);
                before = value;
            }

            closing[column] += before;
        }

        return isIn;
    }

    private List<AccountEntry> Entries(SortedDictionary<string, AccountEntry> byDay, Dictionary<string, long[]> byRun)
    {
        var runs = plan.Runs.SelectMany(run => run.Corrections.Prepend(run))
            .Where(run => byRun.ContainsKey(run.Row.Id))
            .Select(run => new AccountEntry(run.Row.RecordDate, run.Text, run.Row.Id, byRun[run.Row.Id]));
        return [.. byDay.Values.Concat(runs).Where(entry => entry.Amounts.AsSpan().ContainsAnyExcept(0L))
            .OrderBy(entry => entry.Date, StringComparer.Ordinal)];
    }

    private void AddDays(Days days, SchemeHolding holding, int column, string through, SortedDictionary<string, AccountEntry> byDay)
    {
        var before = days.Value(holding, _lastDay);
        foreach (var (day, isPresent) in days.Between(_lastDay, through))
        {
            var value = days.Value(holding, day);
            if (value != before)
            {
                if (!byDay.TryGetValue(day, out var entry))
                {
                    byDay[day] = entry = new AccountEntry(day, isPresent ? new LocalizedText("名册登记", "roster") : new LocalizedText(
                        "退出名册", "left the roster"), Run: null, new long[plan.Columns.Count]);
                }

                entry.Amounts[column] += value - before;
            }

            before = value;
        }
    }

    private void Add(Dictionary<string, long[]> byRun, AccountRun run, int column, long amount)
    {
        if (!byRun.TryGetValue(run.Row.Id, out var amounts))
        {
            byRun[run.Row.Id] = amounts = new long[plan.Columns.Count];
        }

        amounts[column] += amount;
    }

    private int ColumnOf(string name)
    {
        for (var column = 0; column < plan.Columns.Count; column++)
        {
            if (plan.Columns[column].Name == name)
            {
                return column;
            }
        }

        return -1;
    }

    private long Corrected(AccountRun run, string household, string step) =>
        run.Corrections.Prepend(run).Sum(each => Amount(each, household, step));

    // What a run gave or noted, or a correction changed; nothing where it has no such step or household.
    private long Amount(AccountRun run, string household, string step)
    {
        var columns = run.Run.Columns;
        for (var at = 0; at < columns.Steps.Count; at++)
        {
            if (columns.Steps[at].Step == step)
            {
                return At(run, columns.Part, household, columns.First + at);
            }
        }

        return 0;
    }

    private long At(AccountRun run, long part, string household, int column) =>
        parts(run, part).TryGetValue(household, out var values) ? values[column] : 0;

    /// <summary>The days of a household on the roster.</summary>
    private sealed class Days(string household, List<(string From, bool IsPresent, HouseholdData Data)> facts, List<string> unreadable)
    {
        public static Days Of(string household, IReadOnlyList<HouseholdFact> facts, List<string> unreadable) => new(household,
            [.. facts.GroupBy(fact => fact.ValidFrom, StringComparer.Ordinal).Select(day => day.Last())
                .Select(fact => (fact.ValidFrom, fact.Present == 1, HouseholdData.Parse(fact.Data)))], unreadable);

        public string? Name(string day) =>
            (facts.LastOrDefault(fact => fact.IsPresent && string.CompareOrdinal(fact.From, day) <= 0).Data
                ?? facts.FirstOrDefault(fact => fact.IsPresent).Data)?.Name;

        public bool IsPresentIn(string lastDay, string end) => Standing(lastDay).IsPresent
            || Between(lastDay, end).Any(day => day.IsPresent);

        public IEnumerable<(string Day, bool IsPresent)> Between(string after, string through) => facts
            .Where(fact => string.CompareOrdinal(fact.From, after) > 0 && string.CompareOrdinal(fact.From, through) <= 0)
            .Select(fact => (fact.From, fact.IsPresent));

        public long Value(SchemeHolding holding, string day)
        {
            if (Standing(day) is not { IsPresent: true } fact)
            {
                return 0;
            }

            if (!fact.Data.Holdings.TryGetValue(holding.Name, out var text))
            {
                return holding.Column.Default ?? 0;
            }

            if (DecimalText.TryParse(text, holding.Column.Decimals, out long value) == DecimalFault.None)
            {
                return value;
            }

            var place = $"{household} {holding.Name}={text}";
            if (!unreadable.Contains(place))
            {
                unreadable.Add(place);
            }

            return 0;
        }

        private (string From, bool IsPresent, HouseholdData Data) Standing(string day) =>
            facts.LastOrDefault(fact => string.CompareOrdinal(fact.From, day) <= 0);
    }
}
