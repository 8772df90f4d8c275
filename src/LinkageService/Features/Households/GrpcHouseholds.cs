using System.Globalization;
using Grpc.Core;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Http;
using V1 = LinkageService.Contracts.V1;

namespace LinkageService.Features.Households;

/// <summary>The gRPC side of households: <c>linkage.v1.Households</c>.</summary>
internal sealed partial class GrpcHouseholds(
    PutHousehold put, GetHousehold get, RemoveHousehold remove, ListHouseholds list, ShowHouseholdHistory history, FindHouseholds find,
    ImportHouseholds import, ChangeHouseholds change, RosterImports imports, TakeBackImport takeBack, Limits limits)
    : V1.Households.HouseholdsBase
{
    /// <inheritdoc/>
    [Requires(Permission.WriteHouseholds)]
    public override async Task<V1.PutHouseholdResponse> PutHousehold(V1.PutHouseholdRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        fields.Require("household", request.Household);
        fields.Check();
        var household = HouseholdMessages.Read(request.Household, fields, "");
        var validFrom = fields.Date("validFrom", request.Household.ValidFrom);
        var stored = await put.HandleAsync(
            CallerOf(context), new PutHouseholdRequest(request.Organization, household, validFrom, MessageFields.Text(request.Etag))
            {
                ChangesLaterFacts = request.LaterFacts == V1.LaterFactsChoice.Change, IfNoneMatch = request.CreateOnly ? "*" : null,
                FormProblems = fields.Problems,
            },
            context.CancellationToken);
        var response = new V1.PutHouseholdResponse { Household = HouseholdMessages.Write(stored), Created = stored.IsNew };
        response.LaterFacts.AddRange(stored.LaterFacts.Select(HouseholdMessages.Write));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadOrganizations)]
    public override async Task<V1.GetHouseholdResponse> GetHousehold(V1.GetHouseholdRequest request, ServerCallContext context)
    {
        var moment = Moment(request.AsOf, request.KnownAt, out var fields);
        fields.Check();
        var stored = await get.HandleAsync(
            CallerOf(context), request.Organization, request.Household, moment, context.CancellationToken);
        return new V1.GetHouseholdResponse { Household = HouseholdMessages.Write(stored) };
    }

    /// <inheritdoc/>
    [Requires(Permission.WriteHouseholds)]
    public override async Task<V1.RemoveHouseholdResponse> RemoveHousehold(V1.RemoveHouseholdRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var from = fields.Date("validFrom", request.ValidFrom);
        fields.Check();
        var removed = await remove.HandleAsync(
            CallerOf(context), new RemoveHouseholdRequest(request.Organization, request.Household, from, MessageFields.Text(request.Etag))
            {
                ChangesLaterFacts = request.LaterFacts == V1.LaterFactsChoice.Change,
            },
            context.CancellationToken);
        var response = new V1.RemoveHouseholdResponse
        {
            ValidFrom = removed.Fact.ValidFrom, KnownAt = Dates.MomentText(removed.Fact.KnownAt),
        };
        response.LaterFacts.AddRange(removed.LaterFacts.Select(HouseholdMessages.Write));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadOrganizations)]
    public override async Task<V1.ListHouseholdsResponse> ListHouseholds(V1.ListHouseholdsRequest request, ServerCallContext context)
    {
        var moment = Moment(request.AsOf, request.KnownAt, out var fields);
        var asked = new ListHouseholdsRequest(request.Organization, moment, fields.Page(request.Cursor, request.Limit))
        {
            UpdatedSince = fields.Moment("updatedSince", request.UpdatedSince), Sort = MessageFields.Text(request.Sort),
            FormProblems = fields.Problems,
        };
        var page = await list.HandleAsync(CallerOf(context), asked, context.CancellationToken);
        var response = new V1.ListHouseholdsResponse { NextCursor = page.Next is null ? "" : QueryFields.CursorAfter(page.Next) };
        response.Households.AddRange(page.Items.Select(HouseholdMessages.Write));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadOrganizations)]
    public override async Task<V1.ShowHouseholdHistoryResponse> ShowHouseholdHistory(
        V1.ShowHouseholdHistoryRequest request, ServerCallContext context)
    {
        var response = new V1.ShowHouseholdHistoryResponse();
        response.Facts.AddRange((await history.HandleAsync(
            CallerOf(context), request.Organization, request.Household, context.CancellationToken)).Select(HouseholdMessages.Write));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.RevealPersonalData)]
    public override async Task<V1.FindHouseholdsResponse> FindHouseholds(V1.FindHouseholdsRequest request, ServerCallContext context)
    {
        var found = await find.HandleAsync(
            CallerOf(context),
            new FindHouseholdsRequest(
                request.Organization, request.HasIdNumber ? request.IdNumber : null, request.HasAccount ? request.Account : null),
            context.CancellationToken);
        var response = new V1.FindHouseholdsResponse();
        response.Households.AddRange(found.Select(HouseholdMessages.Write));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.WriteHouseholds)]
    public override async Task<V1.ImportHouseholdsResponse> ImportHouseholds(
        IAsyncStreamReader<V1.ImportHouseholdsRequest> requestStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken) || requestStream.Current.Header is not { } header)
        {
            throw Malformed("先发抬头（header）", "the header comes first");
        }

        var fields = new MessageFields();
        var validFrom = fields.Date("header.validFrom", header.ValidFrom);
        fields.Check();
        var draft = await ReadAsync(requestStream, context.CancellationToken);
        var report = await import.HandleAsync(
            CallerOf(context), new ImportHouseholdsRequest(header.Organization, draft, validFrom, header.DryRun)
            {
                ChangesLaterFacts = header.LaterFacts == V1.LaterFactsChoice.Change,
            },
            context.CancellationToken);
        var response = new V1.ImportHouseholdsResponse
        {
            ValidFrom = report.ValidFrom,
            Households = report.Draft.Households.Count,
            Added = report.Added,
            Changed = report.Changed,
            Unchanged = report.Unchanged,
            ProblemCount = report.Draft.ProblemCount,
            LaterFactCount = report.LaterFactCount,
            Import = report.ImportId ?? "",
            MissingCount = report.MissingCount,
        };
        response.AddedHouseholds.AddRange(report.AddedHouseholds.Select(added => added.Household));
        response.Changes.AddRange(report.Changes.Select(HouseholdMessages.Write));
        response.Missing.AddRange(report.Missing.Select(missing => missing.Household));
        response.LaterFacts.AddRange(report.LaterFacts.Select(HouseholdMessages.Write));
        response.Problems.AddRange(report.Draft.Problems.Select(problem => new V1.ImportProblem
        {
            Household = problem.Row,
            Field = problem.Problem.Field,
            Code = problem.Problem.Code.Name,
            Reason = ProtoText.Of(problem.Problem.Message),
        }));
        return response;
    }

    private async Task<ImportDraft> ReadAsync(IAsyncStreamReader<V1.ImportHouseholdsRequest> stream, CancellationToken cancellation)
    {
        var draft = new ImportDraft(ImportMemory.Of(limits));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var fields = new MessageFields();
        while (await stream.MoveNext(cancellation))
        {
            if (stream.Current.Chunk is not { } chunk)
            {
                throw Malformed("抬头（header）只发一次，之后每条都是农户（chunk）", "the header is sent once; every message after it is a chunk");
            }

            foreach (var said in chunk.Households)
            {
                Add(draft, said, fields, seen);
            }
        }

        // A date that cannot be read ends the import, also a dry run: there is no household to compare.
        fields.Check();
        draft.Rows = draft.Households.Count;
        return draft;
    }

    private static void Add(ImportDraft draft, V1.HouseholdRecord said, MessageFields fields, HashSet<string> seen)
    {
        var at = draft.Households.Count;
        var path = string.Create(CultureInfo.InvariantCulture, $"households[{at}].");
        var household = new ImportedHousehold(HouseholdMessages.Read(said, fields, path), StatedFields.All, at);
        draft.Memory.Add(household.Entry);
        foreach (var problem in HouseholdRules.Check(household.Entry))
        {
            draft.Add(household, problem);
        }

        if (!seen.Add(household.Entry.Id))
        {
            draft.Add(household, new Problem(ProblemCodes.DuplicateHousehold, "id", new LocalizedText(
                $"户编号“{NumberProblems.Shorten(said.Id)}”出现两次", $"household \"{NumberProblems.Shorten(said.Id)}\" is there twice")));
        }

        draft.Households.Add(household);
    }

    private static Caller CallerOf(ServerCallContext context) => Caller.Of(context.GetHttpContext());

    private static RosterMoment Moment(string asOf, string knownAt, out MessageFields fields)
    {
        fields = new MessageFields();
        return new RosterMoment(fields.Date("asOf", asOf), fields.Moment("knownAt", knownAt));
    }

    private static RefusedException Malformed(string zh, string en) => new(Failure.Of(ProblemCodes.MalformedRequest, zh, en));
}
