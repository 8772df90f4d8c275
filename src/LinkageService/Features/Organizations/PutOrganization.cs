using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Organizations;

/// <summary>Makes an organisation or changes it.</summary>
/// <param name="Id">Its id, chosen by the caller.</param>
/// <param name="Draft">All that is said of it.</param>
/// <param name="IfMatch">Only when it still is as the caller read it; null without asking.</param>
internal sealed record PutOrganizationRequest(string Id, OrganizationDraft Draft, string? IfMatch = null) : CheckedRequest
{
    /// <summary>Only when it is not as these tags say, <c>*</c> for not there; null without asking.</summary>
    public string? IfNoneMatch { get; init; }
}

/// <summary>The shape of its id; that of the rest is <see cref="OrganizationDraftValidator"/>'s.</summary>
internal sealed class PutOrganizationValidator : AbstractValidator<PutOrganizationRequest>
{
    public PutOrganizationValidator() =>
        RuleFor(request => request.Id).IsLike("id", OrganizationIds.Pattern, OrganizationIds.Zh, OrganizationIds.En);
}

/// <summary>An organisation as stored.</summary>
/// <param name="Row">It.</param>
/// <param name="IsNew">Whether it was made just now.</param>
internal sealed record StoredOrganization(OrganizationRow Row, bool IsNew = false);

/// <summary>Makes an organisation or changes it; callers limited to one make theirs below it.</summary>
internal sealed class PutOrganization(Database database, TimeProvider time)
{
    private readonly OrganizationDraftValidator _draft = new();
    private readonly PutOrganizationValidator _validator = new();

    /// <exception cref="RefusedException">It cannot be made so.</exception>
    public async Task<StoredOrganization> HandleAsync(Caller caller, PutOrganizationRequest request, CancellationToken cancellation)
    {
        _validator.Require(request with { FormProblems = _draft.Problems(request.Draft) });
        return await database.WriteAsync(
            new Change(caller.Name, time.GetUtcNow()), session => WriteAsync(session, caller, request), cancellation);
    }

    private static async Task<StoredOrganization> WriteAsync(WriteSession session, Caller caller, PutOrganizationRequest request)
    {
        var (id, draft) = (request.Id, request.Draft);
        await OrganizationTree.HoldAsync(session);
        var before = await OrganizationStore.HoldAsync(session, id);
        if (before is not null && !await OrganizationScope.SeesAsync(session, caller, id))
        {
            throw OrganizationScope.Unknown(id);
        }

        EntityTag.Check(request.IfMatch, before?.Revision);
        EntityTag.CheckNew(request.IfNoneMatch, before?.Revision);
        if (before is null || !string.Equals(before.Parent, draft.Parent, StringComparison.Ordinal))
        {
            await CheckParentAsync(session, caller, id, draft.Parent);
        }

        if (before is not null && LawField(before, draft) is { } field && await RunStore.UndecidedAsync(session, id) is { } run)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.RunState,
                $"核算 {run} 已提交，还没有批准：它按现在的组织类型和地区核对法律，这时不能改。先批准或作废它",
                $"run {run} is handed in and not approved: it is held against the law of the present form and region, which stay until it "
                + "is approved or cancelled", field));
        }

        var after = new OrganizationRow(
            id, draft.Name!, draft.LegalForm!, draft.Parent, draft.Region, draft.NoticeDays, (before?.Revision ?? 0) + 1,
            before?.FactsKnownAt ?? 0, before?.CreatedAt ?? Moment.Of(session.Change.At));
        await OrganizationStore.SaveAsync(session, after);
        session.Audit(new AuditDraft(before is null ? "organization.create" : "organization.change", "organization/" + id, id)
        {
            Before = before?.Digest(),
            After = after.Digest(),
            Details = JsonDetails.Of(
                ("name", after.Name), ("legalForm", after.LegalForm), ("parent", after.Parent), ("region", after.Region),
                ("noticeDays", after.NoticeDays)),
        });
        return new StoredOrganization(after, IsNew: before is null);
    }

    // What decides which law counts; null where it stays.
    private static string? LawField(OrganizationRow before, OrganizationDraft draft) =>
        !string.Equals(before.LegalForm, draft.LegalForm, StringComparison.Ordinal) ? "legalForm"
            : !string.Equals(before.Region, draft.Region, StringComparison.Ordinal) ? "region"
            : null;

    private static async Task CheckParentAsync(WriteSession session, Caller caller, string id, string? parent)
    {
        if (parent is null)
        {
            if (caller.Organization is { } own)
            {
                throw new RefusedException(Failure.Of(ProblemCodes.Forbidden,
                    $"您只管 {own} 及其下级：新组织的 parent 应在其中", $"you look after {own} and those below it: parent must be one of them",
                    "parent"));
            }

            return;
        }

        await OrganizationScope.RequireAsync(session, caller, parent, "parent");
        if (!await OrganizationTree.MayStandBelowAsync(session, id, parent))
        {
            throw new RefusedException(Failure.Of(ProblemCodes.ParentCycle,
                $"以 {parent} 为上级会成环，或超过 {OrganizationStore.MaxDepth} 层",
                $"with the parent {parent} there would be a circle, or more than {OrganizationStore.MaxDepth} levels", "parent"));
        }
    }
}
