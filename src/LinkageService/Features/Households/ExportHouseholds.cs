using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Organizations;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>A roster to be written as a table.</summary>
/// <param name="Organization">Whose roster.</param>
/// <param name="Moment">Which moment of it.</param>
/// <param name="Format">CSV or XLSX.</param>
/// <param name="IsChinese">Whether the headings are Chinese.</param>
internal sealed record ExportHouseholdsRequest(string Organization, RosterMoment Moment, TableFormat Format, bool IsChinese)
{
    /// <summary>Which households; null for all of the roster.</summary>
    public RosterQuery? Query { get; init; }

    /// <summary>What the file is.</summary>
    public string ContentType => Format == TableFormat.Csv ? RosterTableEndpoints.Csv + "; charset=utf-8" : RosterTableEndpoints.Xlsx;
}

/// <summary>Writes a roster as a table that an import reads back to the same; numbers are masked unless the caller may see them.</summary>
internal sealed class ExportHouseholds(
    Database database, TimeProvider time, RevealNumbers reveal, RosterTableColumns columns, RosterWindow window)
{
    /// <param name="caller">Who asks.</param>
    /// <param name="request">For what.</param>
    /// <param name="begin">Called once it is known that there will be a table, with its name: says where it goes.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="Errors.RefusedException">The organisation is not there, or not the caller's.</exception>
    public async Task HandleAsync(
        Caller caller, ExportHouseholdsRequest request, Func<DownloadName, Stream> begin, CancellationToken cancellation)
    {
        var organization = request.Organization;
        var owner = await database.ReadAsync(session => OrganizationScope.RequireAsync(session, caller, organization), cancellation);
        var wanted = await WantedAsync(caller, request, cancellation);
        var isRevealed = RevealNumbers.Applies(caller);
        if (isRevealed)
        {
            await reveal.NoteAsync(caller, organization, RevealNumbers.SubjectOfMany(organization), households: null, cancellation);
        }

        await database.SendSnapshotAsync(async session =>
        {
            var layout = new RosterLayout(columns, request.IsChinese);
            await foreach (var fact in FactsAsync(session, request, wanted, cancellation))
            {
                layout.Add(HouseholdData.Parse(fact.Data));
            }

            await using var table = TableWriter.Create(begin(NameOf(request, owner)), request.Format, request.IsChinese ? "名册" : "roster");
            await table.WriteAsync(layout.Headings(), cancellation);
            await foreach (var fact in FactsAsync(session, request, wanted, cancellation))
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

    // Those that the same query shows on a page; null for all.
    private async Task<HashSet<string>?> WantedAsync(Caller caller, ExportHouseholdsRequest request, CancellationToken cancellation)
    {
        if (request.Query is not { } query || query is { Search: null, Tag: null })
        {
            return null;
        }

        var selection = await window.HandleAsync(caller, request.Organization, request.Moment, query, cancellation);
        return (await window.IdsAsync(caller, selection, cancellation)).ToHashSet(StringComparer.Ordinal);
    }

    private DownloadName NameOf(ExportHouseholdsRequest request, OrganizationRow owner) => new(
        $"{request.Organization}-households.{(request.Format == TableFormat.Csv ? "csv" : "xlsx")}",
        request.IsChinese ? $"{VillageName.Of(owner)}名册{request.Moment.Date(time)}" : null);

    private IAsyncEnumerable<HouseholdFact> FactsAsync(
        Session session, ExportHouseholdsRequest request, HashSet<string>? wanted, CancellationToken cancellation) =>
        VillageOrder.OfAsync(
            HouseholdStore.AsOfAsync(session, request.Organization, request.Moment.Date(time), request.Moment.Known)
                .Where(fact => wanted is null || wanted.Contains(fact.HouseholdId)),
            fact => fact.HouseholdId, cancellation);
}
