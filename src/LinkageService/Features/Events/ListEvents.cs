using FluentValidation;
using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Audit;

namespace LinkageService.Features.Events;

/// <summary>Which events are wanted.</summary>
/// <param name="Organization">Those of one organisation; null for all the caller sees.</param>
/// <param name="Type">Those of one type; null for all.</param>
/// <param name="After">Only those with a greater sequence.</param>
/// <param name="Limit">At most so many entries of the audit log with events.</param>
internal sealed record ListEventsRequest(string? Organization, string? Type, long After, int Limit) : CheckedRequest;

/// <summary>The shape of it.</summary>
internal sealed class ListEventsValidator : AbstractValidator<ListEventsRequest>
{
    public ListEventsValidator()
    {
        RuleFor(request => request.Organization).IsText("organization", TextRules.MaxWord, hasLines: false);
        RuleFor(request => request.Type).IsOneOf("type", EventTypes.Names);
        RuleFor(request => request.After).InclusiveBetween(0, long.MaxValue).As(ProblemCodes.InvalidValue, "after", after =>
            new LocalizedText($"after 是上一次的 next，得到“{after}”", $"after is next of the answer before, got \"{after}\""));
        RuleFor(request => request.Limit).IsIn("limit", PageValidator.Limits);
    }
}

/// <summary>Some events.</summary>
/// <param name="Events">In order.</param>
/// <param name="Next">Up to which entry of the audit log they were looked for.</param>
/// <param name="IsMore">Whether there are more.</param>
internal sealed record EventPage(IReadOnlyList<ServiceEvent> Events, long Next, bool IsMore)
{
    /// <summary>As it is sent.</summary>
    public EventPageContract Contract() => new([.. Events.Select(each => each.Contract())], Next, IsMore);
}

/// <summary>What happened, read out of the audit log, which every change is told in its own transaction (docs/decisions/0067).</summary>
internal sealed class ListEvents(Database database)
{
    private readonly ListEventsValidator _validator = new();

    /// <exception cref="RefusedException">The organisation is not there, or not the caller's.</exception>
    public Task<EventPage> HandleAsync(Caller caller, ListEventsRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        return database.SnapshotAsync(async session =>
        {
            if (request.Organization is { } organization)
            {
                await OrganizationScope.RequireAsync(session, caller, organization, "organization");
            }

            var last = await AuditStore.LastSeqAsync(session);
            if (request.After > last)
            {
                throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                    $"after 是 {request.After}，这里最后一条是 {last}：数据库可能恢复到了较早的备份；请核对已收到的事件，再从 0 或 {last} 起读",
                    $"after is {request.After} and the last entry here {last}: the database may have been restored from an older backup. "
                    + $"Compare what you have with it, then read on after 0 or {last}", "after"));
            }

            var filter = new AuditFilter(request.Organization, Subject: null, caller.Organization);
            return await ReadAsync(session, filter, request.Type is { } type ? [type] : [], request.After, request.Limit);
        }, cancellation);
    }

    /// <summary>The events of the entries after one.</summary>
    /// <param name="session">One moment of the database.</param>
    /// <param name="filter">Whose.</param>
    /// <param name="types">Of which types; none for all.</param>
    /// <param name="after">The entry.</param>
    /// <param name="limit">At most so many entries.</param>
    public static async Task<EventPage> ReadAsync(
        Session session, AuditFilter filter, IReadOnlyCollection<string> types, long after, int limit)
    {
        var last = await AuditStore.LastSeqAsync(session);
        var entries = await AuditStore.ListAsync(session, filter with { Actions = EventTypes.ActionsOf(types) }, after, limit + 1);
        var isMore = entries.Count > limit;
        IReadOnlyList<AuditEntry> shown = isMore ? [.. entries.Take(limit)] : entries;
        var events = await OfAsync(session, shown);
        return new EventPage(
            [.. events.Where(each => types.Count == 0 || types.Contains(each.Type, StringComparer.Ordinal))],
            isMore ? shown[^1].Seq : Math.Max(after, last), isMore);
    }

    /// <summary>The events of some entries.</summary>
    public static async Task<IReadOnlyList<ServiceEvent>> OfAsync(Session session, IReadOnlyList<AuditEntry> entries)
    {
        var ids = entries.Select(entry => EventDetails.Of(entry).Run).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var runs = (await AuditStore.RunsAsync(session, ids)).ToDictionary(run => run.Id, StringComparer.Ordinal);
        return [.. entries.SelectMany(entry => ServiceEvent.Of(entry, runs))];
    }
}
