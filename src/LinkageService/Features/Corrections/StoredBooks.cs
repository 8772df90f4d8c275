using System.Text;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Rosters;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Blocks;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Corrections;

/// <summary>The books of stored runs, as they are stored: nothing is computed again.</summary>
internal static class StoredBooks
{
    /// <summary>What everyone has once the run is carried out: of a correction, the run it corrects with every change up to it.</summary>
    public static async Task<RunBooks> OfAsync(Session session, RunRow run)
    {
        if (run.Kind != RunKinds.Correction)
        {
            return await PartAsync(session, run);
        }

        var details = CorrectionDetails.Of(run);
        var books = await PaidAsync(session, details.Corrects, details.After.Select(earlier => earlier.Run));
        return books.Plus(await PartAsync(session, run));
    }

    /// <summary>A run and some of its corrections.</summary>
    public static async Task<RunBooks> PaidAsync(Session session, string run, IEnumerable<string> corrections)
    {
        var books = await PartAsync(session, (await RunStore.FindAsync(session, run))!);
        foreach (var correction in corrections)
        {
            books = books.Plus(await PartAsync(session, (await RunStore.FindAsync(session, correction))!));
        }

        return books;
    }

    /// <summary>
    /// A correction of a run, by the rules it is made by. Those made before there were any knew nothing of tax, and took back what a
    /// correction before them had let households keep.
    /// </summary>
    /// <param name="session">A snapshot.</param>
    /// <param name="paid">The run with the corrections paid before.</param>
    /// <param name="recomputed">The calculation made now.</param>
    /// <param name="details">Run, policy, rules and the corrections paid before.</param>
    /// <param name="cancellation">Stops it between two steps.</param>
    /// <exception cref="UnrepeatableRunException">An earlier correction does not give what was stored.</exception>
    public static async Task<CorrectionOutcome> CorrectAsync(
        Session session, RunBooks paid, RunBooks recomputed, CorrectionDetails details, CancellationToken cancellation)
    {
        if (details.Rules is null)
        {
            return Correction.Make(paid, recomputed, details.ParsedPolicy);
        }

        var life = RunLife.Read((await RunStore.FindAsync(session, details.Corrects))!.Progress);
        return Correction.Make(paid, recomputed, details.ParsedPolicy, life.Withholding?.Read(),
            await KeptAsync(session, paid, details, cancellation));
    }

    // Whatever stands beyond what the last correction computed was left to those who had it, since a fund was charged instead.
    private static async Task<KeptBefore?> KeptAsync(
        Session session, RunBooks paid, CorrectionDetails details, CancellationToken cancellation)
    {
        var (fund, last) = ((string?)null, (RunRow?)null);
        foreach (var earlier in details.After)
        {
            last = (await RunStore.FindAsync(session, earlier.Run))!;
            fund = CorrectionPolicy.TryParse(last.Policy!)!.Fund ?? fund;
        }

        return fund is null ? null : new KeptBefore(
            paid.Minus(RunBooks.Of(await RunRecomputation.AgainAsync(session, StoredRun.Of(last!), cancellation))), fund);
    }

    /// <summary>What the statements of a run say: amounts, or the changes of a correction.</summary>
    /// <exception cref="DamagedBlockException">They cannot be read any more.</exception>
    public static async Task<RunBooks> PartAsync(Session session, RunRow row)
    {
        var run = StoredRun.Of(row);
        var part = await RunBlockStore.ColumnsAsync(session, row.Id, run.Columns.Part);
        if (part.Columns.Length < run.Columns.First + run.Columns.Steps.Count)
        {
            throw new DamagedBlockException("blocks of the run are missing");
        }

        var registered = part.Columns[run.Columns.First - 1];
        return RunBooks.Of(
            Encoding.UTF8.GetString(part.IdLines).Split('\n')[..^1],
            GroupMask.Where(part.Households, household => registered[household] != 0),
            run.Columns.Steps.Select((step, at) =>
                new BookStep(step.Step, step.Benefit, step.IsRecord, part.Columns[run.Columns.First + at])).ToArray(),
            run.Summary.Sources, run.Summary.Funds);
    }
}

/// <summary>What a correction leaves to later runs, noted when it is paid.</summary>
internal static class Carry
{
    /// <summary>Notes it, inside the change that makes the correction paid. A distribution leaves nothing.</summary>
    public static async Task NoteAsync(WriteSession session, RunRow run)
    {
        if (run.Kind != RunKinds.Correction)
        {
            return;
        }

        var details = StoredRun.Of(run).Correction!;
        var policy = details.ParsedPolicy;
        var change = await StoredBooks.PartAsync(session, run);
        var ends = await StatementEnds.ReadAsync(session, run.Id, RunFacts.Of(run, []));
        var carried = change.TotalsFen.ToArray().Select((fen, at) =>
            Payable.OfCorrection(fen, policy, ends[change.Households[at]].Withheld).CarriedFen).ToArray();
        if (carried.Where(fen => fen > 0).Sum() != details.Arrears.Fen || carried.Where(fen => fen < 0).Sum() != details.Recoveries.Fen)
        {
            throw new InvalidOperationException($"The correction {run.Id} does not carry what was approved.");
        }

        await CarryStore.AppendAsync(session, run.OrganizationId, carried
            .Select((fen, at) => new CarryRow(change.Households[at], run.Id, run.Year, fen)).Where(row => row.AmountFen != 0));
    }
}
