using System.Globalization;
using FluentValidation;
using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>Which runs of an organisation are wanted.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Year">Only of this year; null for all.</param>
/// <param name="State">Only in this state; null for all.</param>
/// <param name="Page">Which part of them.</param>
internal sealed record ListRunsRequest(string Organization, int? Year, string? State, PageRequest Page) : CheckedRequest
{
    /// <summary>Only those that changed from this moment on, in microseconds; null for all.</summary>
    public long? UpdatedSince { get; init; }

    /// <summary>One of <see cref="ListRuns.Sorts"/>; null for the first.</summary>
    public string? Sort { get; init; }
}

/// <summary>The shape of it.</summary>
internal sealed class ListRunsValidator : AbstractValidator<ListRunsRequest>
{
    public ListRunsValidator()
    {
        RuleFor(request => request.Year).IsIn("year", AccountYears.Range);
        RuleFor(request => request.State).IsOneOf("state", RunStates.All);
        RuleFor(request => request.Sort).IsOneOf(ListSort.Field, ListRuns.Sorts);
        RuleFor(request => request.Page).IsPage();
    }
}

/// <summary>Lists the runs of an organisation: later years first, within a year those made later first, unless asked otherwise.</summary>
internal sealed class ListRuns(Database database)
{
    private const string EarlierFirst = "year";

    /// <summary>The orders there are.</summary>
    public static IReadOnlyList<string> Sorts { get; } = ["-year", EarlierFirst, ListSort.Updated, ListSort.UpdatedLast];

    private readonly ListRunsValidator _validator = new();

    /// <exception cref="RefusedException">There is no such organisation, or no such cursor.</exception>
    public async Task<Page<StoredRun>> HandleAsync(Caller caller, ListRunsRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var byChange = ListSort.ByChange(request.Sort, request.Page.After);
        var after = byChange is null ? ReadCursor(request.Page.After) : null;
        var filter = new RunFilter(request.Organization, request.Year, request.State, request.UpdatedSince);
        var runs = await database.ReadAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, request.Organization);
            var rows = byChange is null
                ? await RunStore.ListAsync(session, filter, after, request.Sort == EarlierFirst, request.Page.Limit + 1)
                : await RunStore.ListAsync(session, filter, byChange, request.Page.Limit + 1);
            return await StoredRun.WithArchivesAsync(
                session, await RepeatedRuns.WithOthersAsync(session, rows.Select(StoredRun.Of).ToArray()));
        }, cancellation);
        return Page<StoredRun>.Of(
            runs, request.Page.Limit, run => ListSort.Place(byChange is null ? run.Row.Year : run.Row.UpdatedAt, run.Row.Id));
    }

    /// <summary>The run after which a page begins; null for the first page.</summary>
    public static (long Year, string Id)? ReadCursor(string after)
    {
        if (after.Length == 0)
        {
            return null;
        }

        return after.Split(' ') is [var year, var id]
            && long.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && id.All(char.IsAsciiHexDigitLower)
            ? (number, id)
            : throw ListSort.NoSuchPlace();
    }
}
