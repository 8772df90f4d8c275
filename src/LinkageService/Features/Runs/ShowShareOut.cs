using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Statements;
using LinkageService.Storage;

namespace LinkageService.Features.Runs;

/// <summary>Shows how the money of a run is shared out, of a stored run or of one that is only computed.</summary>
internal sealed class ShowShareOut(Database database, RunSheets sheets)
{
    /// <summary>Of a stored run.</summary>
    /// <exception cref="RefusedException">There is no such run.</exception>
    public async Task<ShareOut> HandleAsync(Caller caller, string run, CancellationToken cancellation)
    {
        var (stored, scheme) = await database.ReadAsync(async session =>
        {
            var row = await RunAccess.RequireAsync(session, caller, run);
            return (StoredRun.Of(row), await RunRecomputation.SchemeAsync(session, row));
        }, cancellation);
        var sheet = await sheets.OfAsync(run, cancellation);
        return ShareOut.Of(
            sheet.TotalsFen, household => sheet.Households[household], sheet.Names, Residues(scheme, stored.Summary.Rounding));
    }

    /// <summary>Of a preview: what <see cref="CreateRun"/> computed and did not store.</summary>
    /// <exception cref="RefusedException">The organisation is not there, or not the caller's any more.</exception>
    public async Task<ShareOut> HandleAsync(Caller caller, CreatedRun preview, CancellationToken cancellation)
    {
        var row = preview.Run.Row;
        await database.ReadAsync(session => OrganizationScope.RequireAsync(session, caller, row.OrganizationId), cancellation);
        var distribution = preview.Preview ?? throw new ArgumentException("it was stored: ask for it by its id", nameof(preview));
        var roster = distribution.Roster;
        var names = await sheets.NamesAsync(row, TextColumn.OfLines(roster.IdLinesMemory.Span, roster.Count), cancellation);
        return Of(distribution, names);
    }

    /// <summary>Of a calculation that belongs to no organisation.</summary>
    /// <param name="distribution">The calculation.</param>
    /// <param name="names">Names of its households, in their order; null where they are not known.</param>
    public static ShareOut Of(Distribution distribution, TextColumn? names = null)
    {
        var totals = new long[distribution.Roster.Count];
        foreach (var step in distribution.Steps.Where(step => step is { AmountsFen: not null, IsRecord: false }))
        {
            var amounts = step.AmountsFen!.Value.Span;
            for (var household = 0; household < totals.Length; household++)
            {
                totals[household] += amounts[household];
            }
        }

        return ShareOut.Of(
            totals, distribution.Roster.Id, names, Residues(distribution.Scheme, CalculationSummary.Of(distribution).Rounding));
    }

    private static StepResidue[] Residues(Scheme scheme, IEnumerable<StepRounding> rounding) => rounding
        .Select(each => new StepResidue(
            each.Step,
            scheme.Steps.FirstOrDefault(step => string.Equals(step.Id, each.Step, StringComparison.Ordinal))?.Title
                ?? new LocalizedText(each.Step, each.Step),
            each.Policy, each.ResidueFen, each.UnequalHolders))
        .ToArray();
}
