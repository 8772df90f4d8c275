using FluentValidation;
using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Audit;

namespace LinkageService.Features.Audit;

/// <summary>Which entries of the audit log are wanted.</summary>
/// <param name="Organization">Those of one organisation; null for all the caller sees.</param>
/// <param name="Subject">Those of one subject, such as <c>run/0197…</c>.</param>
/// <param name="After">Only entries with a greater number.</param>
/// <param name="Limit">At most so many.</param>
internal sealed record ListAuditEntriesRequest(string? Organization, string? Subject, long After, int Limit) : CheckedRequest
{
    /// <summary>Only entries with a smaller number, the latest first, instead of those after one.</summary>
    public long? Before { get; init; }
}

/// <summary>The shape of it.</summary>
internal sealed class ListAuditEntriesValidator : AbstractValidator<ListAuditEntriesRequest>
{
    public ListAuditEntriesValidator()
    {
        RuleFor(request => request.Organization).IsText("organization", TextRules.MaxWord, hasLines: false);
        RuleFor(request => request.Subject).IsText("subject", TextRules.MaxWord, hasLines: false);
        RuleFor(request => request.After).InclusiveBetween(0, long.MaxValue).As(ProblemCodes.InvalidValue, "after", after =>
            new LocalizedText($"after 是上一页的 next，得到“{after}”", $"after is next of the page before, got \"{after}\""));
        RuleFor(request => request.Limit).IsIn("limit", PageValidator.Limits);
    }
}

/// <summary>Some entries, and where the next begin.</summary>
/// <param name="Entries">In order.</param>
/// <param name="Next">The number of the last, when there are more.</param>
internal sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, long? Next);

/// <summary>Who did what, when: all of it, or what concerns the organisation a caller is limited to and those below it.</summary>
internal sealed class ListAuditEntries(Database database)
{
    private readonly ListAuditEntriesValidator _validator = new();

    /// <exception cref="RefusedException">The organisation is not there, or not the caller's.</exception>
    public Task<AuditPage> HandleAsync(Caller caller, ListAuditEntriesRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        return database.ReadAsync(async session =>
        {
            if (request.Organization is { } organization)
            {
                await OrganizationScope.RequireAsync(session, caller, organization, "organization");
            }

            var filter = new AuditFilter(request.Organization, request.Subject, caller.Organization);
            var entries = request.Before is { } before
                ? await AuditStore.LatestAsync(session, filter, before, request.Limit + 1)
                : await AuditStore.ListAsync(session, filter, request.After, request.Limit + 1);
            return entries.Count > request.Limit
                ? new AuditPage(entries.Take(request.Limit).ToArray(), entries[request.Limit - 1].Seq)
                : new AuditPage(entries, Next: null);
        }, cancellation);
    }
}
