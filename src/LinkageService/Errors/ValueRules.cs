using System.Globalization;
using System.Text.RegularExpressions;
using FluentValidation;
using FluentValidation.Validators;
using LinkageService.Engine.Problems;

namespace LinkageService.Errors;

/// <summary>What values other than free text may be. Each rule carries its limit, which the OpenAPI document reads out of it.</summary>
internal static class ValueRules
{
    /// <summary>A whole number in a range; none where none is stated.</summary>
    public static IRuleBuilderOptions<T, int?> IsIn<T>(this IRuleBuilder<T, int?> rule, string field, WholeRange range) =>
        rule.InclusiveBetween(range.Min, range.Max).As(ProblemCodes.InvalidValue, field, value => range.Words(value));

    /// <summary>A whole number in a range.</summary>
    public static IRuleBuilderOptions<T, int> IsIn<T>(this IRuleBuilder<T, int> rule, string field, WholeRange range) =>
        rule.InclusiveBetween(range.Min, range.Max).As(ProblemCodes.InvalidValue, field, value => range.Words(value));

    /// <summary>One of a closed list of words; none where none is stated.</summary>
    public static IRuleBuilderOptions<T, string?> IsOneOf<T>(
        this IRuleBuilder<T, string?> rule, string field, IReadOnlyCollection<string> words) =>
        rule.IsOneOf(field, words, got =>
        {
            var (list, shown) = (string.Join(", ", words), NumberProblems.Shorten(got));
            return new LocalizedText($"应为 {list} 之一，得到“{shown}”", $"one of {list} is wanted, got \"{shown}\"");
        });

    /// <summary>One of a closed list of words, and what is said of any other.</summary>
    public static IRuleBuilderOptions<T, string?> IsOneOf<T>(
        this IRuleBuilder<T, string?> rule, string field, IReadOnlyCollection<string> words, Func<string, LocalizedText> refusal) =>
        rule.SetValidator(new WordValidator<T>(words)).As(ProblemCodes.InvalidValue, field, got => refusal(got!));

    /// <summary>A text of a pattern; none where none is stated.</summary>
    public static IRuleBuilderOptions<T, string?> IsLike<T>(
        this IRuleBuilder<T, string?> rule, string field, TextPattern pattern, string zh, string en) =>
        rule.IsLike(pattern).As(ProblemCodes.InvalidValue, field, zh, en);

    /// <summary>A text of a pattern, whose refusal is said by what follows; none where none is stated.</summary>
    public static IRuleBuilderOptions<T, string?> IsLike<T>(this IRuleBuilder<T, string?> rule, TextPattern pattern) =>
        rule.SetValidator(new PatternValidator<T>(pattern));

    /// <summary>
    /// Refuses a list that is there and empty, where one that is left out stands for all: a caller whose search found nothing must not
    /// be taken to mean everything.
    /// </summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<TEntry>?> IsAllOrSome<T, TEntry>(
        this IRuleBuilder<T, IReadOnlyList<TEntry>?> rule, string field) =>
        rule.SetValidator(new SomeValidator<T, TEntry>()).As(ProblemCodes.InvalidValue, field,
            $"{field} 是空的，什么都不会办；要全部就不写 {field}", $"{field} is empty, so there is nothing to do; leave {field} out for all");

    /// <summary>At most so many entries.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<TEntry>?> HasAtMost<T, TEntry>(
        this IRuleBuilder<T, IReadOnlyList<TEntry>?> rule, string field, int max, Func<int, LocalizedText> refusal) =>
        rule.SetValidator(new CountValidator<T, TEntry>(max)).As(ProblemCodes.InvalidValue, field, list => refusal(list!.Count));
}

/// <summary>The whole numbers a value may be, and what is said of any other.</summary>
/// <param name="Min">The least.</param>
/// <param name="Max">The greatest.</param>
internal readonly record struct WholeRange(int Min, int Max)
{
    /// <summary>Whether a number is one of them.</summary>
    public bool Has(int number) => number >= Min && number <= Max;

    /// <summary>What is said of another number, or of what is none.</summary>
    /// <param name="got">What came instead.</param>
    public LocalizedText Words(object? got)
    {
        var shown = NumberProblems.Shorten(Convert.ToString(got, CultureInfo.InvariantCulture) ?? "");
        return new LocalizedText($"应为 {Min} 到 {Max} 的整数，得到“{shown}”", $"a whole number from {Min} to {Max} is wanted, got \"{shown}\"");
    }
}

