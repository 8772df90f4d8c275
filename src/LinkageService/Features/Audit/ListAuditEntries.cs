using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
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

    /// <summary>Those of one person or key, however the name is written.</summary>
    public string? Actor { get; init; }

    /// <summary>Those of one act, such as <c>run.approve</c>, or <see cref="Numbers"/>.</summary>
    public string? Action { get; init; }

    /// <summary>Those from this day on, in China.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Those up to this day, it included.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The word for all acts by which somebody saw or sent numbers in full.</summary>
    public const string Numbers = "numbers";

    /// <summary>Those acts.</summary>
    public static IReadOnlyList<string> NumberActs { get; } = ["household.reveal", "household.find", "payments.file"];
}

/// <summary>The shape of it.</summary>
internal sealed class ListAuditEntriesValidator : AbstractValidator<ListAuditEntriesRequest>
{
    public ListAuditEntriesValidator()
    {
        RuleFor(request => request.Organization).IsText("organization", TextRules.MaxWord, hasLines: false);
        RuleFor(request => request.Subject).IsText("subject", TextRules.MaxWord, hasLines: false);
        RuleFor(request => request.Actor).IsText("actor", TextRules.MaxName, hasLines: false);
        RuleFor(request => request.Action).IsText("action", TextRules.MaxWord, hasLines: false);
        RuleFor(request => request.After).InclusiveBetween(0, long.MaxValue).As(ProblemCodes.InvalidValue, "after", after =>
            new LocalizedText($"after 是上一页的 next，得到“{after}”", $"after is next of the page before, got \"{after}\""));
        RuleFor(request => request.Limit).IsIn("limit", PageValidator.Limits);
    }
}

/// <summary>Some entries, and where the next begin.</summary>
/// <param name="Entries">In order.</param>
/// <param name="Next">The number of the last, when there are more.</param>
internal sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, long? Next)
{
    /// <summary>The names that its sentences need.</summary>
    public required AuditSentences Sentences { private get; init; }

    /// <summary>An entry of it as a sentence.</summary>
    public LocalizedText SentenceOf(AuditEntry entry) => Sentences.Of(entry);
}

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

            var filter = new AuditFilter(request.Organization, request.Subject, caller.Organization)
            {
                Actor = request.Actor,
                Actions = request.Action is null ? []
                    : request.Action == ListAuditEntriesRequest.Numbers ? ListAuditEntriesRequest.NumberActs : [request.Action],
                From = request.From is { } from ? Moment.Of(Dates.InChina(from, TimeOnly.MinValue)) : null,
                Until = request.To is { } to && to < DateOnly.MaxValue ? Moment.Of(Dates.InChina(to.AddDays(1), TimeOnly.MinValue)) : null,
            };
            var entries = request.Before is { } before
                ? await AuditStore.LatestAsync(session, filter, before, request.Limit + 1)
                : await AuditStore.ListAsync(session, filter, request.After, request.Limit + 1);
            var isMore = entries.Count > request.Limit;
            IReadOnlyList<AuditEntry> shown = isMore ? entries.Take(request.Limit).ToArray() : entries;
            return new AuditPage(shown, isMore ? shown[^1].Seq : null) { Sentences = await AuditSentences.OfAsync(session, shown) };
        }, cancellation);
    }
}
