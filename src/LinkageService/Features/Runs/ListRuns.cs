using System.Globalization;
using FluentValidation;
using LinkageService.Access;
using LinkageService.Engine.Problems;
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
}

/// <summary>The shape of it.</summary>
internal sealed class ListRunsValidator : AbstractValidator<ListRunsRequest>
{
    public ListRunsValidator()
    {
        RuleFor(request => request.Year).IsIn("year", AccountYears.Range);
        RuleFor(request => request.State).IsOneOf("state", RunStates.All);
        RuleFor(request => request.Page).IsPage();
    }
}

/// <summary>Lists the runs of an organisation: later years first, within a year those made later first.</summary>
internal sealed class ListRuns(Database database)
{
    private readonly ListRunsValidator _validator = new();

    /// <exception cref="RefusedException">There is no such organisation, or no such cursor.</exception>
    public async Task<Page<StoredRun>> HandleAsync(Caller caller, ListRunsRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var after = ReadCursor(request.Page.After);
        var runs = await database.ReadAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, request.Organization);
            var rows = await RunStore.ListAsync(
                session, request.Organization, request.Year, request.State, after, request.Page.Limit + 1, request.UpdatedSince);
            return await RepeatedRuns.WithOthersAsync(session, rows.Select(StoredRun.Of).ToArray());
        }, cancellation);
        return Page<StoredRun>.Of(runs, request.Page.Limit, run =>
            string.Create(CultureInfo.InvariantCulture, $"{run.Row.Year} {run.Row.Id}"));
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
            : throw BadCursor();
    }

    private static RefusedException BadCursor() => new(Failure.Of(
        ProblemCodes.InvalidValue, "用上一页的 next", "take next of the page before", "cursor"));
}
