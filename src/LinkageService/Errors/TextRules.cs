using System.Text;
using FluentValidation;
using FluentValidation.Validators;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;

namespace LinkageService.Errors;

/// <summary>What a text that people write may be, the same wherever it is written.</summary>
internal static class TextRules
{
    /// <summary>Characters of a name: of an organisation, a household, a person.</summary>
    /// <value>100.</value>
    public const int MaxName = 100;

    /// <summary>Characters of an id, a digest, a word.</summary>
    /// <value>200.</value>
    public const int MaxWord = 200;

    /// <summary>Characters of a reason.</summary>
    /// <value>500.</value>
    public const int MaxReason = 500;

    /// <summary>Characters of an objection or an answer to one.</summary>
    /// <value>2,000.</value>
    public const int MaxNote = 2000;

    private const int BlankBraille = 0x2800;

    /// <summary>A text without spaces at its ends; null when nothing is left.</summary>
    public static string? Trim(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>A text of at most so many characters. One that must be there reports <c>missing_field</c> where it is not.</summary>
    /// <param name="rule">Of a text that is trimmed.</param>
    /// <param name="field">The field as JSON names it, which the problem reports.</param>
    /// <param name="max">The most characters; one beyond the basic plane, as in rare names, is one.</param>
    /// <param name="isRequired">Whether it must be there.</param>
    /// <param name="hasLines">Whether it may have several lines.</param>
    public static IRuleBuilderOptions<T, string?> IsText<T>(
        this IRuleBuilder<T, string?> rule, string field, int max, bool isRequired = false, bool hasLines = true)
    {
        var text = isRequired ? rule.IsThere(field) : rule;
        return text.SetValidator(new TextValidator<T>(max, hasLines)).As(ProblemCodes.InvalidValue, field, got => TextRules.IsSeen(got!)
            ? new LocalizedText($"最多 {max} 个字，不能有控制字符", $"at most {max} characters, no control characters")
            : new LocalizedText("全是看不见的字符；请删掉，或重新打一遍", "no character of it can be seen; delete it, or type it anew"));
    }

    /// <summary>A value that must be there.</summary>
    public static IRuleBuilderOptions<T, TValue> IsThere<T, TValue>(this IRuleBuilder<T, TValue> rule, string field) =>
        rule.NotEmpty().AsMissing(field);

    /// <summary>Says of a rule that its value is missing.</summary>
    public static IRuleBuilderOptions<T, TValue> AsMissing<T, TValue>(this IRuleBuilderOptions<T, TValue> rule, string field) =>
        rule.AsOfPath(ProblemCodes.MissingField, field, path => new LocalizedText($"缺少 {path}", $"{path} is missing"));

    /// <summary>
    /// Whether a text is short enough and holds nothing a reader cannot see: no control characters, none that turn the direction
    /// of writing, no half of a surrogate pair.
    /// </summary>
    public static bool IsPlain(string text, int max, bool hasLines)
    {
        var characters = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            characters++;
            if (characters > max
                || (Rune.IsControl(rune) && !(hasLines && rune.Value is '\n' or '\t')) || rune == Rune.ReplacementChar || Turns(rune))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a text has a character that is drawn; one of blanks and of what a copy brings along has none.</summary>
    public static bool IsSeen(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && !HouseholdIds.IsUnseen(rune) && rune.Value != BlankBraille)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Turns(Rune rune) => rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}

/// <summary>The rule of a text, with the limit it holds.</summary>
/// <param name="max">The most characters.</param>
/// <param name="hasLines">Whether it may have several lines.</param>
internal sealed class TextValidator<T>(int max, bool hasLines) : PropertyValidator<T, string?>, ILengthValidator
{
    /// <inheritdoc/>
    public override string Name => "Text";

    /// <inheritdoc/>
    public int Min => 0;

    /// <inheritdoc/>
    public int Max => max;

    /// <inheritdoc/>
    public override bool IsValid(ValidationContext<T> context, string? value) =>
        value is null || (TextRules.IsPlain(value, max, hasLines) && (string.IsNullOrWhiteSpace(value) || TextRules.IsSeen(value)));
}
