using System.Globalization;
using FluentValidation;
using FluentValidation.Validators;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Features.Calculations;

/// <summary>The years there can be accounts of.</summary>
internal static class AccountYears
{
    /// <summary>The first and the last.</summary>
    public static WholeRange Range { get; } = new(1900, 2999);

    /// <summary>What is said of another.</summary>
    public static string Zh { get; } = $"year 应为 {Range.Min} 到 {Range.Max} 的整数";

    /// <summary>The same in English.</summary>
    public static string En { get; } = $"year takes a whole number from {Range.Min} to {Range.Max}";

    /// <summary>A year of accounts; none where none is stated.</summary>
    public static IRuleBuilderOptions<T, int?> IsAccountYear<T>(this IRuleBuilder<T, int?> rule) =>
        rule.InclusiveBetween(Range.Min, Range.Max).As(ProblemCodes.YearOutOfRange, "year", Zh, En);

    /// <summary>The year a text says, or null.</summary>
    public static int? Read(string text) =>
        text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && Range.Has(year)
            ? year
            : null;
}

/// <summary>The rule of a year that is still text.</summary>
internal sealed class YearTextValidator<T> : PropertyValidator<T, string?>, IBetweenValidator
{
    /// <inheritdoc/>
    public override string Name => "Year";

    /// <inheritdoc/>
    public object From => AccountYears.Range.Min;

    /// <inheritdoc/>
    public object To => AccountYears.Range.Max;

    /// <inheritdoc/>
    public override bool IsValid(ValidationContext<T> context, string? value) => value is null || AccountYears.Read(value) is not null;
}
