using LinkageService.Access;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>A roster to be written as a table.</summary>
/// <param name="Organization">Whose roster.</param>
/// <param name="Moment">Which moment of it.</param>
/// <param name="Format">CSV or XLSX.</param>
/// <param name="IsChinese">Whether the headings are Chinese.</param>
internal sealed record ExportHouseholdsRequest(string Organization, RosterMoment Moment, TableFormat Format, bool IsChinese)
{
    /// <summary>Under which name the file is kept.</summary>
    public string FileName => $"{Organization}-households.{(Format == TableFormat.Csv ? "csv" : "xlsx")}";

    /// <summary>What the file is.</summary>
    public string ContentType => Format == TableFormat.Csv ? RosterTableEndpoints.Csv + "; charset=utf-8" : RosterTableEndpoints.Xlsx;
}

/// <summary>Writes a roster as a table that an import reads back to the same; numbers are masked unless the caller may see them.</summary>
internal sealed class ExportHouseholds(Database database, TimeProvider time, RevealNumbers reveal, RosterTableColumns columns)
{
    /// <param name="caller">Who asks.</param>
    /// <param name="request">For what.</param>
    /// <param name="begin">Called once it is known that there will be a table, and where it goes.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="Errors.RefusedException">The organisation is not there, or not the caller's.</exception>
    public async Task HandleAsync(
        Caller caller, ExportHouseholdsRequest request, Func<Stream> begin, CancellationToken cancellation)
    {
        var (organization, moment) = (request.Organization, request.Moment);
        await database.ReadAsync(session => OrganizationScope.RequireAsync(session, caller, organization), cancellation);
        var isRevealed = RevealNumbers.Applies(caller);
        if (isRevealed)
        {
            await reveal.NoteAsync(caller, organization, RevealNumbers.SubjectOfMany(organization), households: null, cancellation);
        }

        await database.SendSnapshotAsync(async session =>
        {
            var layout = new RosterLayout(columns, request.IsChinese);
            await foreach (var fact in HouseholdStore.AsOfAsync(session, organization, moment.Date(time), moment.Known))
            {
                layout.Add(HouseholdData.Parse(fact.Data));
            }

            await using var table = TableWriter.Create(begin(), request.Format, request.IsChinese ? "名册" : "roster");
            await table.WriteAsync(layout.Headings(), cancellation);
            await foreach (var fact in HouseholdStore.AsOfAsync(session, organization, moment.Date(time), moment.Known))
            {
                var household = StoredHousehold.Of(organization, fact);
                foreach (var row in layout.Rows(isRevealed ? reveal.Reveal(household) : household))
                {
                    await table.WriteAsync(row, cancellation);
                }
            }

            await table.CompleteAsync(cancellation);
            return true;
        }, cancellation);
    }
}