/// <summary>The form of a whole text, in what JSON Schema and .NET both read alike: no classes such as <c>\d</c>, no anchors.</summary>
/// <param name="body">A regular expression.</param>
internal sealed class TextPattern(string body)
{
    private readonly Regex _regex = new($@"\A(?:{body})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>The pattern as JSON Schema takes it.</summary>
    public string Schema { get; } = $"^{body}$";

    /// <summary>Whether the whole text is of the form.</summary>
    public bool Fits(string text) => _regex.IsMatch(text);
}

/// <summary>A rule that holds a text to a closed list.</summary>
internal interface IWordValidator
{
    /// <summary>The words there are.</summary>
    IReadOnlyCollection<string> Words { get; }
}

/// <summary>A rule that holds a text to a pattern.</summary>
internal interface IPatternValidator
{
    /// <summary>As JSON Schema takes it.</summary>
    string Pattern { get; }
}

/// <summary>A rule that holds a list to a number of entries.</summary>
internal interface ICountValidator
{
    /// <summary>The most entries.</summary>
    int MaxCount { get; }
}

/// <summary>A rule that holds a map to a number of entries, and names and values to rules of their own.</summary>
internal interface IEntriesValidator : ICountValidator
{
    /// <summary>What a name may be.</summary>
    IPropertyValidator Names { get; }

    /// <summary>What a value may be.</summary>
    IPropertyValidator Values { get; }
}

/// <inheritdoc cref="IWordValidator"/>
internal sealed class WordValidator<T>(IReadOnlyCollection<string> words) : PropertyValidator<T, string?>, IWordValidator
{
    /// <inheritdoc/>
    public override string Name => "Word";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Words => words;

    /// <inheritdoc/>
    public override bool IsValid(ValidationContext<T> context, string? value) =>
        value is null || words.Contains(value, StringComparer.Ordinal);
}

/// <inheritdoc cref="IPatternValidator"/>
internal sealed class PatternValidator<T>(TextPattern pattern) : PropertyValidator<T, string?>, IPatternValidator
{
    /// <inheritdoc/>
    public override string Name => "Pattern";

    /// <inheritdoc/>
    public string Pattern => pattern.Schema;

    /// <inheritdoc/>
    public override bool IsValid(ValidationContext<T> context, string? value) => value is null || pattern.Fits(value);
}

/// <inheritdoc cref="IEntriesValidator"/>
internal sealed class TermsValidator<T>(int max, TextValidator<T> text)
    : PropertyValidator<T, IReadOnlyDictionary<string, string>>, IEntriesValidator
{
    /// <inheritdoc/>
    public override string Name => "Terms";

    /// <inheritdoc/>
    public int MaxCount => max;

    /// <inheritdoc/>
    public IPropertyValidator Names => text;

    /// <inheritdoc/>
    public IPropertyValidator Values => text;

    /// <inheritdoc/>
    public override bool IsValid(ValidationContext<T> context, IReadOnlyDictionary<string, string> value) => value.Count <= max
        && value.All(term => term.Key.Length > 0 && text.IsValid(context, term.Key) && text.IsValid(context, term.Value));
}

/// <summary>A rule that holds a list to at least one entry where it is there.</summary>
internal interface ISomeValidator;

/// <inheritdoc cref="ISomeValidator"/>
internal sealed class SomeValidator<T, TEntry> : PropertyValidator<T, IReadOnlyList<TEntry>?>, ISomeValidator
{
    /// <inheritdoc/>
    public override string Name => "Some";

    /// <inheritdoc/>
    public override bool IsValid(ValidationContext<T> context, IReadOnlyList<TEntry>? value) => value is not { Count: 0 };
}

/// <inheritdoc cref="ICountValidator"/>
internal sealed class CountValidator<T, TEntry>(int max) : PropertyValidator<T, IReadOnlyList<TEntry>?>, ICountValidator
{
    /// <inheritdoc/>
    public override string Name => "Count";

    /// <inheritdoc/>
    public int MaxCount => max;

    /// <inheritdoc/>
    public override bool IsValid(ValidationContext<T> context, IReadOnlyList<TEntry>? value) => value is null || value.Count <= max;
}
