using LinkageService.Engine.Amounts;
using LinkageService.Features.Calculations;
using LinkageService.Storage;
using LinkageService.Storage.Runs;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Runs;

/// <summary>
/// Years that stand one on another: where one took what is not carried any more, none of those after it is what it would be, though
/// each took just what the year before carries.
/// </summary>
internal static class CarriedChain
{
    /// <summary>
    /// What counts as taken by a run, and the run it would be taken from now, if there is one; null where it takes nothing of one.
    /// </summary>
    /// <param name="session">Where to read.</param>
    /// <param name="run">A distribution or a correction.</param>
    /// <param name="carry">What it took when it was made; null for nothing.</param>
    public static async Task<(StoredCarry Carry, LastRun? Now)?> StandsOnAsync(Session session, RunRow run, StoredCarry? carry)
    {
        // Where the run was corrected since, what its last correction took is what counts.
        if (run.Kind == RunKinds.Distribution && await RunStore.StandingCorrectionsAsync(session, run.Id) is [.., var correction])
        {
            carry = StoredRunTerms.Read(correction).Carried ?? carry;
        }

        if (carry is null)
        {
            return null;
        }

        var now = await LastRun.FindAsync(session, run);
        return now is null ? carry.Run is null ? null : (carry, now)
            : carry.Holdings is not null || carry.Inputs.Any(input => input.Title is not null || now.Carried(input.Account) is not null)
                ? (carry, now)
                : null;
    }

    /// <summary>Whether a run took what the year before does not carry any more.</summary>
    public static async Task<bool> IsOutdatedAsync(Session session, RunRow run) =>
        await StandsOnAsync(session, run, StoredRunTerms.Read(run).Carried) is var (carry, now)
        && (await CarriedFigures.OutdatedAsync(session, run, carry, now)).Count > 0;

    /// <summary>Of a run and those before it that it stands on, the earliest that is outdated: it comes first. Null for none.</summary>
    public static async Task<RunRow?> FirstOutdatedAsync(Session session, RunRow run)
    {
        RunRow? first = null;
        for (var at = run; at is not null && await StandsOnAsync(session, at, StoredRunTerms.Read(at).Carried) is var (carry, now);
            at = now?.Run)
        {
            first = (await CarriedFigures.OutdatedAsync(session, at, carry, now)).Count > 0 ? at : first;
        }

        return first;
    }

    /// <summary>What a run took is nowhere any more: the run it was taken from was cancelled.</summary>
    public static CheckFinding Gone(RunRow run, string name, Money old, StoredCarry carry)
    {
        var (isPaid, amount) = (run.State is RunStates.Paid or RunStates.Closed, old.ToDisplayString());
        return CarriedFigures.Finding("carried_outdated", "warn",
            $"“{name}”接的是 {amount} 元，所接的核算（编号 {carry.Run}）已经作废或者不再是上一次核算，现在没有这个数可接："
            + (isPaid ? "请更正本核算" : "请作废重做"),
            $"\"{name}\" took {amount} yuan of the run {carry.Run}, which was cancelled or is not the last one any more; there is nothing "
            + "to take now: " + (isPaid ? "correct this run" : "cancel it and make it again"));
    }

    /// <summary>A run stands on a year that is to be put right.</summary>
    /// <param name="run">The run.</param>
    /// <param name="last">The run it took its figures from.</param>
    /// <param name="first">The earliest that is outdated.</param>
    public static CheckFinding BuiltOn(RunRow run, LastRun last, RunRow first)
    {
        var (isPaid, state) = (run.State is RunStates.Paid or RunStates.Closed, Words.State(first.State));
        return CarriedFigures.Finding("carried_outdated", "warn",
            $"结转接自 {last.Words.Zh}，而 {first.Year} 年核算（编号 {first.Id}，{state.Zh}）接的数已经不是现在的数：从 {first.Year} 年起"
            + "逐年更正，然后" + (isPaid ? "更正本核算" : "把本核算作废重做"),
            $"figures are carried from {last.Words.En}, and the run of {first.Year} (id {first.Id}, {state.En}) took what does not "
            + $"stand any more: correct year by year from {first.Year} on, then "
            + (isPaid ? "correct this run" : "cancel this run and make it again"));
    }

    /// <summary>A correction reaches a run that took its figures from a later year which it changes.</summary>
    public static CheckFinding TookOfLater(RunRow later, StoredCarry carry)
    {
        var state = Words.State(later.State);
        return CarriedFigures.Finding("carried_by_later_run", "warn",
            $"{later.Year} 年核算（编号 {later.Id}，{state.Zh}）接的是 {carry.Year} 年的结转：{carry.Year} 年的改过以后，"
            + "没付款的请作废重做，已付款的请更正",
            $"the run of {later.Year} (id {later.Id}, {state.En}) goes on from that of {carry.Year}: once that is put right, cancel it "
            + "and make it again, or correct it if it is paid");
    }
}
