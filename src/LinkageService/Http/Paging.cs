using FluentValidation;
using LinkageService.Errors;

namespace LinkageService.Http;

/// <summary>Which part of a list is asked for.</summary>
/// <param name="After">The key of the last entry of the page before; empty for the first page.</param>
/// <param name="Limit">Entries at most.</param>
internal sealed record PageRequest(string After = "", int Limit = PageRequest.StandardLimit) : CheckedRequest
{
    /// <summary>Entries of a page unless the caller asks for another number.</summary>
    public const int StandardLimit = 100;
}

/// <summary>The shape of it.</summary>
internal sealed class PageValidator : AbstractValidator<PageRequest>
{
    /// <summary>How many entries a page may have.</summary>
    public static WholeRange Limits { get; } = new(1, 1000);

    public PageValidator() => RuleFor(page => page.Limit).IsIn("limit", Limits);
}

/// <summary>The rule of a request for a list that also says which entries.</summary>
internal static class PageRule
{
    /// <summary>A page, whose fields stand beside those of the request.</summary>
    public static void IsPage<T>(this IRuleBuilder<T, PageRequest> rule) =>
        rule.SetValidator(new PageValidator()).OverridePropertyName("");
}

/// <summary>Some entries of a list, and where the next begin.</summary>
/// <param name="Items">In the order of the list.</param>
/// <param name="Next">The key of the last, when there are more; null at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>What a caller sends to get the next page; null at the end.</summary>
    public string? NextCursor => Next is null ? null : QueryFields.CursorAfter(Next);

    /// <summary>A page out of one entry more than it holds.</summary>
    public static Page<T> Of(IReadOnlyList<T> read, int limit, Func<T, string> key) => read.Count > limit
        ? new Page<T>(read.Take(limit).ToArray(), key(read[limit - 1]))
        : new Page<T>(read, Next: null);
}
