using System.Globalization;
using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;
using LinkageService.Tables;

namespace LinkageService.Features.Facts;

/// <summary>States the facts of a table.</summary>
/// <param name="Kind">The word of their kind.</param>
/// <param name="IsDryRun">Whether it is only checked.</param>
/// <param name="Sheet">The worksheet; null for the first.</param>
internal sealed record ImportFactsRequest(string Kind, bool IsDryRun, string? Sheet) : CheckedRequest;

/// <summary>The shape of it.</summary>
internal sealed class ImportFactsValidator : AbstractValidator<ImportFactsRequest>
{
    public ImportFactsValidator() => RuleFor(request => request.Sheet).IsText("sheet", TextRules.MaxWord, hasLines: false);
}

/// <summary>
/// Takes the facts of one kind out of a CSV or a workbook, of as many organisations and years as it has: all of them in one change, or
/// none. What is stated already is not stated again; what a table does not name stays as it is.
/// </summary>
internal sealed class ImportFacts(Database database, TimeProvider time, PutFact put)
{
    private static readonly PutFactValidator Rules = new();

    private readonly ImportFactsValidator _validator = new();

    /// <summary>Imports them, or says what an import would do.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="request">What it is.</param>
    /// <param name="content">The file.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">Something is wrong with it, every cell of which is named; nothing is stored.</exception>
    public async Task<FactImport> HandleAsync(
        Caller caller, ImportFactsRequest request, Stream content, CancellationToken cancellation)
    {
        _validator.Require(request);
        var kind = FactKind.Require(request.Kind);
        var (table, headings) = await ReadAsync(content, request.Sheet, kind, cancellation);
        var formed = await database.SnapshotAsync(session => FormAsync(session, caller, kind, table, headings), cancellation);
        Refuse(table);
        var import = new FactImport(kind, request.IsDryRun, [.. formed.Select(each => ImportedFact.Of(kind, each))]);
        if (!request.IsDryRun && import.Facts.Any(fact => fact.Change != FactChange.Unchanged))
        {
            await database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
            {
                foreach (var each in formed.Where(each => !each.IsStated))
                {
                    await PutFact.WriteAsync(session, caller, each.Request, each.Wanted);
                }

                return true;
            }, cancellation);
        }

        return import;
    }

    private static async Task<(FactTable Table, IReadOnlyList<string> Headings)> ReadAsync(
        Stream content, string? sheet, FactKind kind, CancellationToken cancellation)
    {
        try
        {
            using var table = await TableReader.OpenAsync(
                content, sheet, TableLimits.Default, cancellation, (rows, _) => FactTableReader.FindHeadings(rows, kind));
            return (FactTableReader.Read(table, kind, cancellation), table.Headings.Cells);
        }
        catch (TableException exception)
        {
            throw new RefusedException(Failure.Of(exception.Problem));
        }
    }

    private static void Refuse(FactTable table)
    {
        if (table.Problems.Count > 0)
        {
            throw new RefusedException(Failure.Of(table.Problems));
        }
    }

    private async Task<IReadOnlyList<FormedFact>> FormAsync(
        Session session, Caller caller, FactKind kind, FactTable table, IReadOnlyList<string> headings)
    {
        var formed = new List<FormedFact>();
        foreach (var fact in table.Facts)
        {
            var request = RequestOf(kind, fact);
            var problems = Rules.Problems(request);
            try
            {
                var organization = await OrganizationScope.RequireAsync(session, caller, fact.Organization);
                if (problems.Count == 0)
                {
                    var validFrom = request.Year is { } year ? StoredFact.LastDayOf(year) : Dates.Text(request.ValidFrom!.Value);
                    var (data, stated) = await put.FormAsync(session, request, kind, validFrom);
                    var wanted = new OrganizationFact(kind.Word, validFrom, 0, Present: 1, data, "", "");
                    formed.Add(new FormedFact(organization.Name, request, wanted, stated));
                }
            }
            catch (RefusedException exception)
            {
                problems.AddRange(exception.Failure.Problems.Select(Hinted));
            }

            foreach (var problem in problems)
            {
                table.Add(FactTableReader.CellOf(fact, problem.Field, headings, kind), problem.Code, problem.Message);
            }
        }

        return formed;
    }

    // People call an organisation by its name; which of two of one name is meant, the id says.
    private static Problem Hinted(Problem problem) => problem.Code != ProblemCodes.UnknownOrganization ? problem : problem with
    {
        Message = new LocalizedText(
            problem.Message.Zh + "；这一列写组织编号，如 tangwan，不写名称；编号在“组织与名册”里",
            problem.Message.En + "; write the id of the organisation, such as tangwan, and not its name"),
    };

    private static PutFactRequest RequestOf(FactKind kind, TableFact fact)
    {
        var parts = new FactParts();
        kind.Part.Property.SetValue(parts, fact.Part);
        return new PutFactRequest(fact.Organization, kind.Word, parts)
        {
            Year = kind.IsYearly ? int.Parse(fact.Time, CultureInfo.InvariantCulture) : null,
            ValidFrom = kind.IsYearly ? null : Dates.Read(fact.Time),
        };
    }
}
