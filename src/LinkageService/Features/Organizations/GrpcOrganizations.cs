using Grpc.Core;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Features.Linkages;
using LinkageService.Http;
using LinkageService.Storage.Linkages;
using LinkageService.Storage.Organizations;
using V1 = LinkageService.Contracts.V1;

namespace LinkageService.Features.Organizations;

/// <summary>The gRPC side of organisations and linkages: <c>linkage.v1.Organizations</c>.</summary>
internal sealed class GrpcOrganizations(
    PutOrganization put, GetOrganization get, ListOrganizations list, AddLinkage add, EndLinkage end, ListLinkages linkages)
    : V1.Organizations.OrganizationsBase
{
    private static readonly Dictionary<string, string> DateNames = new(StringComparer.Ordinal)
    {
        ["from"] = "valid_from", ["to"] = "valid_to",
    };

    /// <inheritdoc/>
    [Requires(Permission.WriteOrganizations)]
    public override async Task<V1.PutOrganizationResponse> PutOrganization(
        V1.PutOrganizationRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        fields.Require("organization", request.Organization);
        fields.Check();
        var said = request.Organization;
        var draft = new OrganizationDraft
        {
            Name = MessageFields.Text(said.Name),
            LegalForm = MessageFields.Text(said.LegalForm),
            Region = said.Region,
            Parent = MessageFields.Text(said.Parent),
            NoticeDays = said.NoticeDays == 0 ? OrganizationDraft.StandardNoticeDays : said.NoticeDays,
        };
        var stored = await put.HandleAsync(
            CallerOf(context), new PutOrganizationRequest(said.Id, draft, MessageFields.Text(request.Etag))
            {
                IfNoneMatch = request.CreateOnly ? "*" : null,
            },
            context.CancellationToken);
        return new V1.PutOrganizationResponse { Organization = Message(stored.Row), Created = stored.IsNew };
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadOrganizations)]
    public override async Task<V1.GetOrganizationResponse> GetOrganization(
        V1.GetOrganizationRequest request, ServerCallContext context) => new()
        {
            Organization = Message(await get.HandleAsync(CallerOf(context), request.Organization, context.CancellationToken)),
        };

    /// <inheritdoc/>
    [Requires(Permission.ReadOrganizations)]
    public override async Task<V1.ListOrganizationsResponse> ListOrganizations(
        V1.ListOrganizationsRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var since = fields.Moment("updatedSince", request.UpdatedSince);
        var page = await list.HandleAsync(
            CallerOf(context), fields.Page(request.Cursor, request.Limit), context.CancellationToken, updatedSince: since);
        var response = new V1.ListOrganizationsResponse { NextCursor = page.NextCursor ?? "" };
        response.Organizations.AddRange(page.Items.Select(Message));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.WriteHouseholds)]
    public override async Task<V1.AddLinkageResponse> AddLinkage(V1.AddLinkageRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        fields.Require("linkage", request.Linkage);
        fields.Check();
        var said = request.Linkage;
        var draft = new LinkageDraft
        {
            Household = MessageFields.Text(said.Household),
            Partner = MessageFields.Text(said.Partner),
            Mode = MessageFields.Text(said.Mode),
            Terms = said.Terms,
            From = fields.Date("from", said.ValidFrom),
            To = fields.Date("to", said.ValidTo),
            FormProblems = fields.Problems,
        };
        var fact = await NamedAsync(() => add.HandleAsync(
            CallerOf(context), request.Organization, draft, context.CancellationToken));
        return new V1.AddLinkageResponse { Linkage = Message(fact) };
    }

    /// <inheritdoc/>
    [Requires(Permission.WriteHouseholds)]
    public override async Task<V1.EndLinkageResponse> EndLinkage(V1.EndLinkageRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var asked = new EndLinkageDraft(fields.Date("to", request.ValidTo)) { FormProblems = fields.Problems };
        var fact = await NamedAsync(() => end.HandleAsync(
            CallerOf(context), request.Organization, request.Linkage, asked, context.CancellationToken));
        return new V1.EndLinkageResponse { Linkage = Message(fact) };
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadOrganizations)]
    public override async Task<V1.ListLinkagesResponse> ListLinkages(V1.ListLinkagesRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var wanted = new ListLinkagesRequest(request.Organization, fields.Page(request.Cursor, request.Limit))
        {
            Household = MessageFields.Text(request.Household),
            Mode = MessageFields.Text(request.Mode),
            AsOf = fields.Date("as_of", request.AsOf),
            KnownAt = fields.Moment("known_at", request.KnownAt),
            UpdatedSince = fields.Moment("updatedSince", request.UpdatedSince),
            Sort = MessageFields.Text(request.Sort),
            FormProblems = fields.Problems,
        };
        var page = await linkages.HandleAsync(CallerOf(context), wanted, context.CancellationToken);
        var response = new V1.ListLinkagesResponse { NextCursor = page.NextCursor ?? "" };
        response.Linkages.AddRange(page.Items.Select(Message));
        return response;
    }

    // What REST calls from and to.
    private static async Task<LinkageFact> NamedAsync(Func<Task<LinkageFact>> change)
    {
        try
        {
            return await change();
        }
        catch (RefusedException refused)
        {
            throw new RefusedException(refused.Failure.Renamed(DateNames));
        }
    }

    private static Caller CallerOf(ServerCallContext context) => Caller.Of(context.GetHttpContext());

    private static V1.Organization Message(OrganizationRow row) => new()
    {
        Id = row.Id,
        Name = row.Name,
        LegalForm = row.LegalForm,
        Region = row.Region,
        Parent = row.Parent ?? "",
        NoticeDays = (int)row.NoticeDays,
        Etag = EntityTag.Of(row.Revision),
        CreatedAt = Dates.MomentText(row.CreatedAt),
    };

    private static V1.Linkage Message(LinkageFact fact)
    {
        var message = new V1.Linkage
        {
            Id = fact.Id,
            Household = fact.HouseholdId,
            Partner = fact.Partner,
            Mode = fact.Mode,
            ValidFrom = fact.ValidFrom,
            ValidTo = fact.ValidTo ?? "",
            KnownAt = Dates.MomentText(fact.KnownAt),
            Actor = fact.Actor,
        };
        message.Terms.Add(StoredLinkageTerms.Read(fact).ToDictionary(StringComparer.Ordinal));
        return message;
    }
}
