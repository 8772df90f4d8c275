using FluentValidation;
using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Households;

/// <summary>Which households of a roster are wanted.</summary>
/// <param name="Search">Part of a member number or of a name, capital letters or not; null for all.</param>
/// <param name="Tag">Only households that carry it: one of <see cref="RosterSelection.Tags"/>; null for all.</param>
internal sealed record RosterQuery(string? Search = null, string? Tag = null) : CheckedRequest;

/// <summary>The shape of it.</summary>
internal sealed class RosterQueryValidator : AbstractValidator<RosterQuery>
{
    public RosterQueryValidator()
    {
        RuleFor(query => query.Search).IsText("search", TextRules.MaxName, hasLines: false);
        RuleFor(query => query.Tag).IsText("tag", TextRules.MaxName, hasLines: false);
    }
}

/// <summary>
/// The households that fit a query, by member number. It holds their places only; who is on the roster is shared with all
/// sessions, and <see cref="RosterWindow.ReadAsync"/> gives the rows.
/// </summary>
public sealed record RosterSelection
{
    /// <summary>The roster: a date, and what was known of it when it was asked for, so that rows do not move while one scrolls.</summary>
    public required RosterKey Roster { get; init; }

    /// <summary>Every tag a household of the roster carries.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Households of the roster.</summary>
    public required int Households { get; init; }

    /// <summary>People of the whole roster; null where it is not known of a household how many it has.</summary>
    public required long? Members { get; init; }

    /// <summary>Every holding of the whole roster, with its sum, by name.</summary>
    public required IReadOnlyList<RosterHolding> Holdings { get; init; }

    /// <summary>The name of every label that a household of the roster has.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Households that fit.</summary>
    public required int Count { get; init; }

    /// <summary>Their places in the roster, as a village counts them; null for all in the order of the roster.</summary>
    internal int[]? Places { get; init; }
}

/// <summary>A roster as a grid that shows some rows at a time, of any number; private numbers are masked.</summary>
internal sealed class RosterWindow(Database database, TimeProvider time, RosterIndexes rosters)
{
    /// <summary>Rows of a window at most.</summary>
    /// <value>1,000.</value>
    public const int MaxOfWindow = 1000;

    private readonly RosterQueryValidator _validator = new();

    /// <summary>The households that fit.</summary>
    /// <exception cref="RefusedException">The organisation is not there, or not the caller's, or no household carries the tag.</exception>
    public async Task<RosterSelection> HandleAsync(
        Caller caller, string organization, RosterMoment moment, RosterQuery query, CancellationToken cancellation)
    {
        _validator.Require(query);
        var row = await database.ReadAsync(session => OrganizationScope.RequireAsync(session, caller, organization), cancellation);
        var roster = new RosterKey(organization, moment.Date(time), Math.Min(moment.Known, row.FactsKnownAt));
        var index = await rosters.OfAsync(roster, cancellation);
        var places = Filter(index, query);
        return new RosterSelection
        {
            Roster = roster,
            Tags = index.Tags,
            Households = index.Count,
            Members = index.Members,
            Holdings = index.Holdings,
            Labels = index.Labels,
            Count = places?.Length ?? index.Count,
            Places = places,
        };
    }

    /// <summary>The member numbers of a selection, in its order.</summary>
    /// <exception cref="RefusedException">The organisation is not the caller's any more.</exception>
    public async Task<IReadOnlyList<string>> IdsAsync(Caller caller, RosterSelection selection, CancellationToken cancellation)
    {
        await database.ReadAsync(session => OrganizationScope.RequireAsync(session, caller, selection.Roster.Organization), cancellation);
        var index = await rosters.OfAsync(selection.Roster, cancellation);
        return [.. (selection.Places ?? [.. Enumerable.Range(0, index.Count)]).Select(place => index.Ids[place])];
    }

    /// <summary>Some rows of a selection, from a place on; fewer at its end.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="selection">From <see cref="HandleAsync"/>.</param>
    /// <param name="first">The place of the first row, from 0.</param>
    /// <param name="count">How many, at most <see cref="MaxOfWindow"/>.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">The organisation is not the caller's any more.</exception>
    public async Task<IReadOnlyList<StoredHousehold>> ReadAsync(
        Caller caller, RosterSelection selection, int first, int count, CancellationToken cancellation)
    {
        var roster = selection.Roster;
        var index = await rosters.OfAsync(roster, cancellation);
        var from = Math.Clamp(first, 0, selection.Count);
        var rows = Math.Clamp(count, 0, Math.Min(MaxOfWindow, selection.Count - from));
        var facts = await database.ReadAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, roster.Organization);
            if (rows == 0)
            {
                return [];
            }

            return selection.Places is { } places
                ? (await HouseholdPages.ReadAsync(
                    session, roster.Organization, roster.AsOf, roster.KnownAt,
                    places.AsSpan(from, rows).ToArray().Select(place => index.Ids[place]).ToArray()))
                    .OrderBy(fact => fact.HouseholdId, MemberNumberOrder.Instance).ToArray()
                : await HouseholdPages.ReadAsync(
                    session, roster.Organization, roster.AsOf, roster.KnownAt, from == 0 ? "" : index.Ids[from - 1], rows);
        }, cancellation);
        return facts.Select(fact => StoredHousehold.Of(roster.Organization, fact)).ToArray();
    }

    private static int[]? Filter(RosterIndex index, RosterQuery query)
    {
        var search = query.Search?.Trim() ?? "";
        if (search.Length == 0 && query.Tag is null)
        {
            return index.ByNumber;
        }

        var carriers = query.Tag is null ? GroupMask.Everyone(index.Count)
            : index.Tags.Contains(query.Tag, StringComparer.Ordinal) ? index.Tagged(query.Tag) : throw NoTag(index, query.Tag);
        return [.. (index.ByNumber ?? Enumerable.Range(0, index.Count)).Where(place => carriers.Contains(place)
            && (search.Length == 0 || index.Ids.Contains(place, search) || index.Names.Contains(place, search)))];
    }

    private static RefusedException NoTag(RosterIndex index, string tag)
    {
        var (shown, list) = (NumberProblems.Shorten(tag), string.Join(", ", index.Tags));
        return new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
            $"名册上没有户属于人员类别“{shown}”；有：{list}", $"no household is tagged \"{shown}\"; there are: {list}", "tag"));
    }
}
