using LinkageService.Engine.Corrections;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Corrections;

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

        var details = CorrectionDetails.Of(run);
        var policy = details.ParsedPolicy;
        var change = await StoredBooks.PartAsync(session, run);
        var carried = change.TotalsFen.ToArray().Select(fen => Payable.OfCorrection(fen, policy).CarriedFen).ToArray();
        if (carried.Where(fen => fen > 0).Sum() != details.Arrears.Fen || carried.Where(fen => fen < 0).Sum() != details.Recoveries.Fen)
        {
            throw new InvalidOperationException($"The correction {run.Id} does not carry what was approved.");
        }

        await CarryStore.AppendAsync(session, run.OrganizationId, carried
            .Select((fen, at) => new CarryRow(change.Households[at], run.Id, run.Year, fen)).Where(row => row.AmountFen != 0));
    }
}
