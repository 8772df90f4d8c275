using System.Globalization;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;

namespace LinkageService.Http;

/// <summary>
/// The order of a list: a field, with <c>-</c> before it the other way round; each list says which it has, its usual one first.
/// </summary>
internal static class ListSort
{
    /// <summary>The field of a request that says it.</summary>
    public const string Field = "sort";

    /// <summary>What changed first comes first: what changes while somebody pages comes again behind, and nothing is passed over.</summary>
    public const string Updated = "updatedAt";

    /// <summary>What changed last comes first.</summary>
    public const string UpdatedLast = "-updatedAt";

    /// <summary>The order of changes, where that is asked for; else null.</summary>
    /// <exception cref="RefusedException">The page begins nowhere.</exception>
    public static ChangeOrder? ByChange(string? sort, string after)
    {
        if (sort is not (Updated or UpdatedLast))
        {
            return null;
        }

        var space = after.IndexOf(' ', StringComparison.Ordinal);
        return after.Length == 0 ? new ChangeOrder(sort == UpdatedLast, After: null)
            : space > 0 && long.TryParse(after.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                ? new ChangeOrder(sort == UpdatedLast, (at, after[(space + 1)..]))
            : throw NoSuchPlace();
    }

    /// <summary>Where the page after an entry begins, in the order of changes.</summary>
    public static string Place(long at, string id) => string.Create(CultureInfo.InvariantCulture, $"{at} {id}");

    /// <summary>The cursor is of this list, and of no place in it.</summary>
    public static RefusedException NoSuchPlace() => new(Failure.Of(
        ProblemCodes.InvalidValue, "用上一页的 next", "take next of the page before", PagedList.Cursor));
}
