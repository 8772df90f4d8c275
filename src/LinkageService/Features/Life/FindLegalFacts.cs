using LinkageService.Documents;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Features.Facts;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>
/// Finds what is stated of an organisation beside its runs, as it is known now. What nobody stated stays unknown, and checks say so.
/// </summary>
internal static class FindLegalFacts
{
    /// <summary>The facts for the year and the record date of a run.</summary>
    public static Task<LegalFacts> OfAsync(Session session, RunRow run) => OrganizationFacts.ReadAsync(
        session, run.OrganizationId, (int)run.Year, Dates.Read(run.RecordDate), long.MaxValue);
}
