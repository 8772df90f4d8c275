using LinkageService.Access;
using LinkageService.Features.Schemes;
using LinkageService.Storage;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>An empty roster table.</summary>
/// <param name="Organization">For whom.</param>
/// <param name="Scheme">Id of the scheme whose labels and holdings are columns; null, or one that is not there, for none.</param>
/// <param name="HasPersons">Whether a row is a person and not a household.</param>
/// <param name="Format">CSV or XLSX.</param>
/// <param name="IsChinese">Whether the headings are Chinese.</param>
internal sealed record RosterTemplateRequest(
    string Organization, string? Scheme, bool HasPersons, TableFormat Format, bool IsChinese);

/// <summary>Writes the headings of a roster, to be filled in and imported.</summary>
internal sealed class WriteRosterTemplate(Database database, SchemeLibrary schemes, RosterTableColumns columns)
{
    /// <param name="caller">Who asks.</param>
    /// <param name="request">For what.</param>
    /// <param name="begin">Called once it is known that there will be a table, and where it goes.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="Errors.RefusedException">The organisation is not there, or not the caller's.</exception>
    public async Task HandleAsync(Caller caller, RosterTemplateRequest request, Func<Stream> begin, CancellationToken cancellation)
    {
        await database.ReadAsync(session => OrganizationScope.RequireAsync(session, caller, request.Organization), cancellation);
        var scheme = request.Scheme is { } id && schemes.Versions(id) is { Count: > 0 } versions ? versions[^1] : null;
        var layout = new RosterLayout(columns, request.IsChinese);
        layout.Add(
            scheme?.Labels.Select(label => label.Name) ?? [],
            scheme?.Holdings.Where(holding => holding.Members is null).Select(holding => holding.Name) ?? [], request.HasPersons);
        await using var table = TableWriter.Create(begin(), request.Format, request.IsChinese ? "名册" : "roster");
        await table.WriteAsync(layout.Headings(), cancellation);
        await table.CompleteAsync(cancellation);
    }
}
