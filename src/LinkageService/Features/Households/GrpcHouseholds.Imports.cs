using Grpc.Core;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage.Households;
using V1 = LinkageService.Contracts.V1;

namespace LinkageService.Features.Households;

/// <summary>The history of imports, taking one back, and changing several households at once.</summary>
internal sealed partial class GrpcHouseholds
{
    /// <inheritdoc/>
    [Requires(Permission.WriteHouseholds)]
    public override async Task<V1.ChangeHouseholdsResponse> ChangeHouseholds(
        V1.ChangeHouseholdsRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var changes = request.Changes.Select(each => new FieldChanges(each.Households, each.Fields)).ToArray();
        var asked = new ChangeHouseholdsRequest(
            request.Organization, changes, fields.Date("validFrom", request.ValidFrom), request.DryRun)
        {
            ChangesLaterFacts = request.LaterFacts == V1.LaterFactsChoice.Change, FormProblems = fields.Problems,
        };
        var report = await change.HandleAsync(CallerOf(context), asked, context.CancellationToken);
        var response = new V1.ChangeHouseholdsResponse
        {
            ValidFrom = report.ValidFrom, Households = report.Draft.Households.Count, Changed = report.Changed,
            Unchanged = report.Unchanged, LaterFactCount = report.LaterFactCount, Import = report.ImportId ?? "",
        };
        response.LaterFacts.AddRange(report.LaterFacts.Select(HouseholdMessages.Write));
        response.Changes.AddRange(report.Changes.Select(HouseholdMessages.Write));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadOrganizations)]
    public override async Task<V1.ListRosterImportsResponse> ListRosterImports(
        V1.ListRosterImportsRequest request, ServerCallContext context)
    {
        var page = await imports.ListAsync(
            CallerOf(context), request.Organization, new MessageFields().Page(request.Cursor, request.Limit), context.CancellationToken);
        var response = new V1.ListRosterImportsResponse { NextCursor = page.NextCursor ?? "" };
        response.Imports.AddRange(page.Items.Select(Write));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadOrganizations)]
    public override async Task<V1.GetRosterImportResponse> GetRosterImport(
        V1.GetRosterImportRequest request, ServerCallContext context) => new()
    {
        Import = Write(await imports.GetAsync(
            CallerOf(context), request.Organization, request.Import, context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.WriteHouseholds)]
    public override async Task<V1.TakeBackRosterImportResponse> TakeBackRosterImport(
        V1.TakeBackRosterImportRequest request, ServerCallContext context)
    {
        var taken = await takeBack.HandleAsync(
            CallerOf(context), request.Organization, request.Import, request.DryRun,
            context.CancellationToken);
        var response = new V1.TakeBackRosterImportResponse
        {
            Import = Write(taken.Import), DryRun = taken.IsDryRun, UndoneCount = taken.Undone.Count, KeptCount = taken.Kept.Count,
            NotPossibleCount = taken.NotPossible.Count, UndoneBefore = taken.UndoneBefore,
        };
        response.Undone.AddRange(taken.Undone.Take(TakenBack.MaxListed));
        response.Kept.AddRange(taken.Kept.Take(TakenBack.MaxListed).Select(each => new V1.KeptHousehold
        {
            Household = each.Household, By = each.By, At = Dates.MomentText(each.At),
        }));
        response.NotPossible.AddRange(taken.NotPossible.Take(TakenBack.MaxListed).Select(each => new V1.HeldHousehold
        {
            Household = each.Household, Run = each.Run?.Id ?? "", Reason = ProtoText.Of(each.Reason),
        }));
        return response;
    }

    private static V1.RosterImport Write(RosterImportRow row) => new()
    {
        Id = row.Id, Kind = row.Kind, ValidFrom = row.ValidFrom, FileName = row.FileName ?? "",
        FileDigest = row.FileDigest is { } digest ? DigestText.Of(digest) : "", Households = row.Households, Added = row.Added,
        Changed = row.Changed, Unchanged = row.Unchanged, ImportedBy = row.ImportedBy, ImportedAt = Dates.MomentText(row.ImportedAt),
        TakenBack = row.TakenBackBy is { } by && row.TakenBackAt is { } at
            ? new V1.TakenBackSum
            {
                By = by, At = Dates.MomentText(at), Undone = row.Undone, Kept = row.Kept, NotPossible = row.NotPossible,
            }
            : null,
    };
}
